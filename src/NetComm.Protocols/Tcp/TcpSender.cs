using NetComm.Protocols.Tcp.Congestion;
using NetComm.Protocols.Tcp.Recovery;

namespace NetComm.Protocols.Tcp;

/// <summary>
/// The sending half of a connection: decides what leaves (repairs, then new bytes, then a FIN), and takes in what acknowledgements say
/// about it. The windows decide how much: <see cref="SendWindow"/> and <see cref="LossRecovery.Congestion"/>.
/// </summary>
internal sealed class TcpSender
{
    private readonly TcpOptions _options;
    private readonly SendWindow _window;
    private readonly NegotiatedOptions _agreed;
    private readonly SegmentWriter _writer;
    private readonly RoundTripSampler _roundTrips;
    private readonly TailLossProbe _probe = new();
    private SimTime _lastSent;
    private bool _reportsReduction;

    public TcpSender(TcpSettings settings, SendWindow window, NegotiatedOptions agreed, SegmentWriter writer)
    {
        _options = settings.Options;
        _window = window;
        _agreed = agreed;
        _writer = writer;
        Nagle = _options.Nagle;
        Buffer = new(_options.SendBuffer.Bytes, settings.CarriesBytes);
        Timeout = new(_options.MinimumRetransmissionTimeout);
        Timer = new(Timeout);
        Recovery = new(_options, window, Timeout);
        _roundTrips = new(Timeout);
    }

    public SendBuffer Buffer { get; }

    public LossRecovery Recovery { get; }

    public RetransmissionTimeout Timeout { get; }

    public RetransmissionTimer Timer { get; }

    public bool Nagle { get; set; }

    public long Retransmissions { get; private set; }

    /// <summary>When <see cref="ProbeTimedOut"/> is due.</summary>
    public SimTime ProbeExpiresAt => _probe.ExpiresAt;

    public bool IsFinAcknowledged => _window.Unacknowledged > Buffer.End;


    public void SendSyn(bool isAnswer, bool isRetransmission, SimTime now)
    {
        var syn = new ByteRange(0, SequenceSpace.FirstByte);
        if (isRetransmission) Retransmissions++;
        if (Recovery.Scoreboard.Segments.Count == 0) Recovery.Sent(syn, now);
        else Recovery.SentAgain(syn, now);
        Timer.Restart(now);
        _writer.WriteSyn(isAnswer, isRetransmission, now);
    }

    public void SynArrived() => Recovery.Begin(_agreed.PayloadLimit, _agreed.Sack);

    public void SynAcknowledged(in TcpHeader header, SimTime now)
    {
        Delivery delivery = Recovery.BeginDelivery(_agreed.Timestamps.EchoOf(header), now);
        _window.Acknowledge(SequenceSpace.FirstByte);
        Recovery.Scoreboard.Acknowledge(SequenceSpace.FirstByte, ref delivery);
        _roundTrips.Measure(delivery, _window.NextSequence);
        Timeout.ForgetBackOff();
        if (Timer.TimeoutsInARow > 0) Timeout.LostSyn();
        Recovery.Begin(_agreed.PayloadLimit, _agreed.Sack);
        Recovery.Open(lostSyns: Timer.TimeoutsInARow, delivery);
        Timer.Stop();
        Timer.PeerAnswered();
    }

    public void Transmit(SimTime now)
    {
        int full = _writer.FullSegment;
        while (Recovery.TryNextRepair(full, out ByteRange repair)) Resend(repair, now);
        while (TrySendNew(full, now))
        {
        }

        if (Recovery.TryNextRescue(full, out ByteRange rescue)) Resend(rescue, now);
        _window.ScheduleProbe(Buffer.HasMoreFrom(_window.NextSequence), Timeout.Value, now);
    }

