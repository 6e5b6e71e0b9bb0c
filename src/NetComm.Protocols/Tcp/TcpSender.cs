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
    private SimTime _lastSent;
    private bool _synWasLost;

    public TcpSender(TcpSettings settings, SendWindow window, NegotiatedOptions agreed, SegmentWriter writer)
    {
        _options = settings.Options;
        _window = window;
        _agreed = agreed;
        _writer = writer;
        Nagle = _options.Nagle;
        Buffer = new(_options.SendBuffer.Bytes, settings.CarriesBytes);
        Recovery = new(_options.CongestionControl == CongestionAlgorithm.Reno ? new Reno() : new Cubic(), window);
        Timeout = new(_options.MinimumRetransmissionTimeout);
        Timer = new(Timeout);
        _roundTrips = new(Timeout, agreed.Timestamps);
    }

    public SendBuffer Buffer { get; }

    public LossRecovery Recovery { get; }

    public RetransmissionTimeout Timeout { get; }

    public RetransmissionTimer Timer { get; }

    public bool Nagle { get; set; }

    public long Retransmissions { get; private set; }

    public bool IsFinAcknowledged => _window.Unacknowledged > Buffer.End;

    private long InitialWindow => CongestionState.InitialWindow(_options.InitialWindow, _agreed.PayloadLimit, _synWasLost);

    public void SendSyn(bool isAnswer, bool isRetransmission, SimTime now)
    {
        if (isRetransmission)
        {
            Retransmissions++;
            _roundTrips.SentAgain(SequenceSpace.FirstByte);
        }
        else
        {
            _roundTrips.Sent(SequenceSpace.FirstByte, now);
        }

        Timer.Restart(now);
        _writer.WriteSyn(isAnswer, isRetransmission, now);
    }

    public void SynArrived() => Recovery.Begin(_agreed.PayloadLimit, 0, _agreed.Sack);

    public void SynAcknowledged(in TcpHeader header, SimTime now)
    {
        _roundTrips.Measure(new ByteRange(0, SequenceSpace.FirstByte), _window.NextSequence, header, now);
        _synWasLost = Timer.TimeoutsInARow > 0;
        if (_synWasLost) Timeout.LostSyn();
        _window.Acknowledge(SequenceSpace.FirstByte);
        Recovery.Scoreboard.Acknowledge(SequenceSpace.FirstByte);
        Recovery.Begin(_agreed.PayloadLimit, InitialWindow, _agreed.Sack);
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
        long before = _window.Unacknowledged;
        long sackedBefore = scoreboard.Sacked.Total;
        bool sackedNew = _agreed.Sack && header.HasSack
            && scoreboard.Update(header.Options.Sack, _window.Sequence, Math.Max(acknowledged, before), _window.NextSequence) > 0;
        if (acknowledged > before)
        {
            NewBytesAcknowledged(header, acknowledged, sackedBefore, now);
            return true;
        }

        bool isDuplicate = acknowledged == before && _window.HasBytesInFlight && (_agreed.Sack ? sackedNew : repeatsLast);
        if (isDuplicate) Recovery.OnDuplicate(scoreboard.Sacked.Total - sackedBefore);
        return false;
    }

    /// <summary>The retransmission timer has expired: what is in flight is sent again, from the first byte (RFC 6298 (5.4)).</summary>
    public void RetransmitAll() => Recovery.OnTimeout(isFirst: Timer.TimeoutsInARow == 1);

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
        _writer.Write(new ByteRange(start, isFin ? start : start + 1), isFin ? TcpFlags.Fin : TcpFlags.None, isRetransmission, now);
        return true;
    }

    public void SegmentsShrank() => Recovery.OnSmallerSegments(_agreed.PayloadLimit);

    private void NewBytesAcknowledged(in TcpHeader header, long acknowledged, long sackedBefore, SimTime now)
    {
        Scoreboard scoreboard = Recovery.Scoreboard;
        var newBytes = new ByteRange(_window.Unacknowledged, acknowledged);
        bool wasLimiting = Recovery.Congestion.IsLimiting(Recovery.BytesInFlight);
        bool coversSacked = scoreboard.Sacked.Count > 0 && scoreboard.Sacked[0].Start < acknowledged;
        _window.Acknowledge(acknowledged);
        scoreboard.Acknowledge(acknowledged);
        Buffer.Release(acknowledged);
        Timer.PeerAnswered();

        SimDuration? roundTrip = _roundTrips.Measure(newBytes, _window.NextSequence, header, now);
        if (coversSacked) roundTrip = null; // its newest byte had come long before
        SimDuration smoothed = Timeout.SmoothedRoundTrip ?? Timeout.Value;
        var progress = new NewAcknowledgment(newBytes.Length, acknowledged, _window.NextSequence, roundTrip, smoothed, now);
        long delivered = newBytes.Length + scoreboard.Sacked.Total - sackedBefore;
        bool restartsTimer = Recovery.OnAdvance(progress, delivered, wasLimiting);
        if (!_window.HasBytesInFlight) Timer.Stop();
        else if (restartsTimer) Timer.Restart(now);
    }

    private bool TrySendNew(int full, SimTime now)
    {
        if (!Buffer.HasMoreFrom(_window.NextSequence)) return false;

        long unsent = Buffer.End - _window.NextSequence;
        int length = _window.NextLength(unsent, full);
        if (!_window.IsWorthSending(length, full, unsent, Buffer.Ended, Nagle)) return false;
        if (!_window.HasBytesInFlight) RestartAfterPause(now);
        if (!_window.Fits(length, Recovery.Allowance)) return false;

        SendNew(length, withFin: Buffer.Ended && length == unsent && _window.Usable > length, now);
        return true;
    }

    /// <summary>RFC 5681 §4.1: after a pause longer than the timeout, sending begins with the initial window at most.</summary>
    private void RestartAfterPause(SimTime now)
    {
        if (_window.NextSequence > SequenceSpace.FirstByte && now - _lastSent > Timeout.Value) Recovery.Restart(InitialWindow);
    }

    private void SendNew(int length, bool withFin, SimTime now)
    {
        long start = _window.NextSequence;
        TcpFlags flags = withFin ? TcpFlags.Fin : TcpFlags.None;
        if (length > 0 && start + length == Buffer.End) flags |= TcpFlags.Psh;
        _window.Advance(length + (withFin ? 1 : 0));
        _roundTrips.Sent(_window.NextSequence, now);
        Send(new ByteRange(start, start + length), flags, isRetransmission: false, now);
    }

    /// <summary>Sends a range again; the FIN too, if the range ends with it.</summary>
    private void Resend(ByteRange range, SimTime now)
    {
        _roundTrips.SentAgain(range.End);
        Retransmissions++;
        var payload = new ByteRange(range.Start, Math.Min(range.End, Buffer.End));
        Send(payload, range.End > Buffer.End ? TcpFlags.Fin : TcpFlags.None, isRetransmission: true, now);
    }

    private void Send(ByteRange payload, TcpFlags flags, bool isRetransmission, SimTime now)
    {
        Recovery.Sent((int)payload.Length);
        Timer.StartIfStopped(now);
        _lastSent = now;
        _writer.Write(payload, flags, isRetransmission, now);
    }
}
