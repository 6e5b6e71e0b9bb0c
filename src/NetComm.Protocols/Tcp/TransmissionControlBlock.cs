namespace NetComm.Protocols.Tcp;

/// <summary>
/// All that a connection remembers (RFC 9293 §3.3.1, TCB): the two windows, what was agreed on, the state and how it ends. The events that
/// change it are <see cref="TcpConnection"/>'s and <see cref="SegmentArrival"/>'s.
/// </summary>
internal sealed class TransmissionControlBlock
{
    /// <summary>Linux, tcp_fin_timeout: how long a connection that the application has closed waits for the peer's FIN.</summary>
    private static readonly SimDuration OrphanTimeout = SimDuration.FromSeconds(60);

    private readonly ChallengeLimit _challenges = new();
    private Errno _softError;

    public TransmissionControlBlock(TcpConnection connection, TcpSettings settings, ITcpOutput output)
    {
        Settings = settings;
        SendWindow = new(settings.InitialSequenceNumber);
        ReceiveWindow = new(settings.Options.ReceiveBuffer.Bytes, settings.CarriesBytes);
        Agreed = new(settings);
        Acknowledgment = new(settings.Options.DelayedAck);
        Writer = new(connection, settings, output)
        {
            SendWindow = SendWindow,
            ReceiveWindow = ReceiveWindow,
            Agreed = Agreed,
            Acknowledgment = Acknowledgment,
            Echo = Echo,
        };
        Sender = new(settings, SendWindow, Agreed, Writer);
    }

    public TcpSettings Settings { get; }

    /// <summary>SND.UNA, SND.NXT, SND.WND, SND.WL1, SND.WL2, ISS.</summary>
    public SendWindow SendWindow { get; }

    /// <summary>RCV.NXT, RCV.WND, IRS.</summary>
    public ReceiveWindow ReceiveWindow { get; }

    /// <summary>What the SYNs have settled.</summary>
    public NegotiatedOptions Agreed { get; }

    public DelayedAcknowledgment Acknowledgment { get; }

    public CongestionEcho Echo { get; } = new();

    public SegmentWriter Writer { get; }

    public TcpSender Sender { get; }

    public SimTime Now { get; set; }

    public TcpState State { get; private set; }

    public Errno Error { get; private set; }

    public TcpChanges Changes { get; set; }

    /// <summary>Whether the application has closed both halves, so that bytes are read no more.</summary>
    public bool HasNoReader { get; private set; }

    /// <summary>Whether the application has shut reading; it may still read what comes before it closes.</summary>
    public bool IsReadShut { get; set; }

    /// <summary>Whether bytes that arrive are for nobody.</summary>
    public bool RefusesBytes => HasNoReader || (IsReadShut && State is (TcpState.FinWait1 or TcpState.FinWait2));

    /// <summary>When the connection ends by itself: at the end of TIME-WAIT, or of an orphan's wait for the peer's FIN.</summary>
    public SimTime EndsAt { get; private set; } = SimTime.Never;

    /// <summary>Whether a listener has made the connection, for a SYN.</summary>
    public bool IsPassive { get; private set; }

    public void Open(bool isPassive)
    {
        IsPassive = isPassive;
        Enter(isPassive ? TcpState.SynReceived : TcpState.SynSent);
        SendWindow.SynSent();
        SendSyn(isRetransmission: false);
    }

    public void SendSyn(bool isRetransmission) => Sender.SendSyn(isAnswer: State == TcpState.SynReceived, isRetransmission, Now);

    /// <summary>After each event: sends what may leave now, and an acknowledgement if nothing else has carried it.</summary>
    public void Transmit()
    {
        if (State.MaySend()) Sender.Transmit(Now);
        else SendWindow.StopProbing();
        if (Acknowledgment.IsDue) Writer.WriteAcknowledgment(Now);
    }

    /// <summary>Acknowledges at once, to tell a peer that seems out of step where we are; within the limit of RFC 5961 §7.</summary>
    public void SendChallenge()
    {
        if (_challenges.Allows(Now)) Acknowledgment.SendNow();
    }

    /// <summary>Changes the state; entering it again changes nothing.</summary>
    public void Enter(TcpState state)
    {
        if (state == State) return;
        State = state;
        Changes |= TcpChanges.State;
        if (state == TcpState.TimeWait) StartTimeWait();
    }

    /// <summary>TIME-WAIT lasts two segment lifetimes (RFC 9293 §3.4.2), and starts again with each repeated FIN.</summary>
    public void StartTimeWait() => EndsAt = Now + Settings.MaximumSegmentLifetime * 2;

    public void CloseReader()
    {
        HasNoReader = true;
        if (State == TcpState.FinWait2) EndsAt = Now + OrphanTimeout;
    }

    public void FinAcknowledged()
    {
        if (State == TcpState.FinWait1 && HasNoReader) EndsAt = Now + OrphanTimeout;
        if (State == TcpState.LastAck) End();
        else Enter(State.AfterFinAcknowledged());
    }

    /// <summary>An error that may pass: it is reported only if the connection then times out.</summary>
    public void NoteSoftError(Errno error) => _softError = error;

    public void FailByTimeout() => Fail(_softError == Errno.None ? Errno.ETIMEDOUT : _softError);

    public void Fail(Errno error)
    {
        Error = error;
        End();
    }

    /// <summary>Deletes the TCB, as the RFC says: no timer runs, and nothing is sent any more.</summary>
    public void End()
    {
        Enter(TcpState.Closed);
        Sender.Stop();
        Sender.Buffer.Finish();
        SendWindow.StopProbing();
        Acknowledgment.Cancel();
        EndsAt = SimTime.Never;
    }
}
