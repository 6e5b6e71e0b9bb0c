using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;

namespace NetComm.Network;

/// <summary>
/// One IP packet (or ARP message): from the application that sends it, over all links, to the one that receives it. Pooled: whoever holds
/// it last gives it back, and a copy is a packet of its own with the same number.
/// </summary>
internal sealed class Packet
{
    /// <summary>Where an IPv4 header names the protocol behind it (RFC 791, 3.1).</summary>
    private const int ProtocolOffset = 9;

    /// <summary>RFC 3168 (5): the low two bits of the type of service.</summary>
    private const int EcnBits = 3;

    internal long Number;
    internal PacketKind Kind;
    internal Ipv4Address Source;
    internal Ipv4Address Destination;
    internal int SourcePort;
    internal int DestinationPort;
    internal byte Ttl;

    /// <summary>Bytes of the whole IP packet, or of the ARP message.</summary>
    internal int IpLength;

    internal int Bytes;

    /// <summary>The payload where an application wrote one, or a node's own packet whole; null where only its size counts.</summary>
    internal byte[]? Data;

    /// <summary>Of a fragment: the datagram it was cut from, and what part of it this is.</summary>
    internal Fragment? Fragment;

    /// <summary>Of a TCP segment: its header. Kept with the packet for its next use.</summary>
    internal SegmentHeader? Segment;

    internal int ArpSender;

    internal ArpNeighbour ArpTarget;

    /// <summary>The type of service in its IP header: DSCP in the high six bits (RFC 2474), ECN in the low two (RFC 3168).</summary>
    internal byte TypeOfService;

    /// <summary>Whose it is; nobody's where a program sends a datagram.</summary>
    internal Owner Owner;

    /// <summary>Its place among the packets of its flow, or an echo's sequence number.</summary>
    internal long Sequence;

    internal bool IsReply;

    internal SimTime SentAt;

    internal Destination To;

    /// <summary>The node that a packet for a group comes from: the root of its tree.</summary>
    internal int SourceNode;

    internal HopState Hop;

    internal Packet? NextFree;

    /// <summary>What the driver that carries it keeps with the packet, so that its next use allocates nothing.</summary>
    internal object? Carrier;

    /// <summary>What it says of congestion: a sender sets <see cref="EcnCodepoint.Capable0"/>, a queue marks, the receiver reads.</summary>
    internal EcnCodepoint Ecn
    {
        get => (EcnCodepoint)(TypeOfService & EcnBits);
        set => TypeOfService = (byte)(TypeOfService & ~EcnBits | (byte)value);
    }

    internal bool IsEcnCapable => Ecn != EcnCodepoint.NotCapable;

    /// <summary>The code point by which queues may tell it from others, from 0 to 63 (RFC 2474).</summary>
    internal byte Dscp
    {
        get => (byte)(TypeOfService >> 2);
        set => TypeOfService = (byte)(value << 2 | TypeOfService & EcnBits);
    }

    /// <summary>Whether an application sent it, or it answers what one sent.</summary>
    internal bool IsOfApplication => Kind <= PacketKind.Tcp;

    /// <summary>Whether it or word of it may yet reach an application: a run does not end while it is under way.</summary>
    internal bool IsAwaited => IsOfApplication || (Kind == PacketKind.Control && Data![ProtocolOffset] == (byte)IpProtocol.Icmp);

    /// <summary>Whether it is part of a real TCP stream, which nobody sends again: never lost; waits out what is down.</summary>
    internal bool IsReliable => Kind == PacketKind.Stream;

    /// <summary>Whether a bit was flipped where the next node sees it: in the IP header, or anywhere in an Ethernet frame.</summary>
    internal bool FailsAtNextNode => Hop.FlippedByte.IsAmongFirst(Ipv4Header.MinimumSize);
}

/// <summary>What the data plane keeps about a packet while it crosses a hop.</summary>
internal struct HopState
{
    internal int Interface;

    /// <summary>On a LAN: the member's port it goes to; null for all.</summary>
    internal int? NextHopPort;

    /// <summary>In a queue that does not know departures: when it came.</summary>
    internal SimTime EnqueuedAt;

    /// <summary>Bytes that it takes in such a queue: those on the wire.</summary>
    internal int QueueBytes;

    /// <summary>Whether it waits in such a queue.</summary>
    internal bool IsWaiting;

    /// <summary>Whether chance has decided that the direction that carries it loses it.</summary>
    internal bool IsLost;

    /// <summary>Whether the direction that carries it made it, as a duplicate of the packet before it.</summary>
    internal bool IsCopy;

    /// <summary>The byte of the IP packet in which a bit was flipped on the way.</summary>
    internal FlippedByte FlippedByte;

    internal DirectionId Direction;
}

/// <summary>Who a packet is for: a node, or those who share an anycast address; all on a link or LAN; or a multicast group.</summary>
internal readonly record struct Destination
{
    // 0: all on a link or LAN; above, the number of a destination + 1; below, −1 − the number of a group.
    private readonly int _code;

    private Destination(int code) => _code = code;

    /// <summary>All on the link or LAN that the packet leaves by.</summary>
    internal static Destination Broadcast => default;

    internal static Destination One(int number) => new(number + 1);

    internal static Destination Group(int number) => new(-1 - number);

    internal bool IsOne => _code > 0;

    internal bool IsGroup => _code < 0;

    internal int Number => _code > 0 ? _code - 1 : -1 - _code;
}

internal enum PacketKind : byte
{
    Udp,

    Echo,

    Tcp,

    ArpRequest,

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
internal sealed record Fragment(long Datagram, int Offset, int Length, bool More);
