using NetComm.Protocols.Tcp.Congestion;

namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>
/// Finds and repairs losses: with SACK by RACK (RFC 8985), else by counting (RFC 6675), the window led down by RFC 6937; without SACK
/// NewReno (RFC 6582) and limited transmit (RFC 3042); after the timer slow start (RFC 5681 §3). A reduction for nothing is undone.
/// </summary>
internal sealed class LossRecovery
{
    /// <summary>RFC 5681 §3.1, LW: the window after a timeout, in segments.</summary>
    private const int LossWindow = 1;

    /// <summary>RFC 3042 §2: so many segments beyond the window for the first duplicate acknowledgements.</summary>
    private const int LimitedTransmit = 2;

    private readonly TcpOptions _options;
    private readonly SendWindow _window;
    private readonly RetransmissionTimeout _timeout;
    private readonly ICongestionControl _control;
    private readonly ProportionalRateReduction _reduction = new();
    private readonly SpuriousRetransmission _spurious;
    private readonly Rack _rack;
    private bool _sack;
    private long _recoveryPoint;
    private int _duplicates;
    private bool _mustRepair;
    private bool _hadPartial;
    private long _rescuedBelow;

    public LossRecovery(TcpOptions options, SendWindow window, RetransmissionTimeout timeout)
    {
        _options = options;
        _window = window;
        _timeout = timeout;
        _control = options.CongestionControl == CongestionAlgorithm.Reno ? new Reno() : new Cubic(options.HyStart);
        _spurious = new(_control);
        _rack = new(Scoreboard);
    }

    public CongestionState Congestion { get; } = new();

    public Scoreboard Scoreboard { get; } = new();

    public RecoveryPhase Phase { get; private set; }

    /// <summary>Whether something counts as lost that was in flight when this was found.</summary>
    public bool IsRepairing => Phase is RecoveryPhase.Fast or RecoveryPhase.AfterTimeout;

    /// <summary>Whether losses are found by RACK; it needs SACK (RFC 8985 §3).</summary>
    public bool UsesRack { get; private set; }

    /// <summary>When <see cref="ReorderingTimedOut"/> is due.</summary>
    public SimTime ReorderingExpiresAt => _rack.ExpiresAt;

    /// <summary>Bytes under way to the peer, as far as is known (RFC 6675 §4, pipe); a SYN and a FIN count as one.</summary>
    public long BytesInFlight => Scoreboard.InFlight;

    /// <summary>How many more bytes the congestion window lets go; below 0 where more than that are in flight.</summary>
    public long Allowance
    {
        get
        {
            if (Phase != RecoveryPhase.None) return Congestion.Window - BytesInFlight;
            if (!_options.LimitedTransmit) return Congestion.Window - FlightSize;
            long beyond = _sack ? 0 : Math.Min(_duplicates, LimitedTransmit) * (long)Congestion.SegmentSize;
            return Congestion.Window + beyond - BytesInFlight;
        }
    }

    /// <summary>The RFCs' FlightSize: all that is sent and not acknowledged.</summary>
    private long FlightSize => _window.NextSequence - _window.Unacknowledged;

    /// <summary>IW (RFC 6928 §2); also what a pause leaves of the window.</summary>
    private long InitialWindow => CongestionState.InitialWindow(_options.InitialWindow, Congestion.SegmentSize);

    /// <summary>The SYNs have settled what may be used.</summary>
    public void Begin(int segmentSize, bool sack)
    {
        Congestion.SegmentSize = segmentSize;
        _sack = sack;
        UsesRack = sack && _options.Rack;
    }

    /// <summary>RFC 6928 §2: only where more than one SYN was lost the first window is one segment, as RFC 5681 §3.1 has it.</summary>
    public void Open(int lostSyns, in Delivery delivery)
    {
        Congestion.Window = lostSyns > 1 ? Congestion.SegmentSize : InitialWindow;
        if (UsesRack) _rack.OnDelivered(delivery);
    }

    public void Sent(ByteRange range, SimTime now)
    {
        Scoreboard.Sent(range, now);
        if (UsesRack) _rack.OnSent(range.Start, now);
        if (Phase is RecoveryPhase.Fast or RecoveryPhase.Reducing) _reduction.Sent((int)range.Length);
    }

