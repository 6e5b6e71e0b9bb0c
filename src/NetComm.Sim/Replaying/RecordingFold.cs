using NetComm.Tracing;

namespace NetComm.Sim;

/// <summary>What the flows of a trace sent, and when the calls of its programs returned.</summary>
internal sealed class RecordingFold(TraceHeader header) : ITraceFold
{
    /// <summary>A time that a program, or that of one of its connections, began, and when its calls returned.</summary>
    private sealed record Life(int Connection, SimTime Start)
    {
        public List<(long Call, SimTime At)> Returns { get; } = [];
    }

    private readonly record struct Sent(SimTime At, long Sequence, int Bytes);

    private readonly List<Sent>[] _sends = [.. header.Flows.Select(_ => new List<Sent>())];
    private readonly Dictionary<long, int>[] _answers = [.. header.Flows.Select(_ => new Dictionary<long, int>())];
    private readonly List<Life>[] _lives = [.. header.Programs.Select(_ => new List<Life>())];
    private readonly HashSet<FlowId> _finished = [];
    private readonly Dictionary<ConversationId, Owner> _owners = [];

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) Take(slots[i]);
    }

    /// <summary>What a flow sent; null where the trace knows none of its name.</summary>
    public RecordedTraffic? Of(Flow flow)
    {
        int index = header.Flows.ToList().FindIndex(traced => traced.Name == flow.Name);
        return index < 0 ? null : new RecordedTraffic(
            [.. _sends[index].Select(sent => new RecordedSend(sent.Sequence, AfterStart(sent.At, flow.Start), sent.Bytes))])
        {
            IsCut = !_finished.Contains(new FlowId(index)),
            Answers = _answers[index],
        };
    }

    /// <summary>The calls of a program, or the starts of an app, each time that it began.</summary>
    public IReadOnlyList<RecordedCalls> CallsOf(string name)
    {
        int index = header.Programs.ToList().FindIndex(traced => traced.Name == name);
        return index < 0
            ? [] : [.. _lives[index].Select(life => new RecordedCalls(life.Start, life.Returns) { Connection = life.Connection })];
    }

    // A flow never sends before its start, but the real clock may read a little less than the timer that it set.
    private static SimDuration AfterStart(SimTime sent, SimTime start) => sent > start ? sent - start : SimDuration.Zero;

    private void Take(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceEventKind.ConversationOpened:
                var opened = new ConversationOpened(happened);
                _owners[opened.Conversation] = opened.Owner;
                break;
            case TraceEventKind.PacketSent:
                Take(new PacketSent(happened));
                break;
            case TraceEventKind.StreamSent:
                var written = new StreamMoved(happened);
                // A stream of messages tells of each message too.
                if (header.Flows[written.Flow.Index].Stream) Add(written.Flow, written.Time, null, (int)written.Bytes);
                break;
            case TraceEventKind.FlowFinished:
                _finished.Add(new FlowStateChanged(happened).Flow);
                break;
            case TraceEventKind.ProgramStarted:
                var started = new ProgramStateChanged(happened);
                _lives[started.Program.Index].Add(new Life(started.Connection, started.Time));
                break;
            case TraceEventKind.ProgramCalled:
                var called = new ProgramCalled(happened);
                int connection = called.Connection;
                _lives[called.Program.Index].FindLast(life => life.Connection == connection)?.Returns.Add((called.Number, called.Time));
                break;
        }
    }

    private void Take(PacketSent sent)
    {
        if (_owners[sent.Conversation].Flow is not { } flow) return;
        if (sent.IsAnswer) _answers[flow.Index].TryAdd(sent.Sequence, sent.Bytes);
        else Add(flow, sent.Time, sent.Sequence, sent.Bytes);
    }

    private void Add(FlowId flow, SimTime at, long? sequence, int bytes) =>
        _sends[flow.Index].Add(new Sent(at, sequence ?? _sends[flow.Index].Count, bytes));
}
