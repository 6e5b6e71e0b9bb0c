using Akka.Actor;
using Akka.Cluster;
using NetComm.Sim.Sweeps;

namespace NetComm.Cli.Workers;

/// <summary>A sweep whose runs are done by workers: the coordinator's process.</summary>
internal sealed class RemoteSweep
{
    private readonly Action<SweepRun> _onDone;
    private readonly Action<string> _say;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Sweep _sweep;

    private RemoteSweep(Sweep sweep, SweepSchedule schedule, Action<SweepRun> onDone, Action<string> say)
    {
        _sweep = sweep;
        Schedule = schedule;
        Welcome = new WorkMessage.Welcome(
            sweep.Scenario.FileName, sweep.Scenario.Source,
            [.. sweep.Files.Select(file => new NamedFile(file.Name, file.Content.ToArray()))]);
        _onDone = onDone;
        _say = say;
    }

    /// <summary>Which runs are to do.</summary>
    public SweepSchedule Schedule { get; }

    /// <summary>What each worker is told.</summary>
    public WorkMessage.Welcome Welcome { get; }

    public bool IsDone => Schedule.IsDone;

    /// <summary>Lets workers do what is to do; returns when all is done, or when it is cancelled.</summary>
    /// <param name="sweep">What to run.</param>
    /// <param name="schedule">Which runs are to do.</param>
    /// <param name="place">Where workers find the coordinator, and with what secret.</param>
    /// <param name="jobs">How many runs this process does itself meanwhile.</param>
    /// <param name="onDone">Called with each result before it counts, one at a time.</param>
    /// <param name="say">Told who comes and goes.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task RunAsync(
        Sweep sweep, SweepSchedule schedule, WorkPlace place, int jobs, Action<SweepRun> onDone, Action<string> say,
        CancellationToken cancellation)
    {
        var remote = new RemoteSweep(sweep, schedule, onDone, say);
        if (remote.IsDone) return;
        using ActorSystem system = Started(place);
        Cluster cluster = Cluster.Get(system);
        cluster.Join(cluster.SelfAddress);
        IActorRef coordinator = system.ActorOf(Props.Create<CoordinatorActor>(remote), ClusterSettings.Coordinator);
        _ = system.WhenTerminated.ContinueWith(_ => remote.BreakDown(), TaskScheduler.Default);
        if (jobs > 0) system.ActorOf(Props.Create<WorkerActor>(coordinator, jobs, (Action<WorkMessage>)(_ => { })), ClusterSettings.Worker);
        say($"waiting for workers: netcomm worker --join {place.EndPoint}{(place.Secret is null ? "" : " --secret FILE")}");
        await using (cancellation.Register(remote.End)) await remote._ended.Task;
        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance);
    }

    /// <summary>Whether a result has all that is measured, and nothing else.</summary>
    public bool Fits(WorkResult? result) => result is { Run: var run }
        && Schedule.Fits(new SweepRun(run.Point, run.Replication, result.Figures, result.Passed, result.IsComplete));

    /// <summary>Takes a result in.</summary>
    public void Keep(SweepRun run)
    {
        _onDone(run);
        Schedule.Add(run);
    }

    /// <summary>Tells the user.</summary>
    public void Say(string sentence) => _say(sentence);

    /// <summary>Ends it: all is done.</summary>
    public void End() => _ended.TrySetResult();

    /// <summary>Ends it: it cannot go on.</summary>
    public void Fail(Exception reason) => _ended.TrySetException(reason);

    /// <summary>The actor system ended by itself, as Akka.NET lets it where a worker's port has become that of another program.</summary>
    private void BreakDown() => Fail(new IOException("the connection to the workers broke down; --resume goes on"));

    private static ActorSystem Started(WorkPlace place)
    {
        try
        {
            return ClusterSettings.Start(ClusterSettings.Coordinator, place.EndPoint, place.Secret);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw new IOException($"{place.EndPoint} cannot be listened at: {failure.GetBaseException().Message}", failure);
        }
    }
}
