namespace NetComm.Protocols.Tcp;

/// <content>What is sent, and when (RFC 9293 §3.8.6.2.1, RFC 1122 §4.2.3.4).</content>
internal sealed partial class TcpConnection
{
    /// <summary>RFC 9293 §3.8.6.2.1, Fs: a part of a segment is worth sending if it fills so much of the largest window seen.</summary>
    private const int WindowFraction = 2;

    /// <summary>RFC 2018 §3: with its padding, a SACK option takes so much and 8 bytes a block.</summary>
    private const int SackSize = 4;

    private const int SackBlockSize = 8;

    private SimTime _lastSent;
    private bool _finSent;
    private bool _nagle;

    /// <summary>Turns Nagle's rule on or off, as TCP_NODELAY does; what waited because of it goes at once.</summary>
    public void SetNagle(bool on, SimTime now)
    {
        _now = now;
        _nagle = on;
        Transmit();
    }

    /// <summary>
    /// Writes bytes, as many as there is room for, and says how many. To be asked again once <see cref="TcpChanges.Writable"/>.
    /// </summary>
    public int Send(ReadOnlySpan<byte> bytes, SimTime now)
    {
        _now = now;
        int taken = _outgoing.Append(bytes);
        Transmit();
        return taken;
    }

    /// <summary>Writes so many bytes without content, as many as there is room for, and says how many.</summary>
    public long Send(long count, SimTime now)
    {
        _now = now;
        long taken = _outgoing.Append(count);
        Transmit();
        return taken;
    }

    private bool MaySend =>
        State is TcpState.Established or TcpState.CloseWait or TcpState.FinWait1 or TcpState.Closing or TcpState.LastAck;

    /// <summary>Whether bytes or the FIN wait to be sent for the first time.</summary>
    private bool HasMore => _next < _outgoing.End || (_outgoing.Ended && !_finSent);

    /// <summary>Payload of a full segment now: what is out of order takes room for its blocks.</summary>
    private int FullSegment
    {
        get
        {
            int blocks = _sack ? Math.Min(_incoming.Beyond.Count, BlockLimit) : 0;
            return blocks == 0 ? PayloadLimit : PayloadLimit - SackSize - SackBlockSize * blocks;
        }
    }

    /// <summary>Blocks that the header has room for and, where segments are very small, that leave half of one to the payload.</summary>
    private int BlockLimit
    {
        get
        {
            int fitting = _timestamps.IsOn ? SackBlocks.Maximum - 1 : SackBlocks.Maximum;
            return Math.Clamp((PayloadLimit / 2 - SackSize) / SackBlockSize, 0, fitting);
        }
    }

    private void Transmit()
    {
        if (MaySend)
        {
            while (_recovery.TryNextRepair(_unacknowledged, _next, FullSegment, out ByteRange repair)) Repair(repair);
            while (TrySendNew())
            {
            }

            if (_recovery.TryNextRescue(_unacknowledged, _next, FullSegment, out ByteRange rescue)) Repair(rescue);
        }

        ArmPersistTimer();

        if (_acknowledgeNow) SendAcknowledgment();
    }

    private bool TrySendNew()
    {
        if (!HasMore) return false;

        long unsent = _outgoing.End - _next;
        long usable = _unacknowledged + _sendWindow - _next;
        int full = FullSegment;
        int length = (int)Math.Min(Math.Min(unsent, full), Math.Max(usable, 0));
        if (!IsWorthSending(length, full, unsent, usable)) return false;
        if (_next == _unacknowledged) RestartAfterPause();
        else if (length > 0 && _recovery.Allowance(_unacknowledged, _next) < length) return false;

        SendNew(length, withFin: _outgoing.Ended && length == unsent && usable > length);
        return true;
    }

    /// <summary>Silly window avoidance, and Nagle's rule for what is less than a segment.</summary>
    private bool IsWorthSending(int length, int full, long unsent, long usable)
    {
        if (usable <= 0) return false;
        if (length == full || _outgoing.Ended && length == unsent) return true;
        if (length < unsent) return length * WindowFraction >= _largestWindow;
        return !_nagle || _next == _unacknowledged;
    }

    private void SendNew(int length, bool withFin)
    {
        TcpFlags flags = TcpFlags.Ack;
        if (length > 0 && _next + length == _outgoing.End) flags |= TcpFlags.Psh;
        if (withFin) flags |= TcpFlags.Fin;
        _finSent |= withFin;
        long start = _next;
        _next += length + (withFin ? 1 : 0);
        _sendTimes.Add(_next, _now);
        if (length > 0) _recovery.Sent(length);
        if (_retransmitAt == SimTime.Never) _retransmitAt = _now + _timeout.Value; // RFC 6298 (5.1)
        Emit(start, length, flags, again: false);
    }

    /// <summary>Sends a range again; the FIN, if it ends with that.</summary>
    private void Repair(ByteRange range)
    {
        int length = (int)(Math.Min(range.End, _outgoing.End) - range.Start);
        bool withFin = _finSent && range.Start + length == _outgoing.End && range.End > _outgoing.End;
        _ambiguousBelow = Math.Max(_ambiguousBelow, range.End);
        _recovery.Sent(length);
        if (_retransmitAt == SimTime.Never) _retransmitAt = _now + _timeout.Value;
        Retransmissions++;
        Emit(range.Start, length, withFin ? TcpFlags.Ack | TcpFlags.Fin : TcpFlags.Ack, again: true);
    }

    private void Emit(long start, int length, TcpFlags flags, bool again)
    {
        if (length > 0 || flags != TcpFlags.Ack) _lastSent = _now;
        var header = new TcpHeader(_settings.LocalPort, _settings.RemotePort, _ours.ToWire(start), flags)
        {
            Window = OfferWindow(),
            AcknowledgmentNumber = _theirs.ToWire(ReceiveNext),
            Options = Options(),
        };
        _lastAcknowledged = ReceiveNext;
        _acknowledgeNow = false;
        _unacknowledgedSegments = 0;
        _acknowledgeAt = SimTime.Never;
        _output.Transmit(this, new TcpSegment(header, start - SequenceSpace.FirstByte, length) { IsRetransmission = again });
    }

    private TcpHeaderOptions Options()
    {
        if (!_timestamps.IsOn && !_sack) return default;
        return new TcpHeaderOptions
        {
            Timestamps = _timestamps.IsOn ? _timestamps.Stamp(_now) : null,
            Sack = _sack && _incoming.Beyond.Count > 0 ? _report.Blocks(_incoming.Beyond, _theirs, BlockLimit) : default,
        };
    }

    private void SendReset(uint sequenceNumber)
    {
        var reset = new TcpHeader(_settings.LocalPort, _settings.RemotePort, sequenceNumber, TcpFlags.Rst);
        _output.Transmit(this, new TcpSegment(reset, 0, 0));
    }

    private void RestartAfterPause()
    {
        if (_next > SequenceSpace.FirstByte && _now - _lastSent > _timeout.Value) _recovery.Restart(InitialWindow);
    }
}