    public void SentAgain(ByteRange range, SimTime now)
    {
        Scoreboard.SentAgain(range, now);
        if (UsesRack) _rack.OnSent(range.Start, now);
        if (Phase == RecoveryPhase.Fast) _reduction.Sent((int)range.Length);
    }

    /// <summary>What an acknowledgement delivers is gathered in this, and then given to <see cref="OnAdvance"/> or else.</summary>
    public Delivery BeginDelivery(uint? echo, SimTime now) => new(now, echo, _rack.ShortestRoundTrip, _rack.Highest);

    /// <summary>A DSACK (RFC 2883): something arrived twice, so it may have come late rather than never.</summary>
    public void OnDuplicateReported()
    {
        if (UsesRack) _rack.OnDuplicateReported(_window.Unacknowledged, _window.NextSequence);
    }

    /// <summary>New bytes were acknowledged. Returns whether the retransmission timer is to be restarted for it.</summary>
    /// <param name="wasLimiting">Whether the window had been what kept data from being sent.</param>
    public bool OnAdvance(in NewAcknowledgment acknowledged, in Delivery delivery, bool wasLimiting)
    {
        bool restart = true;
        _duplicates = 0;
        long lossesBefore = Scoreboard.Losses;
        bool isSpurious = _spurious.IsSpurious(delivery) && _options.Undo && IsRepairing;
        if (isSpurious) Undo(acknowledged.Bytes);
        if (UsesRack) FindLostByRack(delivery);

        if (Phase == RecoveryPhase.Fast) restart = OnAdvanceInRecovery(acknowledged, delivery.Bytes, lossesBefore);
        else if (Phase == RecoveryPhase.Reducing) OnAdvanceInReduction(delivery.Bytes);
        else if (!isSpurious && (Phase == RecoveryPhase.AfterTimeout || wasLimiting)) Grow(acknowledged);
        if (Phase == RecoveryPhase.AfterTimeout && acknowledged.UpTo >= _recoveryPoint) EndRecovery();
        if (_sack && !IsRepairing) EnterIfLost(delivery.Bytes);
        return restart;
    }

    /// <summary>Nothing new acknowledged: with SACK something new SACKed, else the last acknowledgement repeated.</summary>
    public void OnDuplicate(in Delivery delivery)
    {
        _duplicates++;
        if (UsesRack) FindLostByRack(delivery);
        switch (Phase)
        {
            case RecoveryPhase.Fast when _sack:
                if (!UsesRack) Scoreboard.FindLost(Congestion.SegmentSize);
                Reduce(delivery.Bytes, isSafe: false);
                break;
            case RecoveryPhase.Fast:
                Congestion.Window += Congestion.SegmentSize; // RFC 6582 §3.2, as in RFC 5681 §3.2 step 4
                break;
            case RecoveryPhase.None or RecoveryPhase.Reducing when _sack:
                EnterIfLost(delivery.Bytes);
                break;
            case RecoveryPhase.None or RecoveryPhase.Reducing
                when _duplicates == Scoreboard.DuplicateThreshold && _window.Unacknowledged > _recoveryPoint:
                Scoreboard.LoseFirst();
                Enter(delivery.Bytes); // RFC 6582 §3.2 step 2
                break;
        }
    }

    /// <summary>The time for reordering has passed (RFC 8985 §6.2, step 5): what has not come is lost.</summary>
    public void ReorderingTimedOut(SimTime now)
    {
        _rack.FindLost(_timeout.SmoothedRoundTrip, IsRepairing, now);
        if (!IsRepairing) EnterIfLost(0);
    }

    /// <summary>The retransmission timer has expired.</summary>
    /// <param name="isFirst">Whether this is the first timeout in a row: RFC 5681 §3.1 lets only that lower the threshold.</param>
    public void OnTimeout(bool isFirst, SimTime now)
    {
        // What is SACKed has left the network, so it is no part of the flight size.
        long flightSize = FlightSize - Scoreboard.Sacked.Total;
        if (isFirst)
        {
            _spurious.OnLossFound(Congestion, flightSize);
            Congestion.Threshold = _control.OnTimeout(Congestion, flightSize);
        }

        Congestion.Window = LossWindow * Congestion.SegmentSize;
        Scoreboard.ForgetIfReneged(_window.Unacknowledged);
        if (UsesRack) _rack.LoseOnTimeout(_timeout.SmoothedRoundTrip, now);
        else Scoreboard.LoseAll();
        RepairFromTheStart();
    }

