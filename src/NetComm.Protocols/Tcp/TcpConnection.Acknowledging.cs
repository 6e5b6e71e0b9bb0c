namespace NetComm.Protocols.Tcp;

/// <content>What the peer's acknowledgements do (RFC 9293 §3.10.7.4, fifth; RFC 5681; RFC 6298 §3 and §5).</content>
internal sealed partial class TcpConnection
{
    private readonly SendTimes _sendTimes = new();
    private long _unacknowledged;
    private long _next;
    private long _sendWindow;
    private long _largestWindow;
    private long _windowFromStart;
    private long _windowFromAcknowledgment;
    private long _ambiguousBelow;
    private long _measuredBelow;

    /// <summary>Says whether the rest of the segment is to be looked at.</summary>
    private bool TakeAcknowledgment(in TcpHeader header, long start, int length)
    {
        long acknowledged = _ours.FromWire(header.AcknowledgmentNumber, _unacknowledged);
        if (State == TcpState.SynReceived)
        {
            if (acknowledged != _next)
            {
                SendReset(header.AcknowledgmentNumber);
                return false;
            }

            Establish(header, start);
            return true;
        }

        long sent = _next + (_probes > 0 ? 1 : 0);
        if (acknowledged > sent || acknowledged < _unacknowledged - _largestWindow)
        {
            Challenge(); // RFC 5961 §5.2
            return false;
        }

        _unanswered = 0;
        if (acknowledged > _next) ProbeTaken(acknowledged);
        bool sameWindow = (long)header.Window << _sendShift == _sendWindow;
        SetSendWindow(header, start, acknowledged);
        if (_sendWindow == 0) _timeouts = 0; // a peer that answers is there, however long it takes nothing (RFC 1122 §4.2.2.17)
        ReadAcknowledgment(header, acknowledged, isDuplicate: length == 0 && sameWindow && !Has(header, TcpFlags.Fin));
        return State != TcpState.Closed;
    }

    private void ReadAcknowledgment(in TcpHeader header, long acknowledged, bool isDuplicate)
    {
        Scoreboard scoreboard = _recovery.Scoreboard;
        long before = _unacknowledged;
        long sackedBefore = scoreboard.Sacked.Total;
        bool sackedNew = _sack && header.HasSack
            && scoreboard.Take(header.Options.Sack, _ours, Math.Max(acknowledged, before), _next) > 0;
        if (acknowledged <= before)
        {
            if (before == _next || acknowledged < before) return;
            if (_sack ? sackedNew : isDuplicate) _recovery.OnDuplicate(before, _next, scoreboard.Sacked.Total - sackedBefore);
            return;
        }

        bool wasLimiting = WasLimiting();
        bool coversSacked = scoreboard.Sacked.Count > 0 && scoreboard.Sacked[0].Start < acknowledged;
        _unacknowledged = acknowledged;
        scoreboard.Acknowledge(acknowledged);
        _outgoing.Release(acknowledged);
        _timeouts = 0;
        _softError = Errno.None;
        _changes |= TcpChanges.Writable;

        SimDuration? roundTrip = MeasureRoundTrip(before, acknowledged, header, coversSacked);
        var progress =
            new Acknowledged(acknowledged - before, acknowledged, _next, roundTrip, _timeout.SmoothedRoundTrip ?? _timeout.Value, _now);
        long delivered = acknowledged - before + scoreboard.Sacked.Total - sackedBefore;
        bool restart = _recovery.OnAdvance(progress, delivered, wasLimiting);
        if (_unacknowledged == _next) _retransmitAt = SimTime.Never; // RFC 6298 (5.2)
        else if (restart) _retransmitAt = _now + _timeout.Value; // RFC 6298 (5.3)
        if (_finSent && _unacknowledged > _outgoing.End) FinAcknowledged();
    }

    /// <summary>
    /// Growth is for windows that are in use (RFC 9438 §5.8, RFC 7661 §4.1): in slow start by half at least, since a round trip doubles it;
    /// else all but what is too small for a segment.
    /// </summary>
    private bool WasLimiting()
    {
        CongestionState congestion = _recovery.Congestion;
        long used = BytesInFlight;
        return congestion.IsInSlowStart ? used * 2 >= congestion.Window : used + congestion.SegmentSize > congestion.Window;
    }

    /// <summary>RFC 9293 §3.10.7.4: only a segment that is not older than the last one that did may set the window.</summary>
    private void SetSendWindow(in TcpHeader header, long start, long acknowledged)
    {
        bool isNewer = start > _windowFromStart || (start == _windowFromStart && acknowledged >= _windowFromAcknowledgment);
        if (!isNewer || acknowledged < _unacknowledged) return;

        _windowFromStart = start;
        _windowFromAcknowledgment = acknowledged;
        _sendWindow = Has(header, TcpFlags.Syn) ? header.Window : (long)header.Window << _sendShift;
        _largestWindow = Math.Max(_largestWindow, _sendWindow);
    }

    /// <summary>
    /// Once per round trip for the timeout (RFC 6298 §3), by the oldest byte covered, so that delayed acknowledgements count. Karn: never
    /// by bytes that were sent twice, unless timestamps tell which answer this is. Returns the round trip of the newest byte,
    /// unless that had been SACKed long before.
    /// </summary>
    private SimDuration? MeasureRoundTrip(long before, long acknowledged, in TcpHeader header, bool coversSacked)
    {
        bool known = _sendTimes.Take(acknowledged, out SimTime oldest, out SimTime newest) && before >= _ambiguousBelow;
        if (acknowledged > _measuredBelow)
        {
            SimDuration? measured = known ? _now - oldest
                : _timestamps.IsOn && header.Timestamps is { } timestamps ? TimestampClock.RoundTrip(timestamps, _now)
                : null;
            if (measured is { } roundTrip)
            {
                _timeout.Measured(roundTrip);
                _measuredBelow = _next;
            }
        }

        return known && !coversSacked ? _now - newest : null;
    }
}
