namespace NetComm.Protocols.Tcp;

/// <summary>
/// One end of a TCP connection (RFC 9293) as a machine: calls, segments and time go in; segments come out by <see cref="ITcpOutput"/>, all
/// else is read from properties. After each call, whoever owns it looks at <see cref="TakeChanges"/> and at <see cref="NextTimer"/>.
/// </summary>
/// <remarks>
/// <para>
/// A client calls <see cref="Open"/>; a listener makes a connection for each SYN and calls <see cref="Accept"/>; both are told of
/// everything that comes by <see cref="Segment"/>, and segments for no connection are answered by <see cref="TcpReset"/>. One timer is
/// enough: when it goes off, <see cref="TimerExpired"/> if <see cref="NextTimer"/> has come, else it is set anew.
/// </para>
/// <para>Not modelled: urgent data, data on a SYN, keep-alives, ECN, Fast Open, path MTU probing (RFC 4821).</para>
/// </remarks>
internal sealed partial class TcpConnection
{
    private readonly TcpSettings _settings;
    private readonly TcpOptions _options;
    private readonly ITcpOutput _output;
    private readonly SequenceSpace _ours;
    private readonly SendStream _outgoing;
    private readonly ReceiveStream _incoming;
    private readonly LossRecovery _recovery;
    private readonly RetransmissionTimeout _timeout;
    private readonly TimestampClock _timestamps = new();
    private SequenceSpace _theirs;
    private SimTime _now;
    private TcpChanges _changes;
    private (long, long, SimDuration, SimDuration?) _reported;

    public TcpConnection(TcpSettings settings, ITcpOutput output)
    {
        _settings = settings;
        _options = settings.Options;
        _output = output;
        _ours = new(settings.InitialSequenceNumber);
        _outgoing = new(_options.SendBuffer.Bytes, settings.CarriesBytes);
        _incoming = new(settings.CarriesBytes);
        _recovery = new(_options.CongestionControl == CongestionAlgorithm.Reno ? new Reno() : new Cubic());
        _timeout = new(_options.MinimumRetransmissionTimeout);
        _receiveCapacity = _options.ReceiveBuffer.Bytes;
        _ourScale = _options.WindowScale ? ScaleFor(_receiveCapacity) : 0;
        _segmentLimit = settings.Mtu - HeaderSize;
        _nagle = _options.Nagle;
    }

    public TcpState State { get; private set; }

    /// <summary>Why the connection failed; None where it did not.</summary>
    public Errno Error { get; private set; }

    /// <summary>Whether the application may write: no before the connection stands or once it is shut down.</summary>
    public bool CanSend => State is TcpState.Established or TcpState.CloseWait;

    /// <summary>Bytes that may be written now.</summary>
    public long SendRoom => _outgoing.Room;

    /// <summary>Bytes written and not yet acknowledged, sent or not.</summary>
    public long Unacknowledged => _outgoing.End - _outgoing.Start;

    /// <summary>Bytes that may be read now.</summary>
    public long Available => _incoming.Available;

    /// <summary>Whether the peer has closed and all that it sent is read.</summary>
    public bool IsAtEnd => _finTaken && _incoming.Available == 0;

    /// <summary>cwnd, in bytes.</summary>
    public long CongestionWindow => _recovery.Congestion.Window;

    /// <summary>ssthresh, in bytes; null before the first loss.</summary>
    public long? SlowStartThreshold => _recovery.Congestion.Threshold == long.MaxValue ? null : _recovery.Congestion.Threshold;

    /// <summary>SRTT; null before the first measurement.</summary>
    public SimDuration? SmoothedRoundTrip => _timeout.SmoothedRoundTrip;

    /// <summary>RTO, backed off as it is.</summary>
    public SimDuration RetransmissionTimeout => _timeout.Value;

    /// <summary>Bytes under way to the peer, as far as is known (RFC 6675, pipe); a SYN and a FIN count as one.</summary>
    public long BytesInFlight => _recovery.Scoreboard.InFlight(_unacknowledged, _next);

    /// <summary>Whether losses are being repaired.</summary>
    public RecoveryPhase Recovery => _recovery.Phase;

    /// <summary>Segments that were sent again, SYNs and FINs included.</summary>
    public long Retransmissions { get; private set; }

    /// <summary>The bytes of a full segment: the peer's limit and the path's, less the options of each segment.</summary>
    public int SegmentSize => _recovery.Congestion.SegmentSize;

    /// <summary>What has changed since this was last asked.</summary>
    public TcpChanges TakeChanges()
    {
        TcpChanges changes = _changes;
        _changes = TcpChanges.None;
        (long CongestionWindow, long Threshold, SimDuration Value, SimDuration? SmoothedRoundTrip) figures =
            (CongestionWindow, _recovery.Congestion.Threshold, _timeout.Value, _timeout.SmoothedRoundTrip);
        if (figures == _reported) return changes;
        _reported = figures;
        return changes | TcpChanges.Congestion;
    }

    /// <summary>
    /// Copies bytes of a segment that <see cref="ITcpOutput.Transmit"/> was given; does nothing where the connection carries none.
    /// </summary>
    public void CopyPayload(long offset, Span<byte> bytes) => _outgoing.Copy(offset + SequenceSpace.FirstByte, bytes);

    public override string ToString() =>
        $"{State} una {_unacknowledged} next {_next} written {_outgoing.End} window {_sendWindow} cwnd {CongestionWindow} "
        + $"received {_incoming.Next} timer {NextTimer}";

    private void Enter(TcpState state)
    {
        State = state;
        _changes |= TcpChanges.State;
    }

    private void Fail(Errno error)
    {
        Error = error;
        End();
    }

    private void End()
    {
        Enter(TcpState.Closed);
        StopTimers();
        _outgoing.Finish();
        _acknowledgeNow = false;
    }
}