    /// <summary>The connection has ended.</summary>
    public void Stop() => _rack.Stop();

    /// <summary>All is sent again in smaller segments, which is no sign of congestion (RFC 1191 §6.4).</summary>
    public void OnSmallerSegments(int segmentSize)
    {
        Congestion.SegmentSize = segmentSize;
        Congestion.Window = Math.Max(Congestion.Window, segmentSize);
        if (!_window.HasBytesInFlight) return;
        Scoreboard.LoseAll();
        RepairFromTheStart();
    }

    /// <summary>Routers report congestion (RFC 3168 §6.1.2), or a probe has repaired a loss: as for a loss, once per round trip.</summary>
    /// <param name="acknowledged">Bytes that were in flight until now.</param>
    /// <returns>Whether the window was reduced for it.</returns>
    public bool OnCongestion(long acknowledged)
    {
        EndReduction();
        if (Phase != RecoveryPhase.None) return false;
        long flightSize = Math.Min(FlightSize + acknowledged, Congestion.Window);
        Congestion.Threshold = _control.OnLoss(Congestion, flightSize);
        Phase = RecoveryPhase.Reducing;
        _recoveryPoint = _window.NextSequence;
        _reduction.Start(flightSize);
        if (!_options.Prr) Congestion.Window = Math.Min(Congestion.Window, Congestion.Threshold);
        return true;
    }

    /// <summary>RFC 5681 §4.1: after a pause longer than the retransmission timeout, no more than the initial window.</summary>
    public void Restart()
    {
        Congestion.Window = Math.Min(Congestion.Window, InitialWindow);
        _control.OnRestart();
    }

    /// <summary>What is to be sent again next, at most one segment of this size; false if nothing, or nothing now.</summary>
    public bool TryNextRepair(int fullSegment, out ByteRange repair)
    {
        repair = default;
        if (!IsRepairing || !Scoreboard.TryNextLost(fullSegment, out repair) || !_window.TryFit(ref repair)) return false;
        if (!_mustRepair && Allowance < repair.Length) return false;
        _mustRepair = false;
        Scoreboard.RepairsReach(repair.End);
        return true;
    }

    /// <summary>NextSeg (3) and (4) of RFC 6675 §4: a gap not known to be lost, or once the flight's end. RACK needs neither.</summary>
    public bool TryNextRescue(int fullSegment, out ByteRange repair)
    {
        repair = default;
        if (Phase != RecoveryPhase.Fast || !_sack || UsesRack || Allowance < fullSegment) return false;
        if (Scoreboard.TryNextUncertain(fullSegment, out repair) && _window.TryFit(ref repair))
        {
            Scoreboard.RepairsReach(repair.End);
            return true;
        }

        if (_window.Unacknowledged <= _rescuedBelow) return false;

        _rescuedBelow = _recoveryPoint;
        long from = Math.Max(Scoreboard.HighestSacked, _window.Unacknowledged);
        if (from >= _recoveryPoint) return false;
        repair = new(Math.Max(from, _recoveryPoint - fullSegment), _recoveryPoint);
        return _window.TryFit(ref repair);
    }

    private void FindLostByRack(in Delivery delivery)
    {
        _rack.OnDelivered(delivery);
        _rack.Forget(_window.Unacknowledged);
        bool isInOrder = Scoreboard.Sacked.Count == 0 && !IsRepairing && !delivery.HasRetransmitted;
        if (isInOrder && _rack.ExpiresAt == SimTime.Never) return;
        _rack.FindLost(_timeout.SmoothedRoundTrip, IsRepairing, delivery.Now);
    }

    /// <summary>While routers say that there is congestion, nothing grows (RFC 3168 §6.1.2).</summary>
    private void Grow(in NewAcknowledgment acknowledged)
    {
        if (!acknowledged.ReportsCongestion) _control.Grow(Congestion, acknowledged);
    }

    private void OnAdvanceInReduction(long delivered)
    {
        Reduce(delivered, isSafe: true);
        EndReduction();
    }

    /// <summary>Something above what was in flight is acknowledged, so the peer has heard of the reduction (CWR).</summary>
    private void EndReduction()
    {
        if (Phase != RecoveryPhase.Reducing || _window.Unacknowledged <= _recoveryPoint) return;
        Phase = RecoveryPhase.None;
        Congestion.Window = Congestion.Threshold;
    }

