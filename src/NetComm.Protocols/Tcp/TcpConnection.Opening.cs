namespace NetComm.Protocols.Tcp;

/// <content>The handshake (RFC 9293 §3.5, §3.10.1, §3.10.7.2, §3.10.7.3) and the options it settles.</content>
internal sealed partial class TcpConnection
{
    /// <summary>The headers of IPv4 and TCP without options: what a segment size leaves room for (RFC 9293 §3.7.1).</summary>
    private const int HeaderSize = 20 + TcpHeader.MinimumSize;

    /// <summary>RFC 9293 §3.7.1: where the peer names no segment size.</summary>
    private const int DefaultSegmentSize = 536;

    /// <summary>RFC 7323 appendix A: with padding.</summary>
    private const int TimestampsSize = 12;

    /// <summary>RFC 7323 §2.3.</summary>
    private const int LargestScale = 14;

    /// <summary>RFC 6928 §2: the initial window counts segments of this size at most, but always two.</summary>
    private const int InitialWindowSegment = 1460;

    private readonly int _ourScale;
    private int _sendShift;
    private int _receiveShift;
    private int _segmentLimit;
    private bool _sack;
    private bool _isPassive;
    private bool _scales;
    private int _synTries;

    /// <summary>Active open: sends a SYN.</summary>
    public void Open(SimTime now)
    {
        if (State != TcpState.Closed || _next > 0)
            throw new InvalidOperationException($"A connection is opened once, but this one is {State}.");

        _now = now;
        _next = SequenceSpace.FirstByte;
        Enter(TcpState.SynSent);
        SendSyn(again: false);
    }

    /// <summary>Passive open: what a listener does with a SYN that is for no connection yet.</summary>
    public void Accept(in TcpHeader syn, SimTime now)
    {
        if (State != TcpState.Closed || _next > 0)
            throw new InvalidOperationException($"A connection is opened once, but this one is {State}.");

        _now = now;
        _next = SequenceSpace.FirstByte;
        _isPassive = true;
        TakeSyn(syn);
        Enter(TcpState.SynReceived);
        SendSyn(again: false);
    }

    /// <summary>
    /// Whether a SYN may begin a new connection in the place of this one: in TIME-WAIT, by a later timestamp or a higher sequence number
    /// (RFC 6191 §2, RFC 9293 §3.10.7.4). The new one's initial sequence number should be beyond this one's.
    /// </summary>
    public bool MayGiveWayTo(in TcpHeader syn)
    {
        if (State != TcpState.TimeWait || !Has(syn, TcpFlags.Syn) || Has(syn, TcpFlags.Ack)) return false;
        if (_timestamps.IsOn && syn.Timestamps is { } timestamps && timestamps.Value != _timestamps.Recent)
            return unchecked((int)(timestamps.Value - _timestamps.Recent)) > 0;
        return _theirs.FromWire(syn.SequenceNumber, ReceiveNext) > ReceiveNext;
    }

    /// <summary>RFC 9293 §3.10.7.3.</summary>
    private void ArriveInSynSent(in TcpHeader header)
    {
        long acknowledged = _ours.FromWire(header.AcknowledgmentNumber, _next);
        bool isAnswer = Has(header, TcpFlags.Ack);
        if (isAnswer && acknowledged != _next)
        {
            if (!Has(header, TcpFlags.Rst)) SendReset(header.AcknowledgmentNumber);
            return;
        }

        if (Has(header, TcpFlags.Rst))
        {
            if (isAnswer) Fail(Errno.ECONNREFUSED);
            return;
        }

        if (!Has(header, TcpFlags.Syn)) return;
        TakeSyn(header);
        if (isAnswer)
        {
            _acknowledgeNow = true;
            Establish(header, 0);
        }
        else
        {
            // Both ends open at once (RFC 9293 §3.5, figure 7).
            Enter(TcpState.SynReceived);
            SendSyn(again: false);
        }
    }

