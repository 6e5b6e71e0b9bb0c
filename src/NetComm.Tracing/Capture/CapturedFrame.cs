namespace NetComm.Tracing;

/// <summary>A packet on a direction, from the start of its transmission on.</summary>
internal sealed class CapturedFrame(CapturedPacket packet, DirectionId direction, LanCrossing? crossing, Transmission sent, byte ttl)
{
    public CapturedPacket Packet => packet;

    public DirectionId Direction => direction;

    public LanCrossing? Crossing => crossing;

    public Transmission Sent => sent;

    public byte TimeToLive => ttl;

    /// <summary>Whether it is known what became of it on the direction.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Why it did not come out; none where it did.</summary>
    public DropReason Reason { get; set; }

    /// <summary>Its last bit never left: it is not captured.</summary>
    public bool IsCutOff { get; set; }
}
