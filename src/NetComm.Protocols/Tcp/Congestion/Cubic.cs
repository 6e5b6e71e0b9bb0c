namespace NetComm.Protocols.Tcp.Congestion;

/// <summary>RFC 9438: the window follows a cubic curve through the size of the last loss, or Reno's estimate if larger.</summary>
/// <remarks>Windows are counted in segments here, as in the RFC.</remarks>
internal sealed class Cubic : ICongestionControl
{
    /// <summary>RFC 9438 §5.1, in segments per second³.</summary>
    public const double Scale = 0.4;

    /// <summary>RFC 9438 §4.6: what is left of the window after a loss.</summary>
    public const double Decrease = 0.7;

    /// <summary>RFC 9438 §4.3, α: what Reno's growth must be so that it is fair with this decrease.</summary>
    public const double FriendlyIncrease = 3 * (1 - Decrease) / (1 + Decrease);

    /// <summary>RFC 9438 §4.4: the window grows by half per round trip at most.</summary>
    private const double LargestTarget = 1.5;

    /// <summary>RFC 3465 §2.3: after a timeout, one acknowledgement may cover many bytes that had arrived long before.</summary>
    private const int SlowStartLimit = 1;

    private readonly HyStart _hyStart = new();
    private bool _hasEpoch;
    private SimTime _epoch;
    private double _plateau;
    private double _prior;
    private double _secondsToPlateau;
    private double _friendly;
    private bool _startsFlat = true;
    private double _fraction;

    public void Grow(CongestionState state, in NewAcknowledgment acknowledged)
    {
        if (!state.IsInSlowStart) Avoid(state, acknowledged);
        else if (state.Threshold == long.MaxValue) _hyStart.Grow(state, acknowledged);
        else state.SlowStart(acknowledged.Bytes, SlowStartLimit);
    }

    /// <summary>RFC 9438 §4.6, and fast convergence (§4.7).</summary>
    public long OnLoss(CongestionState state, long flightSize)
    {
        _prior = Segments(state);
        _plateau = _prior < _plateau ? _prior * (1 + Decrease) / 2 : _prior;
        _hasEpoch = false;
        _startsFlat = false;
        return state.AtLeastSmallest((long)(flightSize * Decrease));
    }

    /// <summary>RFC 9438 §4.8: congestion avoidance then begins at its plateau.</summary>
    public long OnTimeout(CongestionState state, long flightSize)
    {
        long threshold = OnLoss(state, flightSize);
        _startsFlat = true;
        return threshold;
    }

    /// <summary>RFC 9438 §5.8: time in which nothing was sent does not count.</summary>
    public void OnRestart() => _hasEpoch = false;

    private void Avoid(CongestionState state, in NewAcknowledgment acknowledged)
    {
        double window = Segments(state);
        if (!_hasEpoch) Begin(window, acknowledged.Now);

        double elapsed = (acknowledged.Now - _epoch).TotalSeconds;
        double segments = acknowledged.Bytes / (double)state.SegmentSize;
        _friendly += (_friendly < _prior ? FriendlyIncrease : 1) * segments / window;

        double target = Math.Clamp(Curve(elapsed + acknowledged.Smoothed.TotalSeconds), window, LargestTarget * window);
        double next = Curve(elapsed) < _friendly ? Math.Max(_friendly, window) : window + (target - window) / window * segments;
        SetWindow(state, next);
    }

    /// <summary>RFC 9438 §4.2: an epoch begins with congestion avoidance.</summary>
    private void Begin(double window, SimTime now)
    {
        _hasEpoch = true;
        _epoch = now;
        _friendly = window;
        if (_startsFlat || window > _plateau) _plateau = window;
        _startsFlat = false;
        _secondsToPlateau = PortableMath.CubeRoot((_plateau - window) / Scale);
    }

    private double Curve(double seconds)
    {
        double fromPlateau = seconds - _secondsToPlateau;
        return Scale * fromPlateau * fromPlateau * fromPlateau + _plateau;
    }

    private double Segments(CongestionState state) => (state.Window + _fraction) / state.SegmentSize;

    private void SetWindow(CongestionState state, double segments)
    {
        double bytes = segments * state.SegmentSize;
        state.Window = (long)bytes;
        _fraction = bytes - state.Window;
    }
}
