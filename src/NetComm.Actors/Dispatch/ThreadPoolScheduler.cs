using System.Diagnostics;

namespace NetComm.Actors;

/// <summary>A scheduler by the real, monotonic clock: one timer, set to the earliest item.</summary>
internal sealed class ThreadPoolScheduler : SchedulerBase, IDisposable
{
    private readonly PriorityQueue<ScheduledItem, (long Due, long Sequence)> _queue = new();
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _sequence;
    private bool _ended;

    internal ThreadPoolScheduler() => _timer = new Timer(_ => RunDue(), null, Timeout.Infinite, Timeout.Infinite);

    public override DateTimeOffset Now => DateTimeOffset.UtcNow;

    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(_start);

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _queue.Clear();
            _timer.Dispose();
        }
    }

    protected override void Plan(TimeSpan delay, ScheduledItem item)
    {
        lock (_lock)
        {
            if (!_ended)
                Enqueue(item, MonotonicClock.Ticks + delay.Ticks);
        }
    }

    private void Enqueue(ScheduledItem item, long due)
    {
        _queue.Enqueue(item, (due, _sequence++));
        SetTimer();
    }

    private void SetTimer()
    {
        if (!_queue.TryPeek(out _, out (long Due, long Sequence) next))
            return;
        double milliseconds = Math.Ceiling(TimeSpan.FromTicks(next.Due - MonotonicClock.Ticks).TotalMilliseconds);
        _timer.Change((long)Math.Clamp(milliseconds, 0, uint.MaxValue - 2), Timeout.Infinite);
    }

    private void RunDue()
    {
        while (TakeDue() is { } item)
        {
            if (!item.IsVoid)
                item.Run();
        }
    }

    private ScheduledItem? TakeDue()
    {
        lock (_lock)
        {
            if (_ended || !_queue.TryPeek(out ScheduledItem? item, out (long Due, long Sequence) next))
                return null;
            if (next.Due > MonotonicClock.Ticks)
            {
                SetTimer();
                return null;
            }
            _queue.Dequeue();
            if (item.Interval is { } interval && !item.IsVoid)
                _queue.Enqueue(item, (next.Due + interval.Ticks, _sequence++));
            return item;
        }
    }
}
