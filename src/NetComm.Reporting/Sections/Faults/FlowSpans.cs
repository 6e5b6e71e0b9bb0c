namespace NetComm.Reporting.Sections.Faults;

/// <summary>When each flow was active: from its start until it had sent all, or of a stream until its last bytes came.</summary>
internal sealed class FlowSpans(int flows) : ITraceFold
{
    private readonly SimTime?[] _started = new SimTime?[flows];
    private readonly SimTime?[] _finished = new SimTime?[flows];
    private readonly SimTime[] _lastBytes = new SimTime[flows];

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) Take(slots[i]);
    }

    private void Take(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceEventKind.FlowStarted:
                _started[new FlowStateChanged(happened).Flow.Index] ??= happened.Time;
                break;
            case TraceEventKind.FlowFinished:
                _finished[new FlowStateChanged(happened).Flow.Index] = happened.Time;
                break;
            case TraceEventKind.StreamReceived:
                _lastBytes[new StreamMoved(happened).Flow.Index] = happened.Time;
                break;
        }
    }

    /// <summary>Per flow its span, that of one which did not come to its end until the end of the run; null where it never began.</summary>
    public IReadOnlyList<(SimTime From, SimTime To)?> Until(SimTime end) =>
        [.. Enumerable.Range(0, flows).Select(flow => _started[flow] is { } from ? (from, EndOf(flow) ?? end) : ((SimTime, SimTime)?)null)];

    private SimTime? EndOf(int flow) => _finished[flow] is { } sent ? sent > _lastBytes[flow] ? sent : _lastBytes[flow] : null;
}
