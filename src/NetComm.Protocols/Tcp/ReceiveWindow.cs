using NetComm.Protocols.Tcp.Recovery;

namespace NetComm.Protocols.Tcp;

/// <summary>
/// The receiver's sliding window (RFC 9293 §3.3.1 and §3.8.6): what has come in order and waits to be read, what has come beyond a gap,
/// which segments are acceptable, and which window is advertised. All receive sequence variables of the RFC are kept here, as positions
/// that never wrap (<see cref="SequenceSpace"/>).
/// </summary>
/// <remarks>
/// <code>
///  read | can be read |             the window             | beyond it
///       |             |    gap   out of order  gap         |
/// -------------- RCV.NXT -------------------- RCV.NXT + RCV.WND ----
/// </code>
/// <para>Not modelled: the urgent pointer (RCV.UP); taking a window back once advertised.</para>
/// </remarks>
/// <param name="carriesBytes">Whether bytes are kept, or only counted.</param>
internal sealed class ReceiveWindow(long capacity, bool carriesBytes)
{
    /// <summary>RFC 7323 §2.3: the largest shift count.</summary>
    private const int LargestScale = 14;

    /// <summary>RFC 9293 §3.8.6.2.2, Fr = 1/2: the window opens by a segment, or by half of the buffer if that is less.</summary>
    private const int BufferFraction = 2;

    private readonly ByteRing? _bytes = carriesBytes ? new ByteRing() : null;
    private readonly ByteRanges _outOfOrder = new();
    private readonly SackReport _sackReport = new();
    private bool _hasSyn;
    private int _scale;
    private long _read = SequenceSpace.FirstByte;
    private long _nextByte = SequenceSpace.FirstByte;
    private long _edge;
    private long? _finPosition;
    private ByteRange? _duplicate;

    /// <summary>IRS: how positions are read from headers. The peer's SYN sets it.</summary>
    public SequenceSpace Sequence { get; private set; }

    /// <summary>RCV.NXT: the position that is expected next; 0, the peer's SYN, at first.</summary>
    public long NextSequence => _hasSyn ? _nextByte + (HasFin ? 1 : 0) : 0;

    /// <summary>RCV.WND: what was advertised and is not used up.</summary>
    public long Size => _edge - NextSequence;

    /// <summary>Last.ACK.sent (RFC 7323 §4.3): the last value of <see cref="NextSequence"/> that was sent to the peer.</summary>
    public long LastAcknowledged { get; private set; }

    public long Available => _nextByte - _read;

    /// <summary>SACK blocks that the next segment would report, if it had room for all.</summary>
    public int BlocksToReport => _outOfOrder.Count + (_duplicate is null ? 0 : 1);

    /// <summary>Whether all bytes before the peer's FIN have come, and the FIN.</summary>
    public bool HasFin { get; private set; }

    /// <summary>RFC 7323 §2.3: the smallest shift by which a header's 16 bits can tell the size of the buffer.</summary>
    public static int ScaleFor(long capacity)
    {
        int shift = 0;
        while (shift < LargestScale && capacity >> shift > ushort.MaxValue) shift++;
        return shift;
    }

    /// <summary>The peer's SYN has come.</summary>
    /// <param name="initialSequenceNumber">IRS, its sequence number.</param>
    /// <param name="scale">Rcv.Wind.Shift: by how many bits our later windows are shifted.</param>
    public void SynArrived(uint initialSequenceNumber, int scale)
    {
        Sequence = new(initialSequenceNumber);
        _hasSyn = true;
        _scale = scale;
        _edge = SequenceSpace.FirstByte;
    }

    public long PositionOf(in TcpHeader header) => Sequence.FromWire(header.SequenceNumber, NextSequence);

    /// <summary>RFC 9293 §3.10.7.4, table 6: whether some of it lies in the window; an empty one begins there, or at its edge.</summary>
    /// <remarks>Wider than the table: a segment that begins before the window and ends beyond it is acceptable.</remarks>
    /// <param name="start">SEG.SEQ, as a position.</param>
    /// <param name="span">SEG.LEN: its bytes, with SYN and FIN.</param>
    public bool IsAcceptable(long start, int span) => span == 0
        ? start >= NextSequence && start <= _edge
        : start < _edge && start + span > NextSequence;

    /// <summary>Takes the acceptable bytes that fit the window; known ones do no harm. Returns how many came into order.</summary>
    /// <param name="payload">The bytes; empty where only their number counts.</param>
    /// <param name="acknowledgeAtOnce">
    /// Whether the peer waits for an answer: out of order, or filling a gap (RFC 5681 §4.2), or a probe of a closed window (RFC 9293
    /// §3.8.6.1).
    /// </param>
    public long Accept(long start, int length, ReadOnlySpan<byte> payload, out bool acknowledgeAtOnce)
    {
        long end = Math.Min(start + length, _edge);
        bool isUrgent = _outOfOrder.Count > 0 || Advertised == 0;
        if (start >= _nextByte && IsKnown(start, end)) NoteDuplicate(new ByteRange(start, end));
        long inOrder = Insert(start, end, _bytes is null ? default : payload[..(int)(end - start)]);
        if (inOrder == 0 && start > _nextByte) _sackReport.Arrived(start, _outOfOrder);
        acknowledgeAtOnce = isUrgent || inOrder == 0;
        return inOrder;
    }

