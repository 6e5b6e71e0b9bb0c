using NetComm.Protocols.Tcp.Congestion;

namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>Finds and repairs losses: SACK (RFC 6675, 6937), else NewReno (6582), limited transmit (3042), slow start (5681 §3).</summary>
/// <remarks>Not modelled: undoing a reduction that was made for nothing (RFC 3522, RFC 5682), DSACK (RFC 2883), RACK (RFC 8985).</remarks>
internal sealed class LossRecovery(ICongestionControl control, SendWindow window)
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

    public void Begin(int segmentSize, long congestionWindow, bool sack)
    {
        Congestion.SegmentSize = segmentSize;
        Congestion.Window = congestionWindow;
        _sack = sack;
    }

    /// <summary>Bytes under way to the peer, as far as is known (RFC 6675 §4, pipe); a SYN and a FIN count as one.</summary>
    public long BytesInFlight => Scoreboard.InFlight(window.Unacknowledged, window.NextSequence);

    /// <summary>How many more bytes the congestion window lets go; below 0 where more than that are in flight.</summary>
    public long Allowance
    {
        get
        {
            long beyond = !_sack && Phase == RecoveryPhase.None ? Math.Min(_duplicates, LimitedTransmit) * (long)Congestion.SegmentSize : 0;
            return Congestion.Window + beyond - BytesInFlight;
        }
    }

    /// <summary>The RFCs' FlightSize: all that is sent and not acknowledged.</summary>
    private long FlightSize => window.NextSequence - window.Unacknowledged;

    /// <summary>New bytes were acknowledged. Returns whether the retransmission timer is to be restarted for it.</summary>
    /// <param name="delivered">Bytes that are known to have arrived by this acknowledgement, SACKed ones included.</param>
    /// <param name="wasLimiting">Whether the window had been what kept data from being sent.</param>
    public bool OnAdvance(in NewAcknowledgment acknowledged, long delivered, bool wasLimiting)
    {
        bool restart = true;
        _duplicates = 0;
        if (Phase == RecoveryPhase.Fast) restart = OnAdvanceInRecovery(acknowledged, delivered);
        else if (Phase == RecoveryPhase.AfterTimeout || wasLimiting) control.Grow(Congestion, acknowledged);
        if (Phase == RecoveryPhase.AfterTimeout && acknowledged.UpTo >= _recoveryPoint) Phase = RecoveryPhase.None;
        if (_sack && Phase == RecoveryPhase.None) EnterIfLost(delivered);
        return restart;
    }

    /// <summary>Nothing new acknowledged: with SACK something new SACKed, else the last acknowledgement repeated.</summary>
    public void OnDuplicate(long delivered)
    {
        _duplicates++;
        switch (Phase)
        {
            case RecoveryPhase.Fast when _sack:
                Scoreboard.FindLost(Congestion.SegmentSize);
                Reduce(delivered);
                break;
            case RecoveryPhase.Fast:
                Congestion.Window += Congestion.SegmentSize; // RFC 6582 §3.2, as in RFC 5681 §3.2 step 4
                break;
            case RecoveryPhase.None when _sack:
                EnterIfLost(delivered);
                break;
            case RecoveryPhase.None when _duplicates == Scoreboard.DuplicateThreshold && window.Unacknowledged > _recoveryPoint:
                Enter(delivered); // RFC 6582 §3.2 step 2
                break;
        }
    }

    /// <summary>The retransmission timer has expired.</summary>
    /// <param name="isFirst">Whether this is the first timeout in a row: RFC 5681 §3.1 lets only that lower the threshold.</param>
    public void OnTimeout(bool isFirst)
    {
        // What is SACKed has left the network, so it is no part of the flight size.
        if (isFirst) Congestion.Threshold = control.OnTimeout(Congestion, FlightSize - Scoreboard.Sacked.Total);
        Congestion.Window = LossWindow * Congestion.SegmentSize;
        Scoreboard.ForgetIfReneged(window.Unacknowledged);
        RepairAll();
    }

    /// <summary>All is sent again in smaller segments, which is no sign of congestion (RFC 1191 §6.4).</summary>
    public void OnSmallerSegments(int segmentSize)
    {
        Congestion.SegmentSize = segmentSize;
        Congestion.Window = Math.Max(Congestion.Window, segmentSize);
        if (window.HasBytesInFlight) RepairAll();
    }

    /// <summary>RFC 5681 §4.1: after a pause longer than the retransmission timeout, no more than the initial window.</summary>
    public void Restart(long initialWindow)
    {
        Congestion.Window = Math.Min(Congestion.Window, initialWindow);
        control.OnRestart();
    }

    public void Sent(int bytes)
    {
        if (Phase == RecoveryPhase.Fast) _reduction.Sent(bytes);
    }

    /// <summary>What is to be sent again next, at most one segment of this size; false if nothing, or nothing now.</summary>
    public bool TryNextRepair(int fullSegment, out ByteRange repair)
    {
        if (Phase == RecoveryPhase.None)
        {
            repair = default;
            return false;
        }

        if (!Scoreboard.TryNextLost(window.Unacknowledged, fullSegment, out repair)) return false;
        if (!_mustRepair && Allowance < repair.Length) return false;
        _mustRepair = false;
        Scoreboard.Repaired(repair.End);
        return true;
    }

    /// <summary>NextSeg (3) and (4) of RFC 6675 §4: a gap not known to be lost, or once the end of the flight.</summary>
    public bool TryNextRescue(int fullSegment, out ByteRange repair)
    {
        repair = default;
        if (Phase != RecoveryPhase.Fast || !_sack || Allowance < fullSegment) return false;
        if (Scoreboard.TryNextUncertain(window.Unacknowledged, fullSegment, out repair))
        {
            Scoreboard.Repaired(repair.End);
            return true;
        }

        if (window.Unacknowledged <= _rescuedBelow) return false;
        _rescuedBelow = _recoveryPoint;
        long from = Math.Max(Scoreboard.HighestSacked, window.Unacknowledged);
        if (from >= _recoveryPoint) return false;
        repair = new(Math.Max(from, _recoveryPoint - fullSegment), _recoveryPoint);
        return true;
    }

    private bool OnAdvanceInRecovery(in NewAcknowledgment acknowledged, long delivered)
    {
        if (acknowledged.UpTo >= _recoveryPoint)
        {
            Leave();
            return true;
        }

        if (_sack)
        {
            Scoreboard.FindLost(Congestion.SegmentSize);
            Reduce(delivered);
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

    private void EnterIfLost(long delivered)
    {
        Scoreboard.FindLost(Congestion.SegmentSize);
        if (Scoreboard.LostBelow > window.Unacknowledged || _duplicates >= Scoreboard.DuplicateThreshold) Enter(delivered);
    }

    private void Enter(long delivered)
    {
        // RFC 5681 §3.2 step 2: what limited transmit has sent beyond the window is no part of the flight size.
        Congestion.Threshold = control.OnLoss(Congestion, Math.Min(FlightSize, Congestion.Window));
        Phase = RecoveryPhase.Fast;
        _recoveryPoint = window.NextSequence;
        _mustRepair = true;
        _hadPartial = false;
        Scoreboard.Lose(Math.Min(window.Unacknowledged + Congestion.SegmentSize, window.NextSequence));
        Scoreboard.RepairFrom(window.Unacknowledged);
        if (_sack)
        {
            _reduction.Start(FlightSize);
            Reduce(delivered);
        }
        else
        {
            Congestion.Window = Congestion.Threshold + Scoreboard.DuplicateThreshold * Congestion.SegmentSize; // RFC 6582 §3.2 step 2
        }
    }

    /// <summary>RFC 6582 §3.2 step 3, full acknowledgement: without SACK a segment beyond the flight, so no burst follows.</summary>
    private void Leave()
    {
        Phase = RecoveryPhase.None;
        Congestion.Window = _sack
            ? Congestion.Threshold
            : Math.Min(Congestion.Threshold, Math.Max(BytesInFlight, Congestion.SegmentSize) + Congestion.SegmentSize);
    }

    private void Reduce(long delivered)
    {
        if (delivered <= 0) return;
        long inFlight = BytesInFlight;
        long allowed = _reduction.Allow(delivered, inFlight, Congestion.Threshold, Congestion.SegmentSize);
        Congestion.Window = inFlight + allowed;
    }

    private void RepairAll()
    {
        Phase = RecoveryPhase.AfterTimeout;
        _recoveryPoint = window.NextSequence;
        _duplicates = 0;
        _mustRepair = true;
        Scoreboard.Lose(window.NextSequence);
        Scoreboard.RepairFrom(window.Unacknowledged);
    }
}

internal enum RecoveryPhase : byte
{
    None,

    Fast,

    /// <summary>Slow start after the retransmission timer: all that was in flight counts as lost.</summary>
    AfterTimeout,
}
