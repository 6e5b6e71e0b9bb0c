namespace NetComm.Protocols.Tcp.Congestion;

/// <summary>HyStart++ (RFC 9406): where round trips grow, the first slow start goes on cautiously for five rounds (§4.3).</summary>
internal sealed class HyStart
{
    /// <summary>RFC 9406 §4.3, MIN_RTT_THRESH.</summary>
    private static readonly SimDuration SmallestRise = SimDuration.FromMilliseconds(4);

    /// <summary>RFC 9406 §4.3, MAX_RTT_THRESH.</summary>
    private static readonly SimDuration LargestRise = SimDuration.FromMilliseconds(16);

    private static readonly SimDuration Unknown = new(long.MaxValue);

    /// <summary>RFC 9406 §4.3, MIN_RTT_DIVISOR.</summary>
    private const int RiseDivisor = 8;

    /// <summary>RFC 9406 §4.3, N_RTT_SAMPLE.</summary>
    private const int SamplesPerRound = 8;

    /// <summary>RFC 9406 §4.3, CSS_GROWTH_DIVISOR.</summary>
    private const int CautiousDivisor = 4;

    /// <summary>RFC 9406 §4.3, CSS_ROUNDS.</summary>
    private const int CautiousRounds = 5;

    /// <summary>RFC 9406 §4.3, L where packets are not paced.</summary>
    private const int SlowStartLimit = 8;

    private long _roundEnd;
    private SimDuration _previous = Unknown;
    private SimDuration _shortest = Unknown;
    private SimDuration _baseline = Unknown;
    private int _samples;
    private int _cautiousRounds;

    public bool IsCautious { get; private set; }

    public void Grow(CongestionState state, in NewAcknowledgment acknowledged)
    {
        if (acknowledged.RoundTrip is { } roundTrip) Sample(roundTrip);
        long limit = (long)SlowStartLimit * state.SegmentSize;
        long bytes = IsCautious ? Math.Min(acknowledged.Bytes, limit) / CautiousDivisor : acknowledged.Bytes;
        state.SlowStart(bytes, SlowStartLimit);
        if (acknowledged.UpTo < _roundEnd) return;

        _roundEnd = acknowledged.Next;
        _previous = _shortest;
        _shortest = Unknown;
        _samples = 0;
        if (IsCautious && ++_cautiousRounds == CautiousRounds) state.Threshold = state.Window;
    }

    private void Sample(SimDuration roundTrip)
    {
        if (roundTrip < _shortest) _shortest = roundTrip;
        if (++_samples < SamplesPerRound) return;

        if (IsCautious)
        {
            if (_shortest < _baseline) IsCautious = false;
        }
        else if (_previous != Unknown && _shortest >= _previous + Rise(_previous))
        {
            IsCautious = true;
            _baseline = _shortest;
            _cautiousRounds = 0;
        }
    }

    private static SimDuration Rise(SimDuration previous)
    {
        SimDuration rise = new(previous.Picoseconds / RiseDivisor);
        return rise < SmallestRise ? SmallestRise : rise > LargestRise ? LargestRise : rise;
    }
}
