using System.Text;
using NetComm.Sim.Model;
using NetComm.Sim.Runtime.Hosts;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Loopback;

/// <summary>
/// Sees to it that all is bound and joined before time begins, and that flows and programs begin at their starts: those with the same start one after
/// the other, each when the one before has ended or waits.
/// </summary>
internal sealed class LoopbackDirector : UntypedActor
{
    /// <summary>To the director: so many will report, and these begin, in this order.</summary>
    internal sealed record Plan(IActorRef Nodes, int Apps, IReadOnlyList<(SimTime Start, HostedApp App)> Starts);

    private sealed record NextStart
    {
        internal static readonly NextStart Order = new();
    }

    private readonly LoopbackNetwork _network;
    private readonly TaskCompletionSource<bool> _ready;
    private readonly Queue<(SimTime Start, HostedApp App)> _starts = new();
    private IActorRef _nodes = ActorRefs.Nobody;
    private int _unready = int.MaxValue;
    private int _reports;
    private bool _allReady = true;

    public LoopbackDirector(LoopbackNetwork network, TaskCompletionSource<bool> ready)
    {
        _network = network;
        _ready = ready;
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(Error));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Plan plan:
                foreach ((SimTime, HostedApp) start in plan.Starts) _starts.Enqueue(start);
                _nodes = plan.Nodes;
                _unready = plan.Apps;
                Report();
                break;
            case AppLifecycle.Ready:
                _reports++;
                Report();
                break;
            case AppLifecycle.CannotStart unable:
                _network.Notes.Lack(unable.Sentence);
                _allReady = false;
                _reports++;
                Report();
                break;
            case NextStart:
                BeginNext();
                break;
            case AppLifecycle.Idle:
                Schedule();
                break;
            case Error error:
                Note($"{error.LogSource}: {error.Cause?.Message ?? error.Message}");
                break;
        }
    }

    private void Report()
    {
        if (_reports < _unready) return;
        _unready = int.MaxValue;
        if (_allReady) _network.Timer.Start();
        _ready.TrySetResult(_allReady);
        if (_allReady) Schedule();
    }

    private void Schedule()
    {
        if (_starts.TryPeek(out (SimTime Start, HostedApp) next)) _network.Run.Clock.At(next.Start, Self, NextStart.Order);
    }

    private void BeginNext()
    {
        if (_starts.TryDequeue(out (SimTime, HostedApp App) next)) _nodes.Tell(new AppCommand.Begin(next.App), Self);
    }

    private void Note(string failure)
    {
        byte[] text = Encoding.UTF8.GetBytes(failure);
        _network.Run.Trace.Write(TraceEvents.WithBytes(_network.Run.Clock.Now, TraceEventKind.ActorFailed, 0, text.Length), text);
        _network.Notes.Fail(failure);
        _ready.TrySetResult(false);
    }
}
