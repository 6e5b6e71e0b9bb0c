using System.Buffers.Binary;
using NetComm.Protocols.Ip;

namespace NetComm.Tracing;

/// <summary>What must be known of a packet to build its frames anew.</summary>
internal abstract class CapturedPacket(long number)
{
    private List<LanCrossing>? _crossings;
    private List<CaptureRemark>? _remarks;
    private List<Arrival>? _arrivals;

    public long Number => number;

    /// <summary>How many directions have it now.</summary>
    public int Held { get; set; }

    public SimTime LastSeen { get; set; }

    /// <summary>Whether it may rest at a router that does not know yet where it goes on.</summary>
    public bool MayRest { get; set; }

    /// <summary>How often it collided on the shared medium that it is on.</summary>
    public int Collisions { get; set; }

    /// <summary>Its latest frame that collided.</summary>
    public CapturedFrame? LastTry { get; set; }

    /// <summary>What happened to it on its way, in order.</summary>
    public IReadOnlyList<CaptureRemark> Remarks => _remarks ?? (IReadOnlyList<CaptureRemark>)[];

    /// <summary>Where it came out, in order.</summary>
    public IReadOnlyList<Arrival> Arrivals => _arrivals ?? (IReadOnlyList<Arrival>)[];

    /// <summary>Of a datagram in parts, that which came last.</summary>
    public CapturedPacket? LastPart { get; set; }

    /// <summary>What its IP header says of congestion: as it set out, then what a queue on its way made of it.</summary>
    public EcnCodepoint Ecn { get; set; }

    /// <summary>Where its IP header says that it goes; null for ARP, which has none.</summary>
    public virtual Ipv4Address? Destination => null;

    /// <summary>What its IP header says as it sets out.</summary>
    public virtual byte TimeToLive => Conversation?.TimeToLive ?? 0;

    /// <summary>The conversation that it belongs to; null for what nodes send of themselves.</summary>
    public virtual Conversation? Conversation => null;

    /// <summary>Whether nothing more can happen to it, as far as one can see.</summary>
    public bool IsOver(SimTime now) => Held <= 0 && LastSeen < now && (!MayRest || LastSeen + PacketStore.Rest < now);

    public void Remark(in CaptureRemark remark) => (_remarks ??= []).Add(remark);

    public void Arrive(Arrival arrival) => (_arrivals ??= []).Add(arrival);

    public LanCrossing? CrossingOf(int medium) => _crossings?.Find(crossing => crossing.Medium == medium);

    public void Cross(LanCrossing crossing)
    {
        _crossings ??= [];
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

        public override byte TimeToLive => bytes[8];

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
