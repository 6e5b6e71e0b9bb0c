using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;

namespace NetComm.Network;

/// <summary>
/// One datagram, from the application that sends it to the one that receives it. In simulated mode it is also the packet on the wire.
/// Pooled: whoever holds it last gives it back, and a copy is a packet of its own with the same number.
/// </summary>
internal sealed class Packet
{
    /// <summary>Where an IPv4 header names the protocol behind it (RFC 791, 3.1).</summary>
    private const int ProtocolOffset = 9;

    internal long Number;
    internal Ipv4Address Source;
    internal Ipv4Address Destination;
    internal int SourcePort;
    internal int DestinationPort;

    /// <summary>Bytes of payload.</summary>
    internal int Bytes;

    /// <summary>The payload where an application wrote one; null where only its size counts.</summary>
    internal byte[]? Data;

    /// <summary>Index of the flow; below 0 for the packet of a program or app: of an echo or segment it is −1 − its index.</summary>
    internal int Flow = -1;

    internal long Sequence;
    internal bool Answer;
    internal byte Ttl;
    internal PacketKind Kind;

    /// <summary>Time of the send call.</summary>
    internal SimTime SentAt;

    // Simulated mode: where it is, and where it goes next.

    /// <summary>Bytes of the IP packet, or of the ARP body.</summary>
    internal int WireBytes;

    /// <summary>The destination's number; −1 for a broadcast; below that a group's, as −2 − number.</summary>
    internal int DestinationNode;

    /// <summary>The node that a packet for a group comes from: the root of its tree.</summary>
    internal int SourceNode;

    /// <summary>The direction that delivered it; −1 while it has not left its host.</summary>
    internal int Direction = -1;

    /// <summary>The interface it leaves from, or arrived at.</summary>
    internal int Interface;

    /// <summary>On a LAN: the member's port it goes to; −1 for all.</summary>
    internal int NextHopPort;

    /// <summary>When its last bit leaves, as far as a queue knows that does not know it for certain; 0 where it does not wait in one.</summary>
    internal SimTime Departure;

    /// <summary>Whether a queue has marked it: it met congestion on its way (RFC 3168, 5).</summary>
    internal bool IsMarked;

    /// <summary>What becomes of it at the end of the direction that carries it.</summary>
    internal NetComm.Tracing.DropReason Fate;

    /// <summary>The byte of the IP packet in which a bit was flipped on the way; −1 for none.</summary>
    internal int FlippedByte = -1;

    /// <summary>Whether the direction that carries it made it, as a duplicate of the packet before it.</summary>
    internal bool IsCopy;

    /// <summary>Of a fragment: the datagram it was cut from, and what part of it this is.</summary>
    internal Fragment? Fragment;

    /// <summary>Of ARP: the interface that sends it.</summary>
    internal int ArpSender;

    /// <summary>Of ARP: the interface that is asked, or answered.</summary>
    internal int ArpTarget;

    /// <summary>Of a TCP segment: its header. Kept with the packet for its next use.</summary>
    internal SegmentHeader? Segment;

    internal Packet? NextFree;

    /// <summary>What the driver that carries it keeps with the packet, so that its next use allocates nothing.</summary>
    internal object? Carrier;

    /// <summary>Whether an application sent it, or it answers what one sent.</summary>
    internal bool IsOfApplication => Kind <= PacketKind.Tcp;

    /// <summary>
    /// Whether it or word of it may yet reach an application: a run does not end while it is under way. An ICMP error wakes who waits for
    /// an answer.
    /// </summary>
    internal bool IsAwaited => IsOfApplication || (Kind == PacketKind.Control && Data![ProtocolOffset] == (byte)IpProtocol.Icmp);

    /// <summary>Whether a bit was flipped where the next node sees it: in the IP header, or anywhere in an Ethernet frame.</summary>
    internal bool FailsAtNextNode => (uint)FlippedByte < Ipv4Header.MinimumSize;

    /// <summary>
    /// Whether it is part of a real TCP stream, which its sender does not send again: it is never lost by chance or for want of room, and
    /// waits out what is down.
    /// </summary>
    internal bool IsReliable => Kind == PacketKind.Stream;

    /// <summary>Whether it is for a multicast group.</summary>
    internal bool IsForGroup => DestinationNode < -1;

    /// <summary>The group's number, where it is for one.</summary>
    internal int Group => -2 - DestinationNode;
}

/// <summary>What a packet is.</summary>
internal enum PacketKind : byte
{
    /// <summary>A UDP datagram.</summary>
    Udp,

    /// <summary>An ICMP echo request, or its reply.</summary>
    Echo,

    /// <summary>A TCP segment.</summary>
    Tcp,

    /// <summary>An ARP request.</summary>
    ArpRequest,

    /// <summary>An ARP reply.</summary>
    ArpReply,

    /// <summary>An IP packet that a node made of its own, whole in <see cref="Packet.Data"/>: ICMP.</summary>
    Control,

    /// <summary>Part of a real TCP stream of a loopback run.</summary>
    Stream,
}

/// <summary>A TCP header in a place of its own, since few packets have one.</summary>
internal sealed class SegmentHeader
{
    internal TcpHeader Tcp;
}

/// <summary>Part of a datagram larger than the MTU (RFC 791, 3.2).</summary>
/// <param name="Datagram">Number of the packet it was cut from.</param>
/// <param name="Offset">First byte of IP payload, a multiple of 8.</param>
/// <param name="Length">Bytes of IP payload.</param>
/// <param name="More">Whether more follow.</param>
internal sealed record Fragment(long Datagram, int Offset, int Length, bool More);
