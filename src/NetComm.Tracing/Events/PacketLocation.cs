namespace NetComm.Tracing;

/// <summary>Where a packet is, or ended: on a direction of a link or LAN, or at a node.</summary>
public readonly record struct PacketLocation
{
    // A direction's index, or −1 − a node's: as a trace writes it.
    private readonly int _number;

    private PacketLocation(int number) => _number = number;

    /// <summary>The direction; null at a node.</summary>
    public DirectionId? Direction => _number >= 0 ? new DirectionId(_number) : null;

    /// <summary>The node; null on a direction.</summary>
    public NodeId? Node => _number < 0 ? new NodeId(-1 - _number) : null;

    internal int TraceNumber => _number;

    /// <summary>On a direction.</summary>
    public static PacketLocation On(DirectionId direction) => new(direction.Index);

    /// <summary>At a node.</summary>
    public static PacketLocation At(NodeId node) => new(-1 - node.Index);

    internal static PacketLocation FromTrace(int number) => new(number);
}
