using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using NetComm.Sim.Sweeps;

namespace NetComm.Cli.Workers;

/// <summary>
/// Threads that do runs for an actor, below normal priority: on the pool they would starve the heartbeats by which a cluster knows who is
/// there.
/// </summary>
internal sealed class WorkThreads : IDisposable
{
    /// <summary>The most runs that go out in one message.</summary>
    public const int MostRuns = 1024;

    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(100);

    private readonly BlockingCollection<WorkMessage.Work> _waiting = [];
    private readonly CancellationTokenSource _stopped = new();
    private readonly Sweep _sweep;
    private readonly IActorRef _owner;

    /// <summary>Starts so many threads; what they have done goes to the owner as <see cref="WorkDone"/>.</summary>
    public WorkThreads(Sweep sweep, int count, IActorRef owner)
    {
        _sweep = sweep;
        _owner = owner;
        for (int number = 1; number <= count; number++)
            new Thread(Work) { Name = $"worker {number}", IsBackground = true, Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>Lets the next free thread do these runs.</summary>
    public void Do(WorkMessage.Work work) => _waiting.Add(work);

    /// <summary>Ends the threads; runs that go on end early and are lost.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _stopped.Cancel();
    }

    private void Work()
    {
        foreach (WorkMessage.Work work in _waiting.GetConsumingEnumerable())
        {
            if (_stopped.IsCancellationRequested) return;
            long start = Stopwatch.GetTimestamp();
            if (Done(work) is { } result) _owner.Tell(new WorkDone(result, NextCount(work.Runs.Count, Stopwatch.GetElapsedTime(start))));
        }
    }

    // What is said for a run costs as much as a short one: so many at once that it does not count, and so few that nobody waits for them.
    private static int NextCount(int runs, TimeSpan took) =>
        took < Enough / 2 ? Math.Min(runs * 2, MostRuns) : took > Enough * 2 ? Math.Max(runs / 2, 1) : runs;

    private WorkMessage? Done(WorkMessage.Work work)
    {
        var results = new List<WorkResult>();
        foreach (WorkRun run in work.Runs)
        {
            try
            {
                if (SweepRunner.RunOne(_sweep, run.Point, run.Replication, _stopped.Token) is not { } done) return null;
                results.Add(new WorkResult(run, done.Figures, done.Grades, done.IsComplete));
            }
#pragma warning disable CA1031 // Whatever it is, the coordinator ends the sweep with it.
            catch (Exception failure)
            {
                return new WorkMessage.Failed(run.Point, run.Replication, failure.Message);
            }
#pragma warning restore CA1031
        }

        return new WorkMessage.Results(results);
    }
}
