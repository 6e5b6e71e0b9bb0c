using System.Text;

namespace NetComm.Runtime.Loopback;

/// <summary>Passes on events of many threads in the order of their times, half a second behind; later ones are moved.</summary>
internal sealed class OrderedTraceSink : TraceSink
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

    /// <summary>Is told each event at once.</summary>
    internal Action<TraceEvent>? OnEvent { get; init; }

    /// <summary>Is told at once what a program prints, and which connection of its <c>each</c> does.</summary>
    internal Action<SimTime, ProgramId, int, string>? OnPrinted { get; set; }

    internal long Count => Volatile.Read(ref _order);

    protected internal override void WriteBeyond(TraceEvent happened) => Take(happened, null);

    public override void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes)
    {
        Take(happened, bytes.ToArray());
        if (happened.Kind != TraceEventKind.ProgramPrinted || OnPrinted is null) return;
        var printed = new ProgramStateChanged(happened);
        OnPrinted(happened.Time, printed.Program, printed.Connection, Encoding.UTF8.GetString(bytes));
    }

    internal bool HasEnded(ProgramId program)
    {
        lock (_gate) return _endedPrograms.Contains(program);
    }

    internal void Open(TraceSink target)
    {
        lock (_gate) _target = target;
    }

    /// <summary>Passes on all that waits, then the end of the run; later events are ignored.</summary>
    internal void Close(SimTime now)
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            PassOn(SimTime.Never);
            SimTime end = now > _passed ? now : _passed;
            _target?.Write(TraceEvents.At(end, TraceEventKind.RunEnded, 0));
        }
    }

    private void Take(in TraceEvent happened, byte[]? bytes)
    {
        lock (_gate)
        {
            if (_closed) return;
            OnEvent?.Invoke(happened);
            _waiting.Enqueue((happened, bytes), (happened.Time.Picoseconds, _order++));
            if (happened.Kind == TraceEventKind.ProgramEnded && new ProgramStateChanged(happened) is { Connection: 0 } ended)
                _endedPrograms.Add(ended.Program);
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
            if (next.Bytes is null) _target.Write(happened);
            else _target.Write(happened, next.Bytes);
        }
    }
}