    private bool OnAdvanceInRecovery(in NewAcknowledgment acknowledged, long delivered, long lossesBefore)
    {
        if (acknowledged.UpTo >= _recoveryPoint)
        {
            Leave();
            return true;
        }

        if (_sack)
        {
            if (!UsesRack) Scoreboard.FindLost(Congestion.SegmentSize);
            Reduce(delivered, isSafe: Scoreboard.Losses == lossesBefore);
            return true;
        }

        // RFC 6582 §3.2 step 3, a partial acknowledgement: the next segment is lost as well.
        Scoreboard.LoseFirst();
        _mustRepair = true;
        long readded = acknowledged.Bytes >= Congestion.SegmentSize ? Congestion.SegmentSize : 0;
        Congestion.Window = Math.Max(Congestion.Window - acknowledged.Bytes, 0) + readded;
        bool restart = !_hadPartial; // RFC 6582 §4, the 'impatient' variant: only the first restarts the timer
        _hadPartial = true;
        return restart;
    }

    // What was lost beyond the last recovery's end begins another.
    private void EnterIfLost(long delivered)
    {
        if (!UsesRack) Scoreboard.FindLost(Congestion.SegmentSize);
        bool isFirstLost = !UsesRack && Scoreboard.LostSegments == 0 && _duplicates >= Scoreboard.DuplicateThreshold;
        if (isFirstLost) Scoreboard.LoseFirst();
        if (Scoreboard.LostSegments > 0) Enter(delivered);
    }

    private void Enter(long delivered)
    {
        if (Phase == RecoveryPhase.None) LowerThreshold();
        Phase = RecoveryPhase.Fast;
        _recoveryPoint = _window.NextSequence;
        _mustRepair = true;
        _hadPartial = false;
        if (!_sack)
        {
            Congestion.Window = Congestion.Threshold + Scoreboard.DuplicateThreshold * Congestion.SegmentSize; // RFC 6582 §3.2 step 2
            return;
        }

        _reduction.Start(FlightSize);
        Congestion.Window = _options.Prr ? BytesInFlight + Reduction(delivered, isSafe: false) : Congestion.Threshold; // RFC 6675 §5 (4.2)
    }

    private void LowerThreshold()
    {
        // RFC 5681 §3.2 step 2: what limited transmit has sent beyond the window is no part of the flight size.
        long flightSize = Math.Min(FlightSize, Congestion.Window);
        _spurious.OnLossFound(Congestion, flightSize);
        Congestion.Threshold = _control.OnLoss(Congestion, flightSize);
    }

    /// <summary>RFC 6582 §3.2 step 3, full acknowledgement: without SACK a segment beyond the flight, so no burst follows.</summary>
    private void Leave()
    {
        EndRecovery();
        Congestion.Window = _sack
            ? Congestion.Threshold
            : Math.Min(Congestion.Threshold, Math.Max(BytesInFlight, Congestion.SegmentSize) + Congestion.SegmentSize);
    }

    private void EndRecovery()
    {
        Phase = RecoveryPhase.None;
        _spurious.OnRecoveryEnded();
        if (UsesRack) _rack.OnRecoveryEnded();
    }

    private void Undo(long acknowledged)
    {
        EndRecovery();
        Scoreboard.FindAll();
        _spurious.Undo(Congestion, FlightSize, acknowledged, InitialWindow);
    }

    private void Reduce(long delivered, bool isSafe)
    {
        if (delivered > 0 && _options.Prr) Congestion.Window = BytesInFlight + Reduction(delivered, isSafe);
    }

    private long Reduction(long delivered, bool isSafe) =>
        _reduction.Allow(delivered, BytesInFlight, Congestion.Threshold, Congestion.SegmentSize, isSafe);

    private void RepairFromTheStart()
    {
        Phase = RecoveryPhase.AfterTimeout;
        _recoveryPoint = _window.NextSequence;
        _duplicates = 0;
        _mustRepair = true;
    }
}

internal enum RecoveryPhase : byte
{
    None,

    /// <summary>Routers have reported congestion, and the window comes down; nothing is lost (CWR).</summary>
    Reducing,

    /// <summary>A loss was found by what arrived after it, and is repaired while the window comes down.</summary>
    Fast,

    /// <summary>Slow start after the retransmission timer: what was in flight too long counts as lost.</summary>
    AfterTimeout,
}
