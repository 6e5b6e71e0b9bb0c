namespace NetComm.Model;

/// <summary>Measured traffic from one host to one or many.</summary>
public sealed record Flow
{
    /// <summary>The port of the first flow that has none of its own.</summary>
    internal const int FirstPort = 9000;

    /// <summary>Place in <see cref="Scenario.Flows"/>.</summary>
    public required int Index { get; init; }

    /// <summary>Its identity.</summary>
    public FlowId Id => new(Index);

    /// <summary>Unique among flows, programs and apps.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The name that it has together with others: of an entry of the file that stands for one flow from each of several hosts. Null: none.
    /// </summary>
    public string? Pool { get; init; }

    /// <summary>How many receivers it has: unicast, broadcast, multicast or anycast.</summary>
    public required Cast Cast { get; init; }

    /// <summary>UDP, TCP or ICMP.</summary>
    public required Transport Transport { get; init; }

    /// <summary>The sending node's index.</summary>
    public required int From { get; init; }

    /// <summary>The value of <c>to</c>: the name of a host, LAN, group or anycast address.</summary>
    public required string To { get; init; }

    /// <summary>The address that <c>to</c> stands for.</summary>
    public required Ipv4Address Destination { get; init; }

    /// <summary>
    /// Indices of the nodes that may have to receive it: one for unicast; the LAN's other hosts for broadcast; for anycast all members, of
    /// which one gets each packet; for multicast all hosts but the sender that are members at some time, declared or by a join of <see
    /// cref="Scenario.Faults"/>, in the order of the nodes: those that are members when a packet is sent are due to get it.
    /// </summary>
    public required IReadOnlyList<int> Receivers { get; init; }

    /// <summary>When it sends, and how much.</summary>
    public required Traffic Traffic { get; init; }

    /// <summary>What it sends instead, packet by packet; null: what <see cref="Traffic"/>, stop, count and bytes say.</summary>
    public RecordedTraffic? Recorded { get; init; }

    /// <summary>When it begins. Default 0 s.</summary>
    public SimTime Start { get; init; }

    /// <summary>Nothing is sent at or after this instant. Default: no such end.</summary>
    public SimTime? Stop { get; init; }

    /// <summary>At most this many packets (requests). Default: no limit.</summary>
    public long? Count { get; init; }

    /// <summary>At most this many bytes of payload. Default: no limit.</summary>
    public long? Bytes { get; init; }

    /// <summary>
    /// The receivers' port. Default: the next free one from 9000 in file order; 0 for ICMP, which has none, and for the answers that a
    /// proxy brings back, each to a port of its client.
    /// </summary>
    public required int Port { get; init; }

    /// <summary>Time to live of its packets. Default 64.</summary>
    public int Ttl { get; init; } = 64;

    /// <summary>
    /// Differentiated services code point of its packets (RFC 2474), from 0 to 63; of its answers and acknowledgements too. Default 0.
    /// </summary>
    public byte Dscp { get; init; }

    /// <summary>Options of its TCP connection; unused by UDP.</summary>
    public TcpOptions Tcp { get; init; } = new();

    /// <summary>Rank in the file among flows, programs and apps: the lower one begins first at the same instant.</summary>
    public required int Order { get; init; }
}

/// <summary>The identity of a flow: its place in <see cref="Scenario.Flows"/>, and in a trace's list of flows.</summary>
public readonly record struct FlowId(int Index);

/// <summary>The protocol over IP.</summary>
public enum Transport
{
    /// <summary>RFC 768: datagrams, independent of each other.</summary>
    Udp,

    /// <summary>RFC 9293: a stream of bytes.</summary>
    Tcp,

    /// <summary>RFC 792: control messages and echo.</summary>
    Icmp,
}
