namespace NetComm.Tracing;

/// <summary>A flow began, or has sent all that it will send: FlowStarted and FlowFinished.</summary>
public readonly ref struct FlowStateChanged(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The flow.</summary>
    public FlowId Flow => new(_event.Place);
}

/// <summary>A TCP flow's sender handed bytes to its socket, or its receiver read some: StreamSent and StreamReceived.</summary>
public readonly ref struct StreamMoved(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The flow.</summary>
    public FlowId Flow => new(_event.Place);

    /// <summary>How many bytes.</summary>
    public long Bytes => _event.Value;
}

/// <summary>A program began, printed a line or ended: ProgramStarted, ProgramPrinted and ProgramEnded.</summary>
public readonly ref struct ProgramStateChanged(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The program or app.</summary>
    public ProgramId Program => new(_event.Place);

    /// <summary>Which of the program's connections, as its <c>each</c> counts them; 0: the program itself.</summary>
    public int Connection => (int)_event.Packet;

    /// <summary>Of ProgramStarted: which connection took this one; 0: the program itself.</summary>
    public int TakenBy => (int)_event.Value;
}

/// <summary>A program made a call, which stands behind the event as text; an app reports so (<see cref="AppReport"/>).</summary>
public readonly ref struct ProgramCalled(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The program or app.</summary>
    public ProgramId Program => new(_event.Place);

    /// <summary>Which of the program's connections, as its <c>each</c> counts them; 0: the program itself.</summary>
    public int Connection => (int)(_event.Packet >> 32);

    /// <summary>The number of the call; of an app's report, how much.</summary>
    public long Number => _event.Packet & uint.MaxValue;

    /// <summary>Why it failed; none where it did not.</summary>
    public Errno Errno => (Errno)_event.Reason;
}

/// <summary>What apps report by <see cref="TraceEventKind.ProgramCalled"/>: its text begins with one of these words.</summary>
public static class AppReport
{
    /// <summary>The protocol's status, such as HTTP's 200.</summary>
    public const string Status = "status";

    /// <summary>Before a rumour's text: a gossip peer has learnt it, in this round.</summary>
    public const string Learnt = "learnt ";
}
