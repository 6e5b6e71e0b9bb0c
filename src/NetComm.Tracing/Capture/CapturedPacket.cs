using System.Buffers.Binary;
using NetComm.Protocols.Ip;

namespace NetComm.Tracing;

/// <summary>What must be known of a packet to build its frames anew.</summary>
internal abstract class CapturedPacket(long number)
{
    private readonly List<LanCrossing> _crossings = [];

    public long Number => number;

    public int Held { get; set; }

    public SimTime LastSeen { get; set; }

    /// <summary>What its IP header says of congestion: as it set out, then what a queue on its way made of it.</summary>
    public EcnCodepoint Ecn { get; set; }

    /// <summary>Where its IP header says that it goes; null for ARP, which has none.</summary>
    public virtual Ipv4Address? Destination => null;

    /// <summary>The conversation that it belongs to; null for what nodes send of themselves.</summary>
    public virtual Conversation? Conversation => null;

    public LanCrossing? CrossingOf(int medium) => _crossings.Find(crossing => crossing.Medium == medium);

    public void Cross(LanCrossing crossing)
    {
        _crossings.RemoveAll(old => old.Medium == crossing.Medium);
        _crossings.Add(crossing);
    }

    internal sealed class Datagram(long number, Conversation conversation, long sequence, int bytes, bool answer) : CapturedPacket(number)
    {
        public override Conversation Conversation => conversation;

        public override Ipv4Address? Destination => conversation.Destination;

        public long Sequence => sequence;

        public int Bytes => bytes;

        public bool IsAnswer => answer;

        /// <summary>What a program sent; null where only the size counts.</summary>
        public byte[]? Payload { get; set; }
    }

    /// <summary>Part of a datagram: bytes of IP payload from an offset on.</summary>
    internal sealed class Fragment(long number, Datagram whole, int offset, int bytes, bool more) : CapturedPacket(number)
    {
        public Datagram Whole => whole;

        public override Conversation Conversation => whole.Conversation;

        public override Ipv4Address? Destination => whole.Destination;

        public int Offset => offset;

        public int Bytes => bytes;

        public bool HasMore => more;
    }

    /// <summary>An IP packet that a node sent of itself, such as an ICMP message.</summary>
    internal sealed class Control(long number, byte[] bytes) : CapturedPacket(number)
    {
        public byte[] Bytes => bytes;

        public override Ipv4Address? Destination => new(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(16)));
    }

    internal sealed class Segment(long number, Conversation conversation, byte[] header, int bytes) : CapturedPacket(number)
    {
        public override Conversation Conversation => conversation;

        public override Ipv4Address? Destination => conversation.Destination;

        public byte[] Header => header;

        /// <summary>Bytes of payload.</summary>
        public int Bytes => bytes;

        public byte[]? Payload { get; set; }
    }

    internal sealed class Arp(long number, int sender, int target, Ipv4Address about, bool reply) : CapturedPacket(number)
    {
        public int Sender => sender;

        public int Target => target;

        public Ipv4Address About => about;

        public bool IsReply => reply;
    }
}
