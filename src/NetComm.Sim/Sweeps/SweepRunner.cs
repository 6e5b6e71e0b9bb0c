using System.Runtime.ExceptionServices;
using NetComm.Analysis;
using NetComm.Runtime;

namespace NetComm.Sim.Sweeps;

/// <summary>Does the runs of a sweep on threads of its own: nothing is read again, and nothing is written, for a single run.</summary>
internal sealed class SweepRunner
{
    private readonly Sweep _sweep;
    private readonly SweepSchedule _schedule;
    private readonly Action<SweepRun> _onDone;
    private readonly CancellationToken _cancellation;
    private readonly object _results = new();
    private volatile ExceptionDispatchInfo? _failure;

    private SweepRunner(Sweep sweep, SweepSchedule schedule, Action<SweepRun> onDone, CancellationToken cancellation)
    {
        _sweep = sweep;
        _schedule = schedule;
        _onDone = onDone;
        _cancellation = cancellation;
    }

    /// <summary>Does what is still to do; returns when all is done or the sweep was cancelled.</summary>
    /// <param name="sweep">What to run.</param>
    /// <param name="schedule">Which runs are to do.</param>
    /// <param name="jobs">How many at once; on real sockets always one, since they would disturb each other.</param>
    /// <param name="onDone">Called with each result before it counts, one at a time.</param>
    /// <param name="cancellation">Ends the runs that go on; they do not count.</param>
    internal static void Run(Sweep sweep, SweepSchedule schedule, int jobs, Action<SweepRun> onDone, CancellationToken cancellation)
    {
        var runner = new SweepRunner(sweep, schedule, onDone, cancellation);
        bool isReal = sweep.Points.Any(point => point.Scenario.Mode == RunMode.Loopback);
        IEnumerable<int> numbers = Enumerable.Range(1, isReal ? 1 : jobs);
        Thread[] threads = [.. numbers.Select(number => new Thread(runner.Work) { Name = $"sweep {number}" })];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        runner._failure?.Throw();
    }

    /// <summary>Does one run; null where it was cancelled.</summary>
    internal static SweepRun? RunOne(Sweep sweep, int point, int replication, CancellationToken cancellation)
    {
        Scenario scenario = sweep.ScenarioOf(point, replication);
        IReadOnlyList<Expectation> measured = [.. scenario.Expectations, .. sweep.Figures.Select(figure => figure.Subject)];
        var options = new RunOptions { KeepTrace = false, DigestsInline = true, Cancellation = cancellation };
        (RunOutcome outcome, Measurements figures) = Simulation.MeasureAsync(scenario, measured, options).GetAwaiter().GetResult();
        using (outcome.Trace)
        {
            if (cancellation.IsCancellationRequested) return null;
            return SweepRun.Of(sweep, point, replication, figures, outcome.Complete && outcome.Missing.Count == 0);
        }
    }

    private void Work()
    {
        try
        {
            while (_failure is null && !_cancellation.IsCancellationRequested)
            {
                if (_schedule.TryTake(out int point, out int replication)) Keep(RunOne(_sweep, point, replication, _cancellation));
                else if (_schedule.IsDone) return;
                else WaitForResult();
            }
        }
#pragma warning disable CA1031 // Whatever it is ends the sweep, on the thread that began it.
        catch (Exception failure)
        {
            _failure ??= ExceptionDispatchInfo.Capture(failure);
        }
#pragma warning restore CA1031
    }

    // A result may ask for more runs of its point. What came between the question and the wait is seen a moment later.
    private void WaitForResult()
    {
        lock (_results) Monitor.Wait(_results, TimeSpan.FromMilliseconds(50));
    }

    private void Keep(SweepRun? run)
    {
        if (run is null) return;
        lock (_results)
        {
            _onDone(run);
            _schedule.Add(run);
            Monitor.PulseAll(_results);
        }
    }
}
