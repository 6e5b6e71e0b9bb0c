using System.Net;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;

namespace NetComm.Cli.Workers;

/// <summary>
/// Gives out the runs of a sweep to workers that ask for them, and takes their results. A worker that cannot be reached, or leaves, has
/// its runs given to others at once; what it sends later does not count.
/// </summary>
internal sealed class CoordinatorActor : UntypedActor
{
    private sealed record Assigned(IActorRef Worker, int Attempt);

    /// <summary>Of so many addresses it is told that they were turned away, of each once.</summary>
    private const int MostTurnedAway = 100;

    private readonly RemoteSweep _sweep;
    private readonly Dictionary<IActorRef, int> _workers = [];
    private readonly Queue<(IActorRef Worker, int Runs)> _idle = new();
    private readonly Dictionary<(int Point, int Replication), Assigned> _assigned = [];
    private readonly Queue<WorkRun> _returned = new();
    private readonly Dictionary<IActorRef, WorkAssembly> _assemblies = [];
    private readonly HashSet<IPAddress> _turnedAway = [];

    public CoordinatorActor(RemoteSweep sweep) => _sweep = sweep;

    protected override void PreStart()
    {
        Cluster.Get(Context.System).Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.UnreachableMember),
            typeof(ClusterEvent.MemberRemoved), typeof(ClusterEvent.MemberExited));
        Context.System.EventStream.Subscribe(Self, typeof(LogEvent));
    }

    /// <summary>A result that cannot be kept, on a full disk perhaps, ends the sweep: what it knew would be gone.</summary>
    protected override void PreRestart(Exception reason, object message) => _sweep.Fail(reason);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WorkMessage.Hello hello:
                Greet(hello);
                break;
            case WorkMessage.WantWork wanted when _workers.ContainsKey(Sender):
                _idle.Enqueue((Sender, Math.Clamp(wanted.Runs, 1, WorkThreads.MostRuns)));
                GiveOut();
                break;
            case WorkMessage.Results results:
                Take(results);
                break;
            case WorkMessage.Chunk chunk when _workers.ContainsKey(Sender):
                if (AssemblyOf(Sender).Add(chunk) is { } whole) OnReceive(whole);
                break;
            case WorkMessage.Malformed malformed:
                Dismiss(Sender, $"it sent {malformed.What}");
                break;
            case WorkMessage.Failed failed:
                _sweep.Fail(new InvalidOperationException(
                    $"replication {failed.Replication} of point {failed.Point + 1}: {failed.Message}"));
                break;
            case ClusterEvent.UnreachableMember lost:
                Lose(lost.Member, "cannot be reached");

                // For good: one that comes back would wait for an answer to what it asked meanwhile. It notices, and joins anew.
                Cluster.Get(Context.System).Down(lost.Member.Address);
                break;
            case ClusterEvent.MemberRemoved or ClusterEvent.MemberExited:
                Lose(((ClusterEvent.IMemberEvent)message).Member, "has left");
                break;
            case LogEvent { Message: LogMessage said }:
                OnLogged(said);
                break;
        }
    }

    private void Greet(WorkMessage.Hello hello)
    {
        if (hello.Build != WorkerSession.Build)
        {
            Sender.Tell(new WorkMessage.Refused($"it runs netcomm {hello.Build}, the coordinator {WorkerSession.Build}"));
            return;
        }

        if (_workers.TryAdd(Sender, hello.Cores))
            _sweep.Say($"{PlaceOf(Sender)} works too, on {hello.Cores} core{(hello.Cores == 1 ? "" : "s")}");
        Sender.Send(_sweep.Welcome, Self);
    }

    private WorkAssembly AssemblyOf(IActorRef worker) =>
        _assemblies.TryGetValue(worker, out WorkAssembly? known) ? known : _assemblies[worker] = new WorkAssembly();

    private void Take(WorkMessage.Results results)
    {
        if (!results.Runs.All(_sweep.Fits))
        {
            Dismiss(Sender, "it sent a result of another sweep");
            return;
        }

        foreach (WorkResult result in results.Runs)
        {
            WorkRun run = result.Run;
            if (!_assigned.TryGetValue((run.Point, run.Replication), out Assigned? assigned) || assigned.Attempt != run.Attempt) continue;
            _assigned.Remove((run.Point, run.Replication));
            _sweep.Keep(new SweepRun(run.Point, run.Replication, result.Figures, result.Passed, result.IsComplete));
        }

        GiveOut();
    }

    private void GiveOut()
    {
        while (_idle.TryPeek(out (IActorRef Worker, int Runs) idle))
        {
            if (_workers.ContainsKey(idle.Worker))
            {
                WorkRun[] runs = [.. Next(idle.Runs)];
                if (runs.Length == 0) break;
                foreach (WorkRun run in runs) _assigned[(run.Point, run.Replication)] = new Assigned(idle.Worker, run.Attempt);
                idle.Worker.Tell(new WorkMessage.Work(runs));
            }

            _idle.Dequeue();
        }

        if (_sweep.IsDone) Finish();
    }

    private IEnumerable<WorkRun> Next(int most)
    {
        for (int given = 0; given < most; given++)
        {
            if (_returned.TryDequeue(out WorkRun? again)) yield return again;
            else if (_sweep.Schedule.TryTake(out int point, out int replication)) yield return new WorkRun(point, replication, 1);
            else yield break;
        }
    }

    private void Finish()
    {
        foreach (IActorRef worker in _workers.Keys) worker.Tell(new WorkMessage.Finished());
        _sweep.End();
    }

    private void Lose(Member member, string how)
    {
        foreach (IActorRef worker in _workers.Keys.Where(worker => worker.Path.Address == member.Address).ToArray()) Lose(worker, how);
        GiveOut();
    }

    private void Lose(IActorRef worker, string how)
    {
        _workers.Remove(worker);
        _assemblies.Remove(worker);
        KeyValuePair<(int Point, int Replication), Assigned>[] runs = [.. _assigned.Where(one => one.Value.Worker.Equals(worker))];
        foreach (((int point, int replication), Assigned assigned) in runs)
        {
            _assigned.Remove((point, replication));
            _returned.Enqueue(new WorkRun(point, replication, assigned.Attempt + 1));
        }

        string nobody = _workers.Count == 0 ? "; waiting for another worker" : "";
        if (!_sweep.IsDone) _sweep.Say($"{PlaceOf(worker)} {how}: {runs.Length} of its runs go to others{nobody}");
    }

    private void Dismiss(IActorRef worker, string why)
    {
        worker.Tell(new WorkMessage.Refused(why));
        if (!_workers.ContainsKey(worker)) return;
        Lose(worker, $"is dismissed, since {why}");
        GiveOut();
    }

    // The texts are Akka's (1.5.74): a connection without TLS or with another certificate, and one that speaks TLS where nobody does.
    private void OnLogged(LogMessage said)
    {
        string? what = null;
        if (said.Format.StartsWith("Rejected incoming connection", StringComparison.Ordinal)) what = "it has no secret, or another one";
        if (said.Format.StartsWith("Error caught channel", StringComparison.Ordinal)) what = "it does not speak as workers of this sweep do";
        if (what is null || said.Parameters().OfType<IPEndPoint>().LastOrDefault()?.Address is not { } from) return;
        if (from.IsIPv4MappedToIPv6) from = from.MapToIPv4();
        if (_turnedAway.Count < MostTurnedAway && _turnedAway.Add(from)) _sweep.Say($"{from} was turned away: {what}");
    }

    private static string PlaceOf(IActorRef worker) =>
        worker.Path.Address.HasGlobalScope ? $"{worker.Path.Address.Host}:{worker.Path.Address.Port}" : "this machine";
}
