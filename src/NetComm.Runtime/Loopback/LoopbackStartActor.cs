using NetComm.Runtime.Apps;

namespace NetComm.Runtime.Loopback;

/// <summary>All is bound and joined before time begins; flows and programs begin at their starts, one after the other.</summary>
internal sealed class LoopbackStartActor(LoopbackNetwork network, TaskCompletionSource<bool> ready) : UntypedActor
{
    /// <summary>To the director: so many will report, and these begin, in this order.</summary>
    internal sealed record Plan(IActorRef Nodes, int Reporting, IReadOnlyList<(SimTime Start, HostedApp App)> Starts);

    private sealed record NextStart
    {
        internal static readonly NextStart Order = new();
    }

    private readonly Queue<(SimTime Start, HostedApp App)> _starts = new();
    private readonly HashSet<IActorRef> _reported = [];
    private IActorRef _nodes = ActorRefs.Nobody;
    private HostedApp? _beginning;
    private int _unready = int.MaxValue;
    private bool _allReady = true;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Plan plan:
                foreach ((SimTime, HostedApp) start in plan.Starts) _starts.Enqueue(start);
                _nodes = plan.Nodes;
                _unready = plan.Reporting;
                LookIfReady();
                break;
            case AppLifecycle.Ready:
                Report(Sender);
                break;
            case AppLifecycle.CannotStart unable:
                if (unable.PortIsTaken) network.Notes.LackPort(unable.Sentence);
                else network.Notes.Lack(unable.Sentence);
                _allReady = false;
                Report(Sender);
                break;
            case NextStart:
                BeginNext();
                break;
            case AppLifecycle.Idle when _beginning is not null:
                Schedule();
                break;
            case AppLifecycle.Failed failed:
                Report(failed.Actor);
                if (ReferenceEquals(failed.App, _beginning)) Schedule();
                break;
        }
    }

    private void Report(IActorRef app)
    {
        _reported.Add(app);
        LookIfReady();
    }

    private void LookIfReady()
    {
        if (_reported.Count < _unready) return;
        _unready = int.MaxValue;
        if (_allReady) network.Timer.Start();
        ready.TrySetResult(_allReady);
        if (_allReady) Schedule();
    }

    private void Schedule()
    {
        _beginning = null;
        if (_starts.TryPeek(out (SimTime Start, HostedApp) next)) network.Run.Clock.At(next.Start, Self, NextStart.Order);
    }

    private void BeginNext()
    {
        if (!_starts.TryDequeue(out (SimTime, HostedApp App) next)) return;
        _beginning = next.App;
        _nodes.Tell(new AppCommand.Begin(next.App), Self);
    }
}
