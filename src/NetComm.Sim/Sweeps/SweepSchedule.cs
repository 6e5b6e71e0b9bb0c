using NetComm.Analysis;

namespace NetComm.Sim.Sweeps;

/// <summary>
/// Which runs of a sweep are still to do. Whoever has time pulls one; what comes back may come in any order, from any number of workers:
/// where a point stops depends on its results alone, and a run that was done beyond that is left out.
/// </summary>
internal sealed class SweepSchedule
{
    private sealed class PointState(int target)
    {
        /// <summary>Results by replication − 1.</summary>
        internal List<SweepRun?> Runs { get; } = [];

        /// <summary>How many replications are known without a gap.</summary>
        internal int Known { get; set; }

        /// <summary>How many have been given out.</summary>
        internal int Taken { get; set; }

        /// <summary>How many may be given out for now.</summary>
        internal int Target { get; set; } = target;

        /// <summary>How many count; null until that is known.</summary>
        internal int? Stop { get; set; }
    }

    private readonly Lock _lock = new();
    private readonly Sweep _sweep;
    private readonly SweepShard _shard;
    private readonly PointState[] _points;
    private int _firstOpen;

    internal SweepSchedule(Sweep sweep, SweepShard? shard = null)
    {
        _sweep = sweep;
        _shard = shard ?? SweepShard.Whole;
        _points = [.. sweep.Points.Select(_ => new PointState(sweep.Replications))];
        for (int point = 0; point < _points.Length; point++) Follow(point);
    }

    /// <summary>Runs that are known and count.</summary>
    internal int Done
    {
        get
        {
            lock (_lock) return _points.Sum(state => state.Runs.Count(run => run is not null));
        }
    }

    /// <summary>How many runs there will be, as far as is known by now.</summary>
    internal long Expected
    {
        get
        {
            lock (_lock) return _points.Select((state, point) => OfShard(point, state.Stop ?? state.Target)).Sum();
        }
    }

    /// <summary>The runs that count, by point and replication.</summary>
    internal IReadOnlyList<SweepRun> Runs
    {
        get
        {
            lock (_lock) return [.. _points.SelectMany(state => state.Runs.Take(state.Stop ?? state.Runs.Count)).OfType<SweepRun>()];
        }
    }

    /// <summary>The next run to do; false where none is left for now, or for ever where <see cref="IsDone"/>.</summary>
    internal bool TryTake(out int point, out int replication)
    {
        lock (_lock)
        {
            while (_firstOpen < _points.Length && _points[_firstOpen].Stop is not null) _firstOpen++;
            for (point = _firstOpen; point < _points.Length; point++)
            {
                PointState state = _points[point];
                while (state.Stop is null && state.Taken < state.Target)
                {
                    replication = ++state.Taken;
                    if (_shard.Has(_sweep, point, replication) && !IsKnown(state, replication)) return true;
                }
            }

            (point, replication) = (0, 0);
            return false;
        }
    }

    /// <summary>Whether all that counts is known.</summary>
    internal bool IsDone
    {
        get
        {
            lock (_lock) return _points.All(state => state.Stop is not null);
        }
    }

    /// <summary>Whether a result that was read or sent is of a run of this sweep.</summary>
    internal bool Fits(SweepRun run) =>
        run.Point >= 0 && run.Point < _points.Length && run.Replication >= 1 && run.Replication <= _sweep.MaxReplications
        && run.Figures.Count == _sweep.Figures.Count && run.Grades.Count == _sweep.Scenario.Expectations.Count;

    /// <summary>Takes a result in that fits; one that is known already changes nothing.</summary>
    internal void Add(SweepRun run)
    {
        lock (_lock)
        {
            PointState state = _points[run.Point];
            if (IsKnown(state, run.Replication)) return;
            while (state.Runs.Count < run.Replication) state.Runs.Add(null);
            state.Runs[run.Replication - 1] = run;
            Follow(run.Point);
        }
    }

    private static bool IsKnown(PointState state, int replication) =>
        replication <= state.Runs.Count && state.Runs[replication - 1] is not null;

    private long OfShard(int point, int replications) =>
        Enumerable.Range(1, replications).LongCount(replication => _shard.Has(_sweep, point, replication));

    // Goes on from replication to replication as far as results reach, and looks after each whether the point is known well enough.
    private void Follow(int point)
    {
        PointState state = _points[point];
        while (state.Stop is null)
        {
            bool isHere = IsKnown(state, state.Known + 1) || !_shard.Has(_sweep, point, state.Known + 1);
            if (!isHere) return;
            state.Known++;
            if (state.Known >= _sweep.MaxReplications || (state.Known >= _sweep.Replications && IsPrecise(state))) state.Stop = state.Known;
            else if (state.Known >= state.Target) state.Target = NextTarget(state.Target);
        }
    }

    private bool IsPrecise(PointState state)
    {
        if (_sweep.Until is not { } until) return true;
        IEnumerable<double> values = state.Runs.Take(state.Known).Select(run => run?.Figures[until.Figure]).OfType<double>();
        return Estimate.Of(values)?.IsWithin(until.Within) == true;
    }

    private int NextTarget(int target) => Math.Min(_sweep.MaxReplications, target + Math.Max(1, target / 4));
}

/// <summary>Part K of N of a sweep: a stretch of its runs in order; with <c>until</c>, of its points.</summary>
/// <param name="Number">K, from 1.</param>
/// <param name="Count">N.</param>
internal sealed record SweepShard(int Number, int Count)
{
    internal static SweepShard Whole { get; } = new(1, 1);

    /// <summary>Into how many parts a sweep can be divided at most: its runs; with <c>until</c>, its points.</summary>
    internal static long PartsOf(Sweep sweep) => sweep.Until is null ? (long)sweep.Points.Count * sweep.Replications : sweep.Points.Count;

    internal bool Has(Sweep sweep, int point, int replication) =>
        Has(sweep.Until is null ? (long)point * sweep.Replications + replication - 1 : point, PartsOf(sweep));

    private bool Has(long index, long total) => index >= (Number - 1) * total / Count && index < Number * total / Count;
}
