namespace NetComm.Protocols.Tests.Tcp;

/// <summary>Virtual time for a test: what is due first comes first, and of two due at once the one that was planned first.</summary>
internal sealed class EventLoop
{
    private readonly PriorityQueue<Action, (long, long)> _due = new();
    private long _order;

    public SimTime Now { get; private set; }

    public long Events { get; private set; }

    /// <summary>When something is due next; <see cref="SimTime.Never"/> where nothing is.</summary>
    public SimTime Next => _due.TryPeek(out _, out (long Time, long) key) ? new(key.Time) : SimTime.Never;

    public void At(SimTime time, Action run) => _due.Enqueue(run, (time.Picoseconds, _order++));

    /// <summary>Runs what is due until then, at most so much of it; says whether nothing is left.</summary>
    public bool Run(SimTime until, long limit = long.MaxValue)
    {
        while (_due.TryPeek(out Action? run, out (long, long) key) && key.Item1 <= until.Picoseconds && Events < limit)
        {
            _due.Dequeue();
            Now = new(key.Item1);
            Events++;
            run();
        }

        if (_due.Count > 0) return false;
        return true;
    }
}
