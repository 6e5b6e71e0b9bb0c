namespace NetComm.Protocols.Tcp;

/// <summary>
/// Finds losses and repairs them: with SACK by RFC 6675 at the pace of RFC 6937, else by NewReno (RFC 6582) and limited transmit (RFC
/// 3042); after a timeout by slow start (RFC 5681 §3.1). Positions are told in each call: <c>unacknowledged</c> is SND.UNA, <c>next</c> is
/// SND.NXT.
/// </summary>
/// <remarks>Not modelled: undoing a reduction that was made for nothing (RFC 3522, RFC 5682), DSACK (RFC 2883), RACK (RFC 8985).</remarks>
internal sealed class LossRecovery(ICongestionControl control)
{
    /// <summary>RFC 5681 §3.1, LW: the window after a timeout, in segments.</summary>
    private const int LossWindow = 1;

    /// <summary>RFC 3042 §2: so many segments beyond the window for the first duplicate acknowledgements.</summary>
    private const int LimitedTransmit = 2;

    private readonly ProportionalRateReduction _reduction = new();
    private bool _sack;
    private long _recoveryPoint;
    private int _duplicates;
    private bool _mustRepair;
    private bool _hadPartial;
    private long _rescuedBelow;

    public CongestionState Congestion { get; } = new();

    public Scoreboard Scoreboard { get; } = new();

    public RecoveryPhase Phase { get; private set; }

    /// <summary>The handshake has settled what both ends can do.</summary>
    public void Begin(int segmentSize, long window, bool sack)
    {
        Congestion.SegmentSize = segmentSize;
        Congestion.Window = window;
        _sack = sack;
    }

    /// <summary>How many more bytes the congestion window lets go; below 0 where more than that are in flight.</summary>
    public long Allowance(long unacknowledged, long next)
    {
        long beyond = !_sack && Phase == RecoveryPhase.None ? Math.Min(_duplicates, LimitedTransmit) * (long)Congestion.SegmentSize : 0;
        return Congestion.Window + beyond - Scoreboard.InFlight(unacknowledged, next);
    }

    /// <summary>New bytes were acknowledged. Says whether the retransmission timer is to be restarted for it.</summary>
    /// <param name="acknowledged">What was.</param>
    /// <param name="delivered">Bytes that are known to have arrived by this acknowledgement, SACKed ones included.</param>
    /// <param name="wasLimiting">Whether the window had been what kept data from being sent.</param>
    public bool OnAdvance(in Acknowledged acknowledged, long delivered, bool wasLimiting)
    {
        bool restart = true;
        _duplicates = 0;
        if (Phase == RecoveryPhase.Fast) restart = OnAdvanceInRecovery(acknowledged, delivered);
        else if (Phase == RecoveryPhase.AfterTimeout || wasLimiting) control.Grow(Congestion, acknowledged);
        if (Phase == RecoveryPhase.AfterTimeout && acknowledged.UpTo >= _recoveryPoint) Phase = RecoveryPhase.None;
        if (_sack && Phase == RecoveryPhase.None) EnterIfLost(acknowledged.UpTo, acknowledged.Next, delivered);
        return restart;
    }

    /// <summary>
    /// An acknowledgement came that acknowledges nothing new: with SACK one that SACKs something new, else one that repeats the last.
    /// </summary>
    public void OnDuplicate(long unacknowledged, long next, long delivered)
    {
        _duplicates++;
        switch (Phase)
        {
            case RecoveryPhase.Fast when _sack:
                Scoreboard.FindLost(Congestion.SegmentSize);
                Reduce(unacknowledged, next, delivered);
                break;
            case RecoveryPhase.Fast:
                Congestion.Window += Congestion.SegmentSize; // RFC 6582 §3.2, as in RFC 5681 §3.2 step 4
                break;
            case RecoveryPhase.None when _sack:
                EnterIfLost(unacknowledged, next, delivered);
                break;
            case RecoveryPhase.None when _duplicates == Scoreboard.DuplicateThreshold && unacknowledged > _recoveryPoint:
                Enter(unacknowledged, next, delivered); // RFC 6582 §3.2 step 2
                break;
        }
    }

    /// <param name="unacknowledged">SND.UNA.</param>
    /// <param name="next">SND.NXT.</param>
    /// <param name="isFirst">Whether this is the first timeout in a row: RFC 5681 §3.1 lets only that lower the threshold.</param>
    public void OnTimeout(long unacknowledged, long next, bool isFirst)
    {
        // What is SACKed has left the network, so it is no part of the flight size.
        if (isFirst) Congestion.Threshold = control.OnTimeout(Congestion, next - unacknowledged - Scoreboard.Sacked.Total);
        Congestion.Window = LossWindow * Congestion.SegmentSize;
        Scoreboard.ForgetIfReneged(unacknowledged);
        RepairAll(unacknowledged, next);
    }

    /// <summary>
    /// Segments were too large for the path: all goes again in smaller ones, which is no sign of congestion (RFC 1191 §6.4).
    /// </summary>
    public void OnSmallerSegments(int segmentSize, long unacknowledged, long next)
    {
        Congestion.SegmentSize = segmentSize;
        Congestion.Window = Math.Max(Congestion.Window, segmentSize);
        if (next > unacknowledged) RepairAll(unacknowledged, next);
    }

    /// <summary>RFC 5681 §4.1: after a pause longer than the retransmission timeout, no more than the initial window.</summary>
    public void Restart(long window)
    {
        Congestion.Window = Math.Min(Congestion.Window, window);
        control.OnRestart();
    }

