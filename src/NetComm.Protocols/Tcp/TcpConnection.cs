using NetComm.Protocols.Tcp.Recovery;

namespace NetComm.Protocols.Tcp;

/// <summary>
/// One end of a TCP connection as a machine that processes the events of RFC 9293 §3.10: calls of the application, segments, timeouts.
/// Segments leave by <see cref="ITcpOutput"/>; all else is read from properties. After each call its owner looks at
/// <see cref="CollectChanges"/> and <see cref="NextTimer"/>.
/// </summary>
/// <remarks>
/// A client calls <see cref="Open"/>; a listener makes a connection for each SYN and calls <see cref="Accept"/>. Segments that belong to no
/// connection are answered by <see cref="TcpReset"/>.
/// <para>Not modelled: urgent data, data on a SYN, keep-alives, Fast Open, path MTU probing (RFC 4821).</para>
/// </remarks>
internal sealed class TcpConnection
{
    private readonly TransmissionControlBlock _tcb;
    private readonly SegmentArrival _arrival;
    private (long Window, long Threshold, SimDuration Timeout, SimDuration? RoundTrip) _reported;

    public TcpConnection(TcpSettings settings, ITcpOutput output)
    {
        _tcb = new(this, settings, output);
        _arrival = new(_tcb);
    }

    public TcpState State => _tcb.State;

    public Errno Error => _tcb.Error;

    /// <summary>Whether the application may write: not before the connection is established, nor once it is shut down.</summary>
    public bool CanSend => State is TcpState.Established or TcpState.CloseWait;

    public long SendBufferRoom => _tcb.Sender.Buffer.Room;

    /// <summary>Bytes written and not yet acknowledged, sent or not.</summary>
    public long BytesInSendBuffer => _tcb.Sender.Buffer.Count;

    public long Available => _tcb.ReceiveWindow.Available;

    /// <summary>Whether the peer has closed and all that it sent is read.</summary>
    public bool IsAtEnd => _tcb.ReceiveWindow.HasFin && _tcb.ReceiveWindow.Available == 0;

    /// <summary>cwnd, in bytes.</summary>
    public long CongestionWindow => _tcb.Sender.Recovery.Congestion.Window;

    /// <summary>ssthresh, in bytes; null before the first loss.</summary>
    public long? SlowStartThreshold => Threshold == long.MaxValue ? null : Threshold;

    /// <summary>SRTT; null before the first measurement.</summary>
    public SimDuration? SmoothedRoundTrip => _tcb.Sender.Timeout.SmoothedRoundTrip;

    /// <summary>RTO, backed off as it is.</summary>
    public SimDuration RetransmissionTimeout => _tcb.Sender.Timeout.Value;

    /// <summary>Bytes under way to the peer, as far as is known (RFC 6675 §4, pipe); a SYN and a FIN count as one.</summary>
    public long BytesInFlight => _tcb.Sender.Recovery.BytesInFlight;

    public RecoveryPhase Recovery => _tcb.Sender.Recovery.Phase;

    public long Retransmissions => _tcb.Sender.Retransmissions;

    /// <summary>The bytes of a full segment: the peer's limit and the path's, less the options of each segment.</summary>
    public int SegmentSize => _tcb.Sender.Recovery.Congestion.SegmentSize;

    /// <summary>When <see cref="TimerExpired"/> is due; null: not at all. It mostly moves later, so the owner may look again.</summary>
    public SimTime? NextTimer
    {
        get
        {
            SimTime recovering = Earlier(_tcb.Sender.ProbeExpiresAt, _tcb.Sender.Recovery.ReorderingExpiresAt);
            SimTime sending = Earlier(Earlier(_tcb.Sender.Timer.ExpiresAt, recovering), _tcb.SendWindow.ProbeAt);
            SimTime next = Earlier(sending, Earlier(_tcb.Acknowledgment.ExpiresAt, _tcb.EndsAt));
            return next == SimTime.Never ? null : next;
        }
    }

