namespace NetComm.Protocols.Tcp;

/// <content>What the peer sends: its bytes, its FIN, and how they are acknowledged (RFC 9293 §3.8.6, RFC 1122 §4.2.3, RFC 5681
/// §4.2).</content>
internal sealed partial class TcpConnection
{
    /// <summary>RFC 1122 §4.2.3.2 asks for less than 0.5 s; 200 ms is what most systems took.</summary>
    private static readonly SimDuration DelayedAcknowledgment = SimDuration.FromMilliseconds(200);

    /// <summary>RFC 1122 §4.2.3.2: at least every second segment is acknowledged.</summary>
    private const int SegmentsPerAcknowledgment = 2;

    private readonly SackReport _report = new();
    private readonly long _receiveCapacity;
    private long _windowEdge;
    private long _lastAcknowledged;
    private long _finAt = -1;
    private bool _finTaken;
    private bool _receiverGone;
    private bool _discards;
    private bool _acknowledgeNow;
    private int _unacknowledgedSegments;

    /// <summary>RCV.NXT.</summary>
    private long ReceiveNext => State == TcpState.SynSent ? 0 : _incoming.Next + (_finTaken ? 1 : 0);

    /// <summary>Reads the next bytes and says how many; 0 where none are there, for good once <see cref="IsAtEnd"/>.</summary>
    public int Receive(Span<byte> bytes, SimTime now)
    {
        _now = now;
        int count = _incoming.Read(bytes);
        if (count > 0) WindowMayOpen();
        return count;
    }

    /// <summary>Reads up to so many bytes without looking at them, and says how many.</summary>
    public long Discard(long limit, SimTime now)
    {
        _now = now;
        long count = _incoming.Skip(limit);
        if (count > 0) WindowMayOpen();
        return count;
    }

    /// <summary>The application reads no more: what comes is thrown away (shutdown of reading).</summary>
    public void ShutdownReceive(SimTime now)
    {
        _discards = true;
        Discard(long.MaxValue, now);
    }

    private void TakePayload(in TcpHeader header, long start, int length, ReadOnlySpan<byte> payload)
    {
        bool hasFin = Has(header, TcpFlags.Fin);
        if ((length == 0 && !hasFin) || State is not (TcpState.Established or TcpState.FinWait1 or TcpState.FinWait2)) return;
        if (_receiverGone && start + length > _incoming.Next)
        {
            // Nobody is left to read it (RFC 9293 §3.10.7.4 with RFC 1122 §4.2.2.13).
            SendReset(_ours.ToWire(_next));
            Fail(Errno.ECONNABORTED);
            return;
        }

        if (length > 0) TakeBytes(start, length, payload);
        if (hasFin && start + length < _windowEdge) _finAt = start + length;
        if (_finAt == _incoming.Next) FinArrived();
        else if (hasFin) _acknowledgeNow = true;
    }

    private void TakeBytes(long start, int length, ReadOnlySpan<byte> payload)
    {
        long end = Math.Min(start + length, _windowEdge);
        bool hadGap = _incoming.Beyond.Count > 0;
        bool isProbe = OfferedWindow == 0;
        long inOrder = _incoming.Take(start, end, _settings.CarriesBytes ? payload[..(int)(end - start)] : default);
        if (inOrder > 0) _changes |= TcpChanges.Readable;
        else if (start > _incoming.Next) _report.Arrived(start, _incoming.Beyond);
        if (_discards) _incoming.Skip(long.MaxValue);

        _unacknowledgedSegments++;
        bool atOnce = inOrder == 0 || hadGap || isProbe || !_options.DelayedAck || _unacknowledgedSegments >= SegmentsPerAcknowledgment;
        // gaps and their filling at once: RFC 5681 §4.2; probes of a window that is closed: RFC 9293 §3.8.6.1
        if (atOnce) _acknowledgeNow = true;
        else if (_acknowledgeAt == SimTime.Never) _acknowledgeAt = _now + DelayedAcknowledgment;
    }

    /// <summary>
    /// After a read: tells the peer of the room where it may be waiting for it, which is when it knows of less than half of it; else the
    /// next acknowledgement will do.
    /// </summary>
    private void WindowMayOpen()
    {
        if (State is not (TcpState.Established or TcpState.FinWait1 or TcpState.FinWait2) || _finTaken) return;
        long known = _windowEdge - ReceiveNext;
        if (Room >= 2 * known && Room - known >= SmallestOpening) SendAcknowledgment();
    }

    /// <summary>
    /// Silly windows are not offered (RFC 9293 §3.8.6.2.2): the edge moves by a segment or half the buffer at least, and never back.
    /// </summary>
    private ushort OfferWindow()
    {
        long edge = ReceiveNext + Room;
        edge -= (edge - ReceiveNext) & ((1L << _receiveShift) - 1);
        if (edge - _windowEdge >= SmallestOpening) _windowEdge = edge;
        return OfferedWindow;
    }

    /// <summary>The header's field for what was offered and is not used up.</summary>
    private ushort OfferedWindow => (ushort)Math.Clamp((_windowEdge - ReceiveNext) >> _receiveShift, 0, ushort.MaxValue);

    /// <summary>The window that could be offered: what is free of the buffer, as far as the header's field reaches.</summary>
    private long Room => Math.Min(_receiveCapacity - _incoming.Available, (long)ushort.MaxValue << _receiveShift);

    private long SmallestOpening => Math.Min(_receiveCapacity / 2, _segmentLimit);

    private void SendAcknowledgment() => Emit(_next, 0, TcpFlags.Ack, again: false);
}