    /// <summary>An acceptable acknowledgement. Returns whether it is one of new bytes.</summary>
    /// <param name="acknowledged">The position that it acknowledges.</param>
    /// <param name="repeatsLast">Whether it changes nothing and carries nothing (RFC 5681 §2, duplicate acknowledgement).</param>
    public bool AcknowledgmentArrived(in TcpHeader header, long acknowledged, bool repeatsLast, SimTime now)
    {
        Scoreboard scoreboard = Recovery.Scoreboard;
        Delivery delivery = Recovery.BeginDelivery(_agreed.Timestamps.EchoOf(header), now);
        bool reportsDuplicate = _agreed.Sack && header.HasSack && ReportsDuplicate(header.Options.Sack, acknowledged);
        var inFlight = new ByteRange(Math.Max(acknowledged, _window.Unacknowledged), _window.NextSequence);
        bool isNew = acknowledged > _window.Unacknowledged;
        long advanced = isNew ? acknowledged - _window.Unacknowledged : 0;

        // What is acknowledged was sent before what is SACKed beyond it (RFC 8985 §6.2 takes them in this order).
        bool wasLimiting = Recovery.Congestion.IsLimiting(Recovery.BytesInFlight);
        if (isNew) Forget(acknowledged, ref delivery);
        bool sackedNew = _agreed.Sack && header.HasSack
            && scoreboard.Update(header.Options.Sack, _window.Sequence, inFlight, ref delivery) > 0;
        if (reportsDuplicate) Recovery.OnDuplicateReported();
        bool isDuplicate = !isNew && acknowledged == _window.Unacknowledged && _window.HasBytesInFlight
            && (_agreed.Sack ? sackedNew : repeatsLast);

        if (isNew) NewBytesAcknowledged(header, advanced, wasLimiting, delivery);
        else if (isDuplicate) Recovery.OnDuplicate(delivery);
        CheckProbe(acknowledged, reportsDuplicate, isPlainDuplicate: !isNew && repeatsLast && !header.HasSack);
        if (Recovery.UsesRack && (isNew || isDuplicate)) ScheduleProbe(now);
        return isNew;
    }

    /// <summary>The retransmission timer has expired: what is lost is sent again, from the first byte (RFC 6298 (5.4)).</summary>
    public void Retransmit(SimTime now)
    {
        _probe.Cancel();
        Recovery.OnTimeout(isFirst: Timer.TimeoutsInARow == 1, now);
    }

    /// <summary>RFC 8985 §7.3, TLP_send_probe: a new segment if there is one and the peer takes it, else the last one again.</summary>
    public void ProbeTimedOut(SimTime now)
    {
        int full = _writer.FullSegment;
        SentSegments segments = Recovery.Scoreboard.Segments;
        bool isNew = Buffer.HasMoreFrom(_window.NextSequence) && _window.Usable > 0;
        if (isNew) SendNext(full, now);
        else if (segments.Count > 0 && !TryResendEndOf(segments[segments.Count - 1], full, now))
        {
            _probe.Cancel();
            return;
        }

        _probe.OnSent(_window.NextSequence, isRetransmission: !isNew);
        Timer.Restart(now);
    }

    public void Stop()
    {
        Timer.Stop();
        _probe.Cancel();
        Recovery.Stop();
    }

    /// <summary>Sends what a silly window takes, or probes a closed one (RFC 9293 §3.8.6.1). False: too many are unanswered.</summary>
    public bool TryProbe(int? retries, SimTime now)
    {
        int full = _writer.FullSegment;
        long usable = Math.Min(_window.PeerWindow, full);
        _window.ProbeTimerExpired();
        if (usable > 0)
        {
            int length = (int)Math.Min(usable, Buffer.End - _window.NextSequence);
            SendNew(length, withFin: Buffer.Ended && _window.NextSequence + length == Buffer.End && usable > length, now);
            return true;
        }

        if (_window.UnansweredProbes >= retries) return false;
        bool isRetransmission = _window.ProbeSent(Timeout.Value, now);
        long start = _window.NextSequence;
        bool isFin = start == Buffer.End;
        _lastSent = now;
        _writer.WriteProbe(new ByteRange(start, isFin ? start : start + 1), isFin ? TcpFlags.Fin : TcpFlags.None, isRetransmission, now);
        return true;
    }

    public void SegmentsShrank() => Recovery.OnSmallerSegments(_agreed.PayloadLimit);

    private void NewBytesAcknowledged(in TcpHeader header, long bytes, bool wasLimiting, in Delivery delivery)
    {
        if (_roundTrips.Measure(delivery, _window.NextSequence)) _probe.OnMeasured();
        SimDuration smoothed = Timeout.SmoothedRoundTrip ?? Timeout.Value;
        bool reportsCongestion = OnCongestionReported(header, bytes);
        var progress = new NewAcknowledgment(
            bytes, _window.Unacknowledged, _window.NextSequence, RoundTripSampler.OfNewest(delivery), smoothed, delivery.Now)
        {
            ReportsCongestion = reportsCongestion,
        };
        bool restartsTimer = Recovery.OnAdvance(progress, delivery, wasLimiting);
        if (!_window.HasBytesInFlight) Timer.Stop();
        else if (restartsTimer) Timer.Restart(delivery.Now);
    }

    private void Forget(long acknowledged, ref Delivery delivery)
    {
        _window.Acknowledge(acknowledged);
        Recovery.Scoreboard.Acknowledge(acknowledged, ref delivery);
        Buffer.Release(acknowledged);
        Timeout.ForgetBackOff();
        Timer.PeerAnswered();
    }

