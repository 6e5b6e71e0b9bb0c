using System.Collections.Concurrent;
using Akka.Actor;
using NetComm.Sim.Sweeps;

namespace NetComm.Cli.Workers;

/// <summary>
/// Threads that do runs for an actor, below normal priority: on the pool they would starve the heartbeats by which a cluster knows who is
/// there.
/// </summary>
internal sealed class WorkThreads : IDisposable
{
    private readonly BlockingCollection<WorkMessage.Work> _waiting = [];
    private readonly CancellationTokenSource _stopped = new();
    private readonly Sweep _sweep;
    private readonly IActorRef _owner;

    /// <summary>Starts so many threads; each run's result goes to the owner as a <see cref="RunDone"/>.</summary>
    public WorkThreads(Sweep sweep, int count, IActorRef owner)
    {
        _sweep = sweep;
        _owner = owner;
        for (int number = 1; number <= count; number++)
            new Thread(Work) { Name = $"worker {number}", IsBackground = true, Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>Lets the next free thread do a run.</summary>
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
            if (Done(work) is { } result) _owner.Tell(new RunDone(result));
        }
    }

    private WorkMessage? Done(WorkMessage.Work work)
    {
        try
        {
            SweepRun? run = SweepRunner.RunOne(_sweep, work.Point, work.Replication, _stopped.Token);
            return run is null ? null
                : new WorkMessage.Result(work.Point, work.Replication, work.Attempt, run.Figures, run.Grades, run.IsComplete);
        }
#pragma warning disable CA1031 // Whatever it is, the coordinator ends the sweep with it.
        catch (Exception failure)
        {
            return new WorkMessage.Failed(work.Point, work.Replication, failure.Message);
        }
#pragma warning restore CA1031
    }
}
