namespace NetComm.Actors;

/// <summary>A scheduler by virtual time: one queue, ordered by time and then by when an item was planned.</summary>
internal sealed class VirtualTimeScheduler : SchedulerBase
{
    private readonly PriorityQueue<ScheduledItem, (long Due, long Sequence)> _queue = new();
    private long _now;
    private long _sequence;

    public override DateTimeOffset Now => DateTimeOffset.UnixEpoch + MonotonicClock;

    public override TimeSpan MonotonicClock => TimeSpan.FromTicks(_now);

    /// <summary>Runs the next item that is due until <paramref name="end"/>, the clock reading its time; false when there is none.</summary>
    internal bool RunNext(TimeSpan end)
    {
        if (!_queue.TryPeek(out ScheduledItem? item, out (long Due, long Sequence) next) || next.Due > end.Ticks)
            return false;
        _queue.Dequeue();
        _now = next.Due;
        if (item.IsVoid)
            return true;
        if (item.Interval is { } interval)
            _queue.Enqueue(item, (_now + interval.Ticks, _sequence++));
        item.Run();
        return true;
    }

    internal void AdvanceTo(TimeSpan time) => _now = time.Ticks;

    internal void Clear() => _queue.Clear();

    protected override void Plan(TimeSpan delay, ScheduledItem item) => _queue.Enqueue(item, (_now + delay.Ticks, _sequence++));
}
