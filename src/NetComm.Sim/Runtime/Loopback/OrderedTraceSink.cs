using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Loopback;

/// <summary>
/// Takes events from many threads and passes them on in the order of their times. An event waits until the latest is half a second ahead of it;
/// one that comes later still is moved to the time of the last that was passed on.
/// </summary>
internal sealed class OrderedTraceSink : ITraceSink
{
    private static readonly SimDuration Window = SimDuration.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<(TraceEvent Event, byte[]? Bytes), (long Time, long Order)> _waiting = new();
    private ITraceSink? _target;
    private long _order;
    private SimTime _latest;
    private SimTime _passed;
    private readonly HashSet<int> _endedPrograms = [];
    private bool _closed;

    /// <summary>Events taken so far.</summary>
    internal long Count => Volatile.Read(ref _order);

    public void Write(in TraceEvent happened) => Take(happened, null);

    public void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes) => Take(happened, bytes.ToArray());

    /// <summary>Whether the program has ended.</summary>
    internal bool HasEnded(int program)
    {
        lock (_gate) return _endedPrograms.Contains(program);
    }

    /// <summary>From now on events go to <paramref name="target"/>; until then they wait.</summary>
    internal void Open(ITraceSink target)
    {
        lock (_gate) _target = target;
    }

    /// <summary>Passes on all that waits, and the end of the run behind it; later events are ignored.</summary>
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
            _waiting.Enqueue((happened, bytes), (happened.Time.Picoseconds, _order++));
            if (happened.Kind == TraceEventKind.ProgramEnded) _endedPrograms.Add(happened.Place);
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
            TraceEvent happened = next.Event.Time < _passed ? Moved(next.Event) : next.Event;
            _passed = happened.Time;
            if (next.Bytes is null) _target.Write(happened);
            else _target.Write(happened, next.Bytes);
        }
    }

    private TraceEvent Moved(in TraceEvent late) =>
        new(_passed, late.Kind, late.Place, late.Packet, late.Value, (ushort)late.Extra, late.Reason);
}
