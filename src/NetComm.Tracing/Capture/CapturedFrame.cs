namespace NetComm.Tracing;

/// <summary>A packet on a direction, from the start of its transmission on.</summary>
/// <param name="cameBy">How it came to where this direction begins; default where it was sent there.</param>
internal sealed class CapturedFrame(
    CapturedPacket packet, DirectionId direction, LanCrossing? crossing, Transmission sent, byte ttl, Arrival cameBy)
{
    public CapturedPacket Packet => packet;

    public DirectionId Direction => direction;

    /// <summary>Its way over a LAN; null on a link.</summary>
    public LanCrossing? Crossing => crossing;

    public Transmission Sent => sent;

    public byte TimeToLive => ttl;

    public Arrival CameBy => cameBy;

    /// <summary>The type of service in its IP header here: DSCP, and what it says of congestion.</summary>
    public byte TypeOfService { get; } = (byte)((packet.Conversation?.Dscp ?? 0) << 2 | (byte)packet.Ecn);

    /// <summary>Its last bit never left: it is not captured.</summary>
    public bool IsCutOff { get; set; }
}

/// <summary>A frame that came out of a direction; default: none did.</summary>
/// <param name="IsCopy">Whether it came beside the packet that the direction was given.</param>
internal readonly record struct Arrival(CapturedFrame? Frame, bool IsCopy);
