namespace NetComm.Runtime.Loopback;

/// <summary>Passes on events of many threads in the order of their times, half a second behind; later ones are moved.</summary>
/// <param name="onFailure">Is told where events cannot be passed on, by a full disk or a fold's bug: the actor that writes one just then is
/// not to fail.</param>
internal sealed class OrderedTraceSink(Action<Exception>? onFailure = null) : TraceSink
{
    private static readonly SimDuration Window = SimDuration.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<(TraceEvent Event, byte[]? Bytes), (long Time, long Order)> _waiting = new();
    private TraceSink? _target;
    private long _order;
    private SimTime _latest;
    private SimTime _passed;
    private readonly HashSet<ProgramId> _endedPrograms = [];
    private bool _closed;
    private bool _hasFailed;

    internal long Count => Volatile.Read(ref _order);

    protected internal override void WriteBeyond(TraceEvent happened) => Take(happened, null);

    public override void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes) => Take(happened, bytes.ToArray());

    internal bool HasEnded(ProgramId program)
    {
        lock (_gate) return _endedPrograms.Contains(program);
    }

    internal void Open(TraceSink target)
    {
        lock (_gate) _target = target;
    }

    /// <summary>Passes on all that waits, then the end of the run; later events are ignored, and all after a failure.</summary>
    internal void Close(SimTime now)
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            PassOn(SimTime.Never);
            SimTime end = now > _passed ? now : _passed;
            if (!_hasFailed) _target?.Write(TraceEvents.At(end, TraceEventKind.RunEnded, 0));
        }
    }

    private void Take(in TraceEvent happened, byte[]? bytes)
    {
        lock (_gate)
        {
            if (_closed || _hasFailed) return;
            _waiting.Enqueue((happened, bytes), (happened.Time.Picoseconds, _order++));
            if (happened.Kind == TraceEventKind.ProgramEnded) _endedPrograms.Add(new ProgramStateChanged(happened).Program);
            if (happened.Time > _latest) _latest = happened.Time;
            PassOn(_latest - Window);
        }
    }

    private void PassOn(SimTime until)
    {
        if (_target is null) return;
        while (_waiting.TryPeek(out (TraceEvent Event, byte[]? Bytes) next, out (long Time, long) key) && key.Time <= until.Picoseconds)
        {
            _waiting.Dequeue();
            TraceEvent happened = next.Event.Time < _passed ? next.Event.At(_passed) : next.Event;
            _passed = happened.Time;
            PassOn(_target, happened, next.Bytes);
        }
    }

    private void PassOn(TraceSink target, in TraceEvent happened, byte[]? bytes)
    {
        try
        {
            if (bytes is null) target.Write(happened);
            else target.Write(happened, bytes);
        }
#pragma warning disable CA1031 // Whatever it is would take one actor after the other down.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _hasFailed = true;
            _waiting.Clear();
            onFailure?.Invoke(failure);
        }
    }
}
