using Akka.Actor;
using Akka.Cluster;

namespace NetComm.Cli.Workers;

/// <summary>
/// Gives out the runs of a sweep to workers that ask for them, and takes their results. A worker that cannot be reached, or leaves, has
/// its runs given to others at once; what it sends later does not count.
/// </summary>
internal sealed class CoordinatorActor : UntypedActor
{
    private sealed record Assigned(IActorRef Worker, int Attempt);

    private readonly RemoteSweep _sweep;
    private readonly Dictionary<IActorRef, int> _workers = [];
    private readonly Queue<IActorRef> _idle = new();
    private readonly Dictionary<(int Point, int Replication), Assigned> _assigned = [];
    private readonly Queue<WorkMessage.Work> _returned = new();

    public CoordinatorActor(RemoteSweep sweep) => _sweep = sweep;

    protected override void PreStart() => Cluster.Get(Context.System).Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.UnreachableMember),
        typeof(ClusterEvent.MemberRemoved), typeof(ClusterEvent.MemberExited));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WorkMessage.Hello hello:
                Greet(hello);
                break;
            case WorkMessage.WantWork when _workers.ContainsKey(Sender):
                _idle.Enqueue(Sender);
                GiveOut();
                break;
            case WorkMessage.Result result:
                Take(result);
                break;
            case WorkMessage.Failed failed:
                _sweep.Fail($"replication {failed.Replication} of point {failed.Point + 1}: {failed.Message}");
                break;
            case ClusterEvent.UnreachableMember lost:
                Lose(lost.Member, "cannot be reached");
                break;
            case ClusterEvent.MemberRemoved or ClusterEvent.MemberExited:
                Lose(((ClusterEvent.IMemberEvent)message).Member, "has left");
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
        Sender.Tell(_sweep.Welcome);
    }

    private void Take(WorkMessage.Result result)
    {
        (int Point, int Replication) run = (result.Point, result.Replication);
        if (!_assigned.TryGetValue(run, out Assigned? assigned) || assigned.Attempt != result.Attempt) return;
        _assigned.Remove(run);
        _sweep.Keep(new SweepRun(result.Point, result.Replication, result.Figures, result.Passed, result.IsComplete));
        GiveOut();
    }

    private void GiveOut()
    {
        while (_idle.TryPeek(out IActorRef? worker))
        {
            if (!_workers.ContainsKey(worker))
            {
                _idle.Dequeue();
                continue;
            }

            if (Next() is not { } work) break;
            _idle.Dequeue();
            _assigned[(work.Point, work.Replication)] = new Assigned(worker, work.Attempt);
            worker.Tell(work);
        }

        if (_sweep.IsDone) Finish();
    }

    private WorkMessage.Work? Next()
    {
        if (_returned.TryDequeue(out WorkMessage.Work? again)) return again;
        return _sweep.Schedule.TryTake(out int point, out int replication) ? new WorkMessage.Work(point, replication, 1) : null;
    }

    private void Finish()
    {
        foreach (IActorRef worker in _workers.Keys) worker.Tell(new WorkMessage.Finished());
        _sweep.End();
    }

    private void Lose(Member member, string how)
    {
        foreach (IActorRef worker in _workers.Keys.Where(worker => worker.Path.Address == member.Address).ToArray())
        {
            _workers.Remove(worker);
            KeyValuePair<(int Point, int Replication), Assigned>[] runs = [.. _assigned.Where(one => one.Value.Worker.Equals(worker))];
            foreach (((int point, int replication), Assigned assigned) in runs)
            {
                _assigned.Remove((point, replication));
                _returned.Enqueue(new WorkMessage.Work(point, replication, assigned.Attempt + 1));
            }

            string nobody = _workers.Count == 0 ? "; waiting for another worker" : "";
            if (!_sweep.IsDone) _sweep.Say($"{PlaceOf(worker)} {how}: {runs.Length} of its runs go to others{nobody}");
        }

        GiveOut();
    }

    private static string PlaceOf(IActorRef worker) =>
        worker.Path.Address.HasGlobalScope ? $"{worker.Path.Address.Host}:{worker.Path.Address.Port}" : "this machine";
}
