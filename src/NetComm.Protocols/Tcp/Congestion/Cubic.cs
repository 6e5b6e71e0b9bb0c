namespace NetComm.Protocols.Tcp.Congestion;

/// <summary>RFC 9438: the window follows a cubic curve through the size of the last loss, or Reno's estimate if larger.</summary>
/// <remarks>Windows are counted in segments here, as in the RFC.</remarks>
/// <param name="hyStart">Whether the first slow start may end before a loss (RFC 9406).</param>
internal sealed class Cubic(bool hyStart) : ICongestionControl
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

    private readonly HyStart? _hyStart = hyStart ? new() : null;
    private Epoch _epoch = new() { StartsFlat = true };
    private Epoch _saved;
    private double _fraction;

    public void Grow(CongestionState state, in NewAcknowledgment acknowledged)
    {
        if (!state.IsInSlowStart) Avoid(state, acknowledged);
        else if (state.Threshold == long.MaxValue && _hyStart is not null) _hyStart.Grow(state, acknowledged);
        else state.SlowStart(acknowledged.Bytes, SlowStartLimit);
    }

    /// <summary>RFC 9438 §4.6, and fast convergence (§4.7).</summary>
    public long OnLoss(CongestionState state, long flightSize)
    {
        double window = Segments(state);
        _epoch.Prior = window;
        _epoch.Plateau = window < _epoch.Plateau ? window * (1 + Decrease) / 2 : window;
        _epoch.HasBegun = false;
        _epoch.StartsFlat = false;
        return state.AtLeastSmallest((long)(flightSize * Decrease));
    }

    /// <summary>RFC 9438 §4.8: congestion avoidance then begins at its plateau.</summary>
    public long OnTimeout(CongestionState state, long flightSize)
    {
        long threshold = OnLoss(state, flightSize);
        _epoch.StartsFlat = true;
        return threshold;
    }

    /// <summary>RFC 9438 §5.8: time in which nothing was sent does not count.</summary>
    public void OnRestart() => _epoch.HasBegun = false;

    public void Save() => _saved = _epoch;

    /// <summary>RFC 9438 §4.9: after a loss that was none the curve goes on as before.</summary>
    public void Restore() => _epoch = _saved;

    private void Avoid(CongestionState state, in NewAcknowledgment acknowledged)
    {
        double window = Segments(state);
        if (!_epoch.HasBegun) Begin(window, acknowledged.Now);

        double elapsed = (acknowledged.Now - _epoch.Start).TotalSeconds;
        double segments = acknowledged.Bytes / (double)state.SegmentSize;
        _epoch.Friendly += (_epoch.Friendly < _epoch.Prior ? FriendlyIncrease : 1) * segments / window;

        double target = Math.Clamp(Curve(elapsed + acknowledged.Smoothed.TotalSeconds), window, LargestTarget * window);
        double next = Curve(elapsed) < _epoch.Friendly ? Math.Max(_epoch.Friendly, window) : window + (target - window) / window * segments;
        SetWindow(state, next);
    }

    /// <summary>RFC 9438 §4.2: an epoch begins with congestion avoidance.</summary>
    private void Begin(double window, SimTime now)
    {
        _epoch.HasBegun = true;
        _epoch.Start = now;
        _epoch.Friendly = window;
        if (_epoch.StartsFlat || window > _epoch.Plateau) _epoch.Plateau = window;
        _epoch.StartsFlat = false;
        _epoch.SecondsToPlateau = PortableMath.CubeRoot((_epoch.Plateau - window) / Scale);
    }

    private double Curve(double seconds)
    {
        double fromPlateau = seconds - _epoch.SecondsToPlateau;
        return Scale * fromPlateau * fromPlateau * fromPlateau + _epoch.Plateau;
    }

    private double Segments(CongestionState state) => (state.Window + _fraction) / state.SegmentSize;

    private void SetWindow(CongestionState state, double segments)
    {
        double bytes = segments * state.SegmentSize;
        state.Window = (long)bytes;
        _fraction = bytes - state.Window;
    }

    /// <summary>Where the curve is: what a loss changes, and what comes back if it was none.</summary>
    private struct Epoch
    {
        public bool HasBegun;
        public SimTime Start;

        /// <summary>W_max, in segments.</summary>
        public double Plateau;

        /// <summary>cwnd_prior, in segments.</summary>
        public double Prior;

        /// <summary>K.</summary>
        public double SecondsToPlateau;

        /// <summary>W_est, in segments.</summary>
        public double Friendly;

        public bool StartsFlat;
    }
}