    /// <summary>OPEN, active: sends a SYN (RFC 9293 §3.10.1).</summary>
    public void Open(SimTime now)
    {
        Begin(now);
        _tcb.Open(isPassive: false);
    }

    /// <summary>OPEN, passive: what a listener does with a SYN that is for no connection yet (RFC 9293 §3.10.7.2).</summary>
    public void Accept(in TcpHeader syn, SimTime now)
    {
        Begin(now);
        _arrival.SynArrived(syn);
        _tcb.Open(isPassive: true);
    }

    /// <summary>SEND: writes as many bytes as there is room for. To be asked again once <see cref="TcpChanges.Writable"/>.</summary>
    public int Send(ReadOnlySpan<byte> bytes, SimTime now)
    {
        _tcb.Now = now;
        int taken = _tcb.Sender.Buffer.Append(bytes);
        _tcb.Transmit();
        return taken;
    }

    /// <summary>SEND: writes this many bytes without content, as many as there is room for, and returns how many.</summary>
    public long Send(long count, SimTime now)
    {
        _tcb.Now = now;
        long taken = _tcb.Sender.Buffer.Append(count);
        _tcb.Transmit();
        return taken;
    }

    /// <summary>Turns Nagle's algorithm on or off, as TCP_NODELAY does; what waited because of it leaves at once.</summary>
    public void SetNagle(bool on, SimTime now)
    {
        _tcb.Now = now;
        _tcb.Sender.Nagle = on;
        _tcb.Transmit();
    }

    /// <summary>Copies bytes of a segment given to <see cref="ITcpOutput.Transmit"/>; nothing if the connection carries none.</summary>
    public void CopyPayload(long offset, Span<byte> bytes) => _tcb.Sender.Buffer.Copy(offset + SequenceSpace.FirstByte, bytes);

    /// <summary>RECEIVE: reads the next bytes and returns how many; 0 where none are there, for good once <see cref="IsAtEnd"/>.</summary>
    public int Receive(Span<byte> bytes, SimTime now)
    {
        _tcb.Now = now;
        int count = _tcb.ReceiveWindow.Read(bytes);
        if (count > 0) AdvertiseOpenedWindow();
        return count;
    }

    /// <summary>RECEIVE: skips up to this many bytes, and returns how many.</summary>
    public long Discard(long limit, SimTime now)
    {
        _tcb.Now = now;
        long count = _tcb.ReceiveWindow.Skip(limit);
        if (count > 0) AdvertiseOpenedWindow();
        return count;
    }

    /// <summary>
    /// Shutdown of reading. As on Linux it tells the peer nothing, and what it sends can still be read; but once this end has also closed,
    /// bytes that arrive are answered by a reset (tcp_rcv_state_process; RFC 1122 §4.2.2.13).
    /// </summary>
    public void ShutdownReceive() => _tcb.IsReadShut = true;

    /// <summary>CLOSE (RFC 9293 §3.10.4): no more will be written, and a FIN follows what was. Reading goes on (half-close).</summary>
    public void Shutdown(SimTime now)
    {
        _tcb.Now = now;
        _tcb.Sender.Buffer.Finish();
        _tcb.Enter(State.AfterClose());
        _tcb.Transmit();
    }

    /// <summary>A FIN follows what was written; with bytes unread, or arriving from now on, a reset (RFC 1122 §4.2.2.13).</summary>
    public void Close(SimTime now)
    {
        _tcb.Now = now;
        if (State == TcpState.SynSent) _tcb.End();
        else if (_tcb.ReceiveWindow.Available > 0) Abort(now);
        else
        {
            _tcb.CloseReader();
            Shutdown(now);
        }
    }

    /// <summary>ABORT (RFC 9293 §3.10.5): ends the connection at once, and resets the peer if it has one.</summary>
    public void Abort(SimTime now)
    {
        _tcb.Now = now;
        if (State == TcpState.Closed) return;
        if (State == TcpState.TimeWait)
        {
            _tcb.End();
            return;
        }

        if (State != TcpState.SynSent) _tcb.Writer.WriteAbort();
        _tcb.Fail(Errno.ECONNABORTED);
    }

