namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>How long to wait for an acknowledgement (RFC 6298 §2).</summary>
internal sealed class RetransmissionTimeout(SimDuration minimum)
{
    /// <summary>RFC 6298 (2.1): until a round trip is measured.</summary>
    public static readonly SimDuration Initial = SimDuration.FromSeconds(1);

    /// <summary>RFC 6298 (5.7): after the handshake, where a SYN had to be sent again and no round trip was measured.</summary>
    public static readonly SimDuration AfterLostSyn = SimDuration.FromSeconds(3);

    /// <summary>RFC 6298 (2.5) asks for 60 s at least; Linux takes 120 s.</summary>
    public static readonly SimDuration Maximum = SimDuration.FromSeconds(120);

    /// <summary>RFC 6298 (2.2), the clock's granularity: that of the timestamps, 1 ms (RFC 7323 §5.4).</summary>
    public static readonly SimDuration Granularity = SimDuration.FromMilliseconds(1);

    private SimDuration _withoutBackOff = Initial;

    /// <summary>SRTT; null before the first measurement.</summary>
    public SimDuration? SmoothedRoundTrip { get; private set; }

    /// <summary>RTTVAR.</summary>
    public SimDuration RoundTripVariation { get; private set; }

    /// <summary>RTO, backed off as it is.</summary>
    public SimDuration Value { get; private set; } = Initial;

    /// <summary>RFC 6298 (2.2) and (2.3): alpha = 1/8, beta = 1/4, K = 4.</summary>
    public void Measured(SimDuration roundTrip)
    {
        if (SmoothedRoundTrip is { } smoothed)
        {
            long error = Math.Abs((smoothed - roundTrip).Picoseconds);
            RoundTripVariation = new(RoundTripVariation.Picoseconds + (error - RoundTripVariation.Picoseconds) / 4);
            SmoothedRoundTrip = new SimDuration(smoothed.Picoseconds + (roundTrip - smoothed).Picoseconds / 8);
        }
        else
        {
            SmoothedRoundTrip = roundTrip;
            RoundTripVariation = new(roundTrip.Picoseconds / 2);
        }

        long spread = Math.Max(Granularity.Picoseconds, 4 * RoundTripVariation.Picoseconds);
        Value = _withoutBackOff = Clamp(SmoothedRoundTrip.Value + new SimDuration(spread));
    }

    /// <summary>RFC 6298 (5.5).</summary>
    public void BackOff() => Value = Value < Maximum ? Shorter(Value * 2, Maximum) : Value;

    /// <summary>New bytes were acknowledged, so the path carries again (Linux, tcp_ack; RFC 6298 would wait for a measurement).</summary>
    public void ForgetBackOff() => Value = _withoutBackOff;

    /// <summary>RFC 6298 (5.7).</summary>
    public void LostSyn()
    {
        if (SmoothedRoundTrip is null) Value = _withoutBackOff = AfterLostSyn;
    }

    private SimDuration Clamp(SimDuration value) => value < minimum ? minimum : Shorter(value, minimum > Maximum ? minimum : Maximum);

    private static SimDuration Shorter(SimDuration left, SimDuration right) => left < right ? left : right;
}