    private void TakeSyn(in TcpHeader syn)
    {
        _theirs = new(syn.SequenceNumber);
        _windowEdge = SequenceSpace.FirstByte;
        TcpHeaderOptions options = syn.Options;
        if (_options.Timestamps && options.Timestamps is { } timestamps) _timestamps.Begin(timestamps, _now);
        _sack = _options.Sack && options.SackPermitted;
        if (_options.WindowScale && options.WindowScale is { } shift)
        {
            _scales = true;
            _sendShift = shift;
            _receiveShift = _ourScale;
        }

        _segmentLimit = Math.Min(_segmentLimit, options.MaximumSegmentSize ?? DefaultSegmentSize);
        _sendWindow = _largestWindow = syn.Window;
        _recovery.Begin(PayloadLimit, 0, _sack);
    }

    /// <summary>The peer has acknowledged our SYN.</summary>
    private void Establish(in TcpHeader header, long start)
    {
        MeasureRoundTrip(0, SequenceSpace.FirstByte, header, coversSacked: false);
        if (_synTries > 0) _timeout.LostSyn();
        _unacknowledged = SequenceSpace.FirstByte;
        _recovery.Scoreboard.Acknowledge(_unacknowledged);
        _recovery.Begin(PayloadLimit, InitialWindow, _sack);
        _retransmitAt = SimTime.Never;
        _timeouts = 0;
        Enter(TcpState.Established);
        SetSendWindow(header, start, _unacknowledged);
        _changes |= TcpChanges.Writable;
        if (_outgoing.Ended) Enter(TcpState.FinWait1);
    }

    /// <summary>RFC 6928 §2; one segment after a lost SYN (RFC 5681 §3.1).</summary>
    private long InitialWindow
    {
        get
        {
            if (_synTries > 0) return PayloadLimit;
            long segments = _options.InitialWindow;
            return Math.Min(segments * PayloadLimit, Math.Max(2 * PayloadLimit, segments * InitialWindowSegment));
        }
    }

    private int PayloadLimit => _segmentLimit - (_timestamps.IsOn ? TimestampsSize : 0);

    private void SendSyn(bool again)
    {
        bool answers = State == TcpState.SynReceived;
        bool timestamps = answers ? _timestamps.IsOn : _options.Timestamps;
        var options = new TcpHeaderOptions
        {
            MaximumSegmentSize = (ushort)Math.Min(_settings.Mtu - HeaderSize, ushort.MaxValue),
            WindowScale = (answers ? _scales : _options.WindowScale) ? (byte)_ourScale : null,
            SackPermitted = answers ? _sack : _options.Sack,
            Timestamps = timestamps ? _timestamps.Stamp(_now) : null,
        };
        long window = Math.Min(_receiveCapacity, ushort.MaxValue);
        _windowEdge = SequenceSpace.FirstByte + window;
        var header =
            new TcpHeader(_settings.LocalPort, _settings.RemotePort, _ours.ToWire(0), answers ? TcpFlags.Syn | TcpFlags.Ack : TcpFlags.Syn)
        {
            AcknowledgmentNumber = answers ? _theirs.ToWire(ReceiveNext) : 0,
            Window = (ushort)window,
            Options = options,
        };
        _lastAcknowledged = ReceiveNext;
        if (again)
        {
            Retransmissions++;
            _ambiguousBelow = SequenceSpace.FirstByte;
        }
        else
        {
            _sendTimes.Add(SequenceSpace.FirstByte, _now);
        }

        _retransmitAt = _now + _timeout.Value;
        _output.Transmit(this, new TcpSegment(header, 0, 0) { IsRetransmission = again });
    }

    private void SynTimedOut()
    {
        if (_settings.Retries is not null && _synTries >= _options.SynRetries)
        {
            Fail(_softError == Errno.None ? Errno.ETIMEDOUT : _softError);
            return;
        }

        _synTries++;
        _timeout.BackOff();
        SendSyn(again: true);
    }

    private static int ScaleFor(long capacity)
    {
        int shift = 0;
        while (shift < LargestScale && capacity >> shift > ushort.MaxValue) shift++;
        return shift;
    }

    private static bool Has(in TcpHeader header, TcpFlags flag) => (header.Flags & flag) != 0;
}
