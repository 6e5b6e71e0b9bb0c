namespace NetComm.Protocols.Tcp;

/// <content>The timers behind the one instant that the owner watches: retransmission, persist, delayed acknowledgement,
/// TIME-WAIT.</content>
internal sealed partial class TcpConnection
{
    /// <summary>
    /// RFC 9293 §3.8.6.2.1 (4) allows 0.1 to 1 s: so long less than a segment waits for a window that is open, but silly.
    /// </summary>
    private static readonly SimDuration OverrideTimeout = SimDuration.FromMilliseconds(200);

    /// <summary>RFC 1122 §4.2.2.17 lets the interval between window probes grow, and names no limit; 60 s is BSD's.</summary>
    private static readonly SimDuration LongestProbeInterval = SimDuration.FromSeconds(60);

    /// <summary>Enough to come from 1 ms to the longest interval.</summary>
    private const int MostDoublings = 16;

    private SimTime _retransmitAt = SimTime.Never;
    private SimTime _persistAt = SimTime.Never;
    private SimTime _acknowledgeAt = SimTime.Never;
    private SimTime _lingerAt = SimTime.Never;
    private int _timeouts;
    private int _probes;
    private int _unanswered;

    /// <summary>
    /// When <see cref="TimerExpired"/> is to be called; null: not at all. Mostly it moves later, so its owner may look again when the old
    /// time comes.
    /// </summary>
    public SimTime? NextTimer
    {
        get
        {
            SimTime next = Earlier(Earlier(_retransmitAt, _persistAt), Earlier(_acknowledgeAt, _lingerAt));
            return next == SimTime.Never ? null : next;
        }
    }

    /// <summary>Does what is due; nothing if nothing is.</summary>
    public void TimerExpired(SimTime now)
    {
        _now = now;
        if (_lingerAt <= now)
        {
            End();
            return;
        }

        if (_acknowledgeAt <= now) _acknowledgeNow = true;
        if (_retransmitAt <= now) RetransmissionTimedOut();
        if (_persistAt <= now) PersistTimedOut();
        Transmit();
    }

    /// <summary>RFC 6298 (5.4) to (5.7).</summary>
    private void RetransmissionTimedOut()
    {
        if (State is TcpState.SynSent or TcpState.SynReceived)
        {
            SynTimedOut();
            return;
        }

        if (_timeouts >= _settings.Retries)
        {
            Fail(_softError == Errno.None ? Errno.ETIMEDOUT : _softError);
            return;
        }

        _timeouts++;
        _recovery.OnTimeout(_unacknowledged, _next, isFirst: _timeouts == 1);
        _timeout.BackOff();
        _retransmitAt = _now + _timeout.Value;
    }

    /// <summary>
    /// With data waiting and none in flight, only the window can be in the way, and the word that it opened may get lost (RFC 9293
    /// §3.8.6.1).
    /// </summary>
    private void ArmPersistTimer()
    {
        if (!MaySend || !HasMore || _next > _unacknowledged)
        {
            _persistAt = SimTime.Never;
            _probes = _unanswered = 0;
        }
        else if (_persistAt == SimTime.Never)
        {
            _persistAt = _now + (_sendWindow == 0 ? _timeout.Value : OverrideTimeout);
        }
    }

    private void PersistTimedOut()
    {
        long usable = Math.Min(_sendWindow, FullSegment);
        _persistAt = SimTime.Never;
        if (usable > 0)
        {
            int length = (int)Math.Min(usable, _outgoing.End - _next);
            SendNew(length, withFin: _outgoing.Ended && _next + length == _outgoing.End && usable > length);
        }
        else if (_unanswered >= _settings.Retries)
        {
            Fail(_softError == Errno.None ? Errno.ETIMEDOUT : _softError);
        }
        else
        {
            Probe();
        }
    }

    /// <summary>One byte, or the FIN, beyond the closed window; SND.NXT stays, since the peer will rarely take it.</summary>
    private void Probe()
    {
        _probes++;
        _unanswered++;
        bool isFin = _next == _outgoing.End;
        Emit(_next, isFin ? 0 : 1, isFin ? TcpFlags.Ack | TcpFlags.Fin : TcpFlags.Ack, again: _probes > 1);
        long first = Math.Min(_timeout.Value.Picoseconds, LongestProbeInterval.Picoseconds);
        _persistAt = _now + new SimDuration(Math.Min(first << Math.Min(_probes, MostDoublings), LongestProbeInterval.Picoseconds));
    }

    /// <summary>The window had opened just before the probe came.</summary>
    private void ProbeTaken(long acknowledged)
    {
        _next = acknowledged;
        _finSent |= _next > _outgoing.End;
    }

    private void StopTimers() => _retransmitAt = _persistAt = _acknowledgeAt = _lingerAt = SimTime.Never;

    private static SimTime Earlier(SimTime left, SimTime right) => left < right ? left : right;
}
