namespace NetComm.Runtime.Simulated;

/// <summary>
/// Draws anew at each instant in which order its events happen. Only what is arbitrary is drawn: faults come first, and the events of one
/// link, those for one actor, and what begins at one time keep the order in which they were asked for.
/// </summary>
/// <param name="random">Which order is drawn.</param>
/// <param name="ownerOf">Whose event it is, by its slot in the queue: those of one owner keep their order. Null: it comes before them all.
/// </param>
internal sealed class InstantShuffle(EventQueue queue, RandomStream random, Func<int, object?> ownerOf)
{
    private readonly PriorityQueue<EventQueue.Entry, (ulong Rank, long Sequence)> _due = new();
    private readonly Dictionary<object, ulong> _ranks = [];
    private long _instant = -1;

    /// <summary>Takes the next event; false where nothing is due before <paramref name="end"/>.</summary>
    internal bool TryTake(SimTime end, out EventQueue.Entry next)
    {
        if (_due.Count == 0 && !TryMoveOn(end))
        {
            next = default;
            return false;
        }

        // What came of the last event at this very instant takes part too.
        while (queue.TryPeek(out EventQueue.Entry first) && first.Time == _instant)
        {
            queue.RemoveFirst();
            _due.Enqueue(first, (RankOf(ownerOf(first.Slot)), first.Sequence));
        }

        next = _due.Dequeue();
        return true;
    }

    private bool TryMoveOn(SimTime end)
    {
        if (!queue.TryPeek(out EventQueue.Entry first) || first.Time >= end.Picoseconds) return false;
        if (first.Time != _instant) _ranks.Clear();
        _instant = first.Time;
        return true;
    }

    private ulong RankOf(object? owner)
    {
        if (owner is null) return 0;
        if (!_ranks.TryGetValue(owner, out ulong rank)) _ranks[owner] = rank = random.NextBits();
        return rank;
    }
}