    public void Sent(int bytes)
    {
        if (Phase == RecoveryPhase.Fast) _reduction.Sent(bytes);
    }

    /// <summary>What is to be sent again next, if anything may be.</summary>
    /// <param name="unacknowledged">SND.UNA.</param>
    /// <param name="next">SND.NXT.</param>
    /// <param name="limit">Bytes that a segment takes now.</param>
    /// <param name="repair">What.</param>
    public bool TryNextRepair(long unacknowledged, long next, int limit, out ByteRange repair)
    {
        if (Phase == RecoveryPhase.None)
        {
            repair = default;
            return false;
        }

        if (!Scoreboard.TryNextLost(unacknowledged, limit, out repair)) return false;
        if (!_mustRepair && Allowance(unacknowledged, next) < repair.Length) return false;
        _mustRepair = false;
        Scoreboard.Repaired(repair.End);
        return true;
    }

    /// <summary>
    /// NextSeg (3) and (4) of RFC 6675 §4, where no new data can be sent: a gap that is not known to be lost, or once the end of the
    /// flight.
    /// </summary>
    public bool TryNextRescue(long unacknowledged, long next, int limit, out ByteRange repair)
    {
        repair = default;
        if (Phase != RecoveryPhase.Fast || !_sack || Allowance(unacknowledged, next) < limit) return false;
        if (Scoreboard.TryNextUncertain(unacknowledged, limit, out repair))
        {
            Scoreboard.Repaired(repair.End);
            return true;
        }

        if (unacknowledged <= _rescuedBelow) return false;
        _rescuedBelow = _recoveryPoint;
        ByteRanges sacked = Scoreboard.Sacked;
        long from = sacked.Count > 0 ? Math.Max(sacked[sacked.Count - 1].End, unacknowledged) : unacknowledged;
        if (from >= _recoveryPoint) return false;
        repair = new(Math.Max(from, _recoveryPoint - limit), _recoveryPoint);
        return true;
    }

    private bool OnAdvanceInRecovery(in Acknowledged acknowledged, long delivered)
    {
        if (acknowledged.UpTo >= _recoveryPoint)
        {
            Leave(acknowledged);
            return true;
        }

        if (_sack)
        {
            Scoreboard.FindLost(Congestion.SegmentSize);
            Reduce(acknowledged.UpTo, acknowledged.Next, delivered);
            return true;
        }

        // RFC 6582 §3.2 step 3, a partial acknowledgement: the next segment is lost as well.
        Scoreboard.Lose(Math.Min(acknowledged.UpTo + Congestion.SegmentSize, acknowledged.Next));
        Scoreboard.RepairFrom(acknowledged.UpTo);
        _mustRepair = true;
        long readded = acknowledged.Bytes >= Congestion.SegmentSize ? Congestion.SegmentSize : 0;
        Congestion.Window = Math.Max(Congestion.Window - acknowledged.Bytes, 0) + readded;
        bool restart = !_hadPartial; // RFC 6582 §4, the 'impatient' variant: only the first restarts the timer
        _hadPartial = true;
        return restart;
    }

    private void EnterIfLost(long unacknowledged, long next, long delivered)
    {
        Scoreboard.FindLost(Congestion.SegmentSize);
        if (Scoreboard.LostBelow > unacknowledged || _duplicates >= Scoreboard.DuplicateThreshold) Enter(unacknowledged, next, delivered);
    }

    private void Enter(long unacknowledged, long next, long delivered)
    {
        // RFC 5681 §3.2 step 2: what limited transmit has sent beyond the window is no part of the flight size.
        Congestion.Threshold = control.OnLoss(Congestion, Math.Min(next - unacknowledged, Congestion.Window));
        Phase = RecoveryPhase.Fast;
        _recoveryPoint = next;
        _mustRepair = true;
        _hadPartial = false;
        Scoreboard.Lose(Math.Min(unacknowledged + Congestion.SegmentSize, next));
        Scoreboard.RepairFrom(unacknowledged);
        if (_sack)
        {
            _reduction.Start(next - unacknowledged);
            Reduce(unacknowledged, next, delivered);
        }
        else
        {
            Congestion.Window = Congestion.Threshold + Scoreboard.DuplicateThreshold * Congestion.SegmentSize; // RFC 6582 §3.2 step 2
        }
    }

    private void Leave(in Acknowledged acknowledged)
    {
        Phase = RecoveryPhase.None;
        long flightSize = Scoreboard.InFlight(acknowledged.UpTo, acknowledged.Next);
        Congestion.Window = _sack
            ? Congestion.Threshold
            : Math.Min(Congestion.Threshold, Math.Max(flightSize, Congestion.SegmentSize) + Congestion.SegmentSize); // RFC 6582 §3.2 step 3
    }

    private void Reduce(long unacknowledged, long next, long delivered)
    {
        if (delivered <= 0) return;
        long inFlight = Scoreboard.InFlight(unacknowledged, next);
        long allowed = _reduction.Allow(delivered, inFlight, Congestion.Threshold, Congestion.SegmentSize);
        Congestion.Window = inFlight + allowed;
    }

    private void RepairAll(long unacknowledged, long next)
    {
        Phase = RecoveryPhase.AfterTimeout;
        _recoveryPoint = next;
        _duplicates = 0;
        _mustRepair = true;
        Scoreboard.Lose(next);
        Scoreboard.RepairFrom(unacknowledged);
    }
}
