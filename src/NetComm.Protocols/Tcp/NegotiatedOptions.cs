namespace NetComm.Protocols.Tcp;

/// <summary>
/// What both ends agree on by the options of their SYNs: segment size (RFC 9293 §3.7.1), window scale and timestamps (RFC 7323 §2.2, §3.2),
/// SACK (RFC 2018 §2), ECN (RFC 3168 §6.1.1); and how many bytes that leaves to the payload of a segment.
/// </summary>
internal sealed class NegotiatedOptions
{
    /// <summary>The headers of IPv4 and TCP without options (RFC 9293 §3.7.1): the segment size is the MTU less these 40 bytes.</summary>
    private const int HeaderSize = 20 + TcpHeader.MinimumSize;

    /// <summary>RFC 9293 §3.7.1: where the peer names no segment size.</summary>
    private const int DefaultSegmentSize = 536;

    /// <summary>RFC 7323 appendix A: ten bytes and two of padding.</summary>
    private const int TimestampsSize = 12;

    /// <summary>RFC 2018 §3: kind and length, and two bytes of padding.</summary>
    private const int SackSize = 4;

    /// <summary>RFC 2018 §3: two sequence numbers.</summary>
    private const int SackBlockSize = 8;

    /// <summary>RFC 791 §3.2: every link carries packets of 68 bytes.</summary>
    private const int SmallestMtu = 68;

    private readonly TcpOptions _wanted;
    private readonly int _mtu;
    private readonly int _wantedScale;
    private bool _scales;

    public NegotiatedOptions(TcpSettings settings)
    {
        _wanted = settings.Options;
        _mtu = settings.Mtu;
        _wantedScale = _wanted.WindowScale ? ReceiveWindow.ScaleFor(_wanted.ReceiveBuffer.Bytes) : 0;
        SegmentLimit = _mtu - HeaderSize;
    }

    public bool Sack { get; private set; }

    /// <summary>Whether data may be marked by routers (RFC 3168 §6.1.1).</summary>
    public bool Ecn { get; private set; }

    /// <summary>The timestamps; on if both ends send them.</summary>
    public TimestampClock Timestamps { get; } = new();

    /// <summary>Rcv.Wind.Shift.</summary>
    public int OwnScale => _scales ? _wantedScale : 0;

    /// <summary>Snd.Wind.Shift.</summary>
    public int PeerScale { get; private set; }

    /// <summary>Bytes of options and payload of a segment: the peer's limit, or the path's.</summary>
    public int SegmentLimit { get; private set; }

    /// <summary>Bytes of payload of a segment that reports no SACK blocks.</summary>
    public int PayloadLimit => SegmentLimit - (Timestamps.IsOn ? TimestampsSize : 0);

    /// <summary>Blocks that the header has room for and, where segments are very small, that leave half of one to the payload.</summary>
    public int SackBlockLimit
    {
        get
        {
            int fitting = Timestamps.IsOn ? SackBlocks.Maximum - 1 : SackBlocks.Maximum;
            return Math.Clamp((PayloadLimit / 2 - SackSize) / SackBlockSize, 0, fitting);
        }
    }

    /// <summary>Bytes of payload of a segment beside as many SACK blocks as can be reported of so many.</summary>
    public int PayloadBeside(int sackBlocks)
    {
        int blocks = Sack ? Math.Min(sackBlocks, SackBlockLimit) : 0;
        return blocks == 0 ? PayloadLimit : PayloadLimit - SackSize - SackBlockSize * blocks;
    }

    /// <summary>RFC 3168 §6.1.1: a SYN asks by ECE and CWR, an answer agrees by ECE alone.</summary>
    public TcpFlags EcnFlags(bool isAnswer) =>
        isAnswer ? Ecn ? TcpFlags.Ece : TcpFlags.None : _wanted.Ecn ? TcpFlags.Ece | TcpFlags.Cwr : TcpFlags.None;

    public void SynArrived(in TcpHeader syn, SimTime now)
    {
        const TcpFlags Asks = TcpFlags.Ece | TcpFlags.Cwr;
        bool isAnswer = (syn.Flags & TcpFlags.Ack) != 0;
        Ecn = _wanted.Ecn && (syn.Flags & Asks) == (isAnswer ? TcpFlags.Ece : Asks);
        TcpHeaderOptions peer = syn.Options;
        if (_wanted.Timestamps && peer.Timestamps is { } timestamps) Timestamps.Begin(timestamps, now);
        Sack = _wanted.Sack && peer.SackPermitted;
        if (_wanted.WindowScale && peer.WindowScale is { } shift)
        {
            _scales = true;
            PeerScale = shift;
        }

        SegmentLimit = Math.Min(SegmentLimit, peer.MaximumSegmentSize ?? DefaultSegmentSize);
    }

    /// <summary>The options of our SYN: all that is wanted, or in an answer to the peer's SYN what it has asked for too.</summary>
    public TcpHeaderOptions ForSyn(bool isAnswer, SimTime now) => new()
    {
        MaximumSegmentSize = (ushort)Math.Min(_mtu - HeaderSize, ushort.MaxValue),
        WindowScale = (isAnswer ? _scales : _wanted.WindowScale) ? (byte)_wantedScale : null,
        SackPermitted = isAnswer ? Sack : _wanted.Sack,
        Timestamps = (isAnswer ? Timestamps.IsOn : _wanted.Timestamps) ? Timestamps.Stamp(now) : null,
    };

    public TcpHeaderOptions ForSegment(ReceiveWindow received, SimTime now)
    {
        if (!Timestamps.IsOn && !Sack) return default;
        return new TcpHeaderOptions
        {
            Timestamps = Timestamps.IsOn ? Timestamps.Stamp(now) : null,
            Sack = Sack ? received.ReportBlocks(SackBlockLimit) : default,
        };
    }

    /// <summary>A router has said which packets the path takes (RFC 1191 §4). Returns whether segments shrink for it.</summary>
    public bool TryShrink(int mtu)
    {
        int limit = Math.Max(mtu, SmallestMtu) - HeaderSize;
        if (limit >= SegmentLimit) return false;
        SegmentLimit = limit;
        return true;
    }
}
