namespace NetComm.Model;

/// <summary>When a flow sends, and how much.</summary>
public abstract record Traffic
{
    private Traffic()
    {
    }

    /// <summary>
    /// How the time from a packet to the next varies, in picoseconds; a sample below 1 ps counts as that. Null: it is always the same.
    /// </summary>
    /// <remarks>Of traffic with an interval, which then is the mean; at most 1000 h.</remarks>
    public Distribution? Gaps { get; init; }

    /// <summary>A packet every <paramref name="Interval"/>, the first at the flow's start.</summary>
    public sealed record Constant(SimDuration Interval, PayloadSize Size) : Traffic;

    /// <summary>Exponential gaps with this mean; the first packet after one gap.</summary>
    public sealed record Poisson(SimDuration MeanGap, PayloadSize Size) : Traffic;

    /// <summary>Constant traffic while on, silence while off, in turns; on from the flow's start. Times in picoseconds.</summary>
    public sealed record OnOff(Distribution OnTime, Distribution OffTime, SimDuration Interval, PayloadSize Size) : Traffic;

    /// <summary>A request every <paramref name="Interval"/>, answered or not; each answer has <paramref name="Response"/> bytes.</summary>
    public sealed record RequestResponse(SimDuration Interval, PayloadSize Size, PayloadSize Response) : Traffic;

    /// <summary>
    /// An ICMP echo request every <paramref name="Interval"/> (default 1 s), the first at the flow's start, with this many bytes of data
    /// (default 56); measured as a round trip.
    /// </summary>
    public sealed record Ping(SimDuration Interval, PayloadSize Size) : Traffic;

    /// <summary>These packets, each at its time after the flow's start.</summary>
    public sealed record Recorded(RecordedTraffic Packets) : Traffic;

    /// <summary>As much as the path takes, up to the flow's <c>bytes</c>.</summary>
    public sealed record Bulk : Traffic;

    /// <summary>What programs outside send through a <see cref="Proxy"/>, when they send it.</summary>
    public sealed record Proxied : Traffic;
}