    /// <summary>RFC 2883 §4: the first block lies below what is acknowledged, or inside of the second.</summary>
    private bool ReportsDuplicate(SackBlocks blocks, long acknowledged)
    {
        ByteRange first = _window.Sequence.RangeOf(blocks[0], near: acknowledged);
        if (first.Start < acknowledged || blocks.Count == 1) return first.Start < acknowledged;
        ByteRange second = _window.Sequence.RangeOf(blocks[1], near: acknowledged);
        return first.Start >= second.Start && first.End <= second.End;
    }

    /// <summary>RFC 3168 §6.1.2: ECE is answered by one reduction per round trip, which the next new segment tells (CWR).</summary>
    private bool OnCongestionReported(in TcpHeader header, long acknowledged)
    {
        bool isReported = _agreed.Ecn && (header.Flags & TcpFlags.Ece) != 0;
        if (isReported && Recovery.OnCongestion(acknowledged)) _reportsReduction = true;
        return isReported;
    }

    private void CheckProbe(long acknowledged, bool reportsDuplicate, bool isPlainDuplicate)
    {
        if (Recovery.IsRepairing) _probe.Cancel();
        else if (_probe.IsLossRepaired(acknowledged, reportsDuplicate, isPlainDuplicate)) Recovery.OnCongestion(0);
    }

    /// <summary>RFC 8985 §7.2: while nothing is SACKed and no recovery goes on, the end of a flight is probed.</summary>
    private void ScheduleProbe(SimTime now)
    {
        bool isDue = _window.HasBytesInFlight && !Recovery.IsRepairing && Recovery.Scoreboard.SackedSegments == 0;
        if (!isDue) _probe.Stop();
        else _probe.Schedule(Timeout.SmoothedRoundTrip, Recovery.Scoreboard.Segments.Count == 1, Timer.ExpiresAt, now);
    }

    private bool TrySendNew(int full, SimTime now)
    {
        if (!Buffer.HasMoreFrom(_window.NextSequence)) return false;

        long unsent = Buffer.End - _window.NextSequence;
        int length = _window.NextLength(unsent, full);
        if (!_window.IsWorthSending(length, full, unsent, Buffer.Ended, Nagle)) return false;
        if (!_window.HasBytesInFlight) RestartAfterPause(now);
        if (!_window.Fits(length, Recovery.Allowance)) return false;

        SendNext(full, now);
        return true;
    }

    private void SendNext(int full, SimTime now)
    {
        long unsent = Buffer.End - _window.NextSequence;
        int length = _window.NextLength(unsent, full);
        SendNew(length, withFin: Buffer.Ended && length == unsent && _window.Usable > length, now);
    }

    private bool TryResendEndOf(SentSegment last, int full, SimTime now)
    {
        var range = new ByteRange(Math.Max(last.Start, last.End - full), last.End);
        if (!_window.TryFit(ref range)) return false;
        Resend(range, now);
        return true;
    }

    /// <summary>RFC 5681 §4.1: after a pause longer than the timeout, sending begins with the initial window at most.</summary>
    private void RestartAfterPause(SimTime now)
    {
        if (_window.NextSequence > SequenceSpace.FirstByte && now - _lastSent > Timeout.Value) Recovery.Restart();
    }

    private void SendNew(int length, bool withFin, SimTime now)
    {
        long start = _window.NextSequence;
        TcpFlags flags = withFin ? TcpFlags.Fin : TcpFlags.None;
        if (length > 0 && start + length == Buffer.End) flags |= TcpFlags.Psh;
        if (_reportsReduction && length > 0)
        {
            flags |= TcpFlags.Cwr;
            _reportsReduction = false;
        }

        _window.Advance(length + (withFin ? 1 : 0));
        Recovery.Sent(new ByteRange(start, _window.NextSequence), now);
        Send(new ByteRange(start, start + length), flags, isRetransmission: false, now);
        if (Recovery.UsesRack) ScheduleProbe(now);
    }

    /// <summary>Sends a range again; the FIN too, if the range ends with it.</summary>
    private void Resend(ByteRange range, SimTime now)
    {
        Recovery.SentAgain(range, now);
        Retransmissions++;
        var payload = new ByteRange(range.Start, Math.Min(range.End, Buffer.End));
        Send(payload, range.End > Buffer.End ? TcpFlags.Fin : TcpFlags.None, isRetransmission: true, now);
    }

    private void Send(ByteRange payload, TcpFlags flags, bool isRetransmission, SimTime now)
    {
        Timer.StartIfStopped(now);
        _lastSent = now;
        _writer.Write(payload, flags, isRetransmission, now);
    }
}