    /// <summary>Bytes have come a second time: the next acknowledgement says so, once (RFC 2883 §4, DSACK).</summary>
    public void NoteDuplicate(ByteRange range)
    {
        if (range.Length > 0) _duplicate = range;
    }

    /// <summary>Notes where the peer's stream ends, unless that lies beyond the window.</summary>
    public void NoteFin(long position)
    {
        if (position < _edge) _finPosition = position;
    }

    /// <summary>Takes the FIN if it is what is expected next; one that came early waits for the bytes before it.</summary>
    public bool TryReceiveFin()
    {
        if (_finPosition != _nextByte) return false;
        _finPosition = null;
        HasFin = true;
        return true;
    }

    public int Read(Span<byte> bytes)
    {
        int count = (int)Math.Min(bytes.Length, Available);
        _bytes?.Read(_read, bytes[..count]);
        _read += count;
        return count;
    }

    public long Skip(long limit)
    {
        long skipped = Math.Min(limit, Available);
        _read += skipped;
        return skipped;
    }

    /// <summary>The window of our SYN, which is never scaled (RFC 7323 §2.2).</summary>
    public ushort AdvertiseInSyn()
    {
        long window = Math.Min(capacity, ushort.MaxValue);
        _edge = SequenceSpace.FirstByte + window;
        LastAcknowledged = NextSequence;
        return (ushort)window;
    }

    /// <summary>
    /// The window for the header of a segment that acknowledges <see cref="NextSequence"/>. Silly windows are avoided (RFC 9293
    /// §3.8.6.2.2): the right edge moves by a segment or half of the buffer at least, and never back.
    /// </summary>
    public ushort Advertise(int segmentSize)
    {
        long edge = NextSequence + Room;
        edge -= (edge - NextSequence) & ((1L << _scale) - 1);
        if (edge - _edge >= SmallestOpening(segmentSize)) _edge = edge;
        LastAcknowledged = NextSequence;
        return Advertised;
    }

    /// <summary>Whether a window update is worth it: the peer knows of less than half, and gains more than a silly piece.</summary>
    public bool IsWorthAdvertising(int segmentSize) => Room >= 2 * Size && Room - Size >= SmallestOpening(segmentSize);

    /// <summary>The blocks to be reported (RFC 2018 §4), at most this many; a duplicate stands first (RFC 2883 §4).</summary>
    public SackBlocks ReportBlocks(int limit)
    {
        if (BlocksToReport == 0) return default;
        SackBlock? duplicate = _duplicate is { } range && limit > 0 ? new(Sequence.ToWire(range.Start), Sequence.ToWire(range.End)) : null;
        _duplicate = null;
        return _sackReport.Blocks(_outOfOrder, Sequence, limit, duplicate);
    }

    /// <summary>The header's field for what was advertised and is not used up.</summary>
    private ushort Advertised => (ushort)Math.Clamp(Size >> _scale, 0, ushort.MaxValue);

    /// <summary>The window that could be advertised: what is free of the buffer, as far as the header's field reaches.</summary>
    private long Room => Math.Min(capacity - Available, (long)ushort.MaxValue << _scale);

    private bool IsKnown(long start, long end)
    {
        int at = _outOfOrder.FirstEndingFrom(end);
        return at < _outOfOrder.Count && _outOfOrder[at].Start <= start && start < end;
    }

    private long SmallestOpening(int segmentSize) => Math.Min(capacity / BufferFraction, segmentSize);

    /// <summary>Puts bytes where they belong and returns how many have come into order.</summary>
    private long Insert(long start, long end, ReadOnlySpan<byte> bytes)
    {
        if (end <= _nextByte) return 0;
        if (_bytes is not null)
        {
            int known = (int)Math.Max(_nextByte - start, 0);
            _bytes.Hold(_read, end);
            _bytes.Write(start + known, bytes[known..]);
        }

        long before = _nextByte;
        if (start <= _nextByte && _outOfOrder.Count == 0)
        {
            _nextByte = end;
            return _nextByte - before;
        }

        _outOfOrder.Add(Math.Max(start, _nextByte), end);
        if (_outOfOrder[0].Start > _nextByte) return 0;
        _nextByte = _outOfOrder[0].End;
        _outOfOrder.RemoveBelow(_nextByte);
        return _nextByte - before;
    }
}