    /// <summary>SEGMENT ARRIVES (RFC 9293 §3.10.7): a segment whose checksum was right.</summary>
    /// <param name="payload">The payload; empty where the connection carries no bytes.</param>
    /// <param name="isMarked">Whether a router has marked it (CE, RFC 3168 §6.1.3).</param>
    public void SegmentArrived(in TcpHeader header, int length, ReadOnlySpan<byte> payload, SimTime now, bool isMarked = false)
    {
        _tcb.Now = now;
        if (State == TcpState.Closed) return;
        if (_tcb.Agreed.Ecn) _tcb.Echo.SegmentArrived(header, isMarked);
        _arrival.Process(header, length, payload);
        _tcb.Transmit();
    }

    /// <summary>A timeout (RFC 9293 §3.10.8): does what is due; nothing if nothing is.</summary>
    public void TimerExpired(SimTime now)
    {
        _tcb.Now = now;
        if (_tcb.EndsAt <= now)
        {
            _tcb.End();
            return;
        }

        if (_tcb.Acknowledgment.ExpiresAt <= now) _tcb.Acknowledgment.TimerExpired();
        if (_tcb.Sender.ProbeExpiresAt <= now) _tcb.Sender.ProbeTimedOut(now);
        if (_tcb.Sender.Recovery.ReorderingExpiresAt <= now) _tcb.Sender.Recovery.ReorderingTimedOut(now);
        if (_tcb.Sender.Timer.ExpiresAt <= now) RetransmissionTimedOut();
        if (_tcb.SendWindow.ProbeAt <= now && !_tcb.Sender.TryProbe(_tcb.Settings.Retries, now)) _tcb.FailByTimeout();
        _tcb.Transmit();
    }

    /// <summary>ICMP's 'fragmentation needed' (RFC 1191): segments shrink to the path's MTU; those in flight are sent again.</summary>
    public void FragmentationNeeded(int mtu, uint quotedSequenceNumber, SimTime now)
    {
        _tcb.Now = now;
        if (!IsInFlight(quotedSequenceNumber) || !_tcb.Agreed.TryShrink(mtu) || State.IsOpening()) return;

        _tcb.Sender.SegmentsShrank();
        _tcb.Transmit();
    }

    /// <summary>ICMP errors end an attempt to connect (RFC 5461 §4.1); later they only explain a timeout (RFC 1122 §4.2.3.9).</summary>
    public void DestinationUnreachable(Errno error, uint quotedSequenceNumber, SimTime now)
    {
        _tcb.Now = now;
        if (!IsInFlight(quotedSequenceNumber)) return;
        if (State.IsOpening()) _tcb.Fail(error);
        else _tcb.NoteSoftError(error);
    }

    /// <summary>Whether a SYN may replace it in TIME-WAIT: by a later timestamp or higher sequence number (RFC 6191 §2).</summary>
    public bool MayBeReplacedBy(in TcpHeader syn)
    {
        if (State != TcpState.TimeWait || (syn.Flags & (TcpFlags.Syn | TcpFlags.Ack)) != TcpFlags.Syn) return false;
        int order = _tcb.Agreed.Timestamps.Compare(syn);
        return order > 0 || (order == 0 && _tcb.ReceiveWindow.PositionOf(syn) > _tcb.ReceiveWindow.NextSequence);
    }

    /// <summary>What has changed since this was last asked.</summary>
    public TcpChanges CollectChanges()
    {
        TcpChanges changes = _tcb.Changes;
        _tcb.Changes = TcpChanges.None;
        (long, long, SimDuration, SimDuration?) figures = (CongestionWindow, Threshold, RetransmissionTimeout, SmoothedRoundTrip);
        if (figures == _reported) return changes;
        _reported = figures;
        return changes | TcpChanges.Congestion;
    }

    public override string ToString() =>
        $"{State} una {_tcb.SendWindow.Unacknowledged} next {_tcb.SendWindow.NextSequence} written {_tcb.Sender.Buffer.End} "
        + $"window {_tcb.SendWindow.PeerWindow} cwnd {CongestionWindow} received {_tcb.ReceiveWindow.NextSequence} timer {NextTimer}";

    private long Threshold => _tcb.Sender.Recovery.Congestion.Threshold;

    private void Begin(SimTime now)
    {
        if (State != TcpState.Closed || _tcb.SendWindow.HasSentSyn)
            throw new InvalidOperationException($"A connection is opened once, but this one is {State}.");
        _tcb.Now = now;
    }

    /// <summary>RFC 6298 (5.4) to (5.7); RFC 9293 §3.8.3: after too many in a row the connection is given up.</summary>
    private void RetransmissionTimedOut()
    {
        bool isOpening = State.IsOpening();
        int? limit = isOpening && _tcb.Settings.Retries is not null ? _tcb.Settings.Options.SynRetries : _tcb.Settings.Retries;
        if (_tcb.Sender.Timer.TimeoutsInARow >= limit)
        {
            _tcb.FailByTimeout();
            return;
        }

        _tcb.Sender.Timer.OnTimeout(_tcb.Now);
        if (isOpening) _tcb.SendSyn(isRetransmission: true);
        else _tcb.Sender.Retransmit(_tcb.Now);
    }

    /// <summary>After a read: sends a window update if the peer waits for the window to open (RFC 9293 §3.8.6).</summary>
    private void AdvertiseOpenedWindow()
    {
        if (!State.MayReceive() || !_tcb.ReceiveWindow.IsWorthAdvertising(_tcb.Agreed.SegmentLimit)) return;
        _tcb.Writer.WriteAcknowledgment(_tcb.Now);
    }

    /// <summary>Reports about bytes that are not in flight are not believed (RFC 5927 §4).</summary>
    private bool IsInFlight(uint sequenceNumber)
    {
        long position = _tcb.SendWindow.Sequence.FromWire(sequenceNumber, _tcb.SendWindow.Unacknowledged);
        return State != TcpState.Closed && position >= _tcb.SendWindow.Unacknowledged && position <= _tcb.SendWindow.NextSequence;
    }

    private static SimTime Earlier(SimTime left, SimTime right) => left < right ? left : right;
}

/// <summary>What has changed in a connection since <see cref="TcpConnection.CollectChanges"/> was last asked.</summary>
[Flags]
internal enum TcpChanges : byte
{
    None = 0,

    /// <summary><see cref="TcpConnection.State"/>; with it perhaps <see cref="TcpConnection.Error"/>.</summary>
    State = 1,

    /// <summary>Bytes came in order, or the stream of the peer ended.</summary>
    Readable = 2,

    /// <summary>Bytes were acknowledged, so there is room to write more.</summary>
    Writable = 4,

    /// <summary>The congestion window, its threshold, the round-trip time or the retransmission timeout.</summary>
    Congestion = 8,
}

/// <summary>Where a connection's segments go.</summary>
internal interface ITcpOutput
{
    /// <summary>
    /// Sends a segment. Its bytes are asked for by <see cref="TcpConnection.CopyPayload"/> during this call, or later as long as they are
    /// not acknowledged. Nothing else of the connection may be called from here.
    /// </summary>
    void Transmit(TcpConnection connection, in TcpSegment segment);
}

/// <summary>A segment to be sent: its header, and which bytes of the stream it carries (0 is the first ever written).</summary>
internal readonly record struct TcpSegment(TcpHeader Header, long Offset, int Length)
{
    /// <summary>Whether it carries bytes that were sent before.</summary>
    public bool IsRetransmission { get; init; }

    /// <summary>Whether routers may mark it (ECT, RFC 3168 §6.1.2).</summary>
    public bool IsEcnCapable { get; init; }
}
