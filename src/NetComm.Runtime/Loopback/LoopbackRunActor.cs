using NetComm.Runtime.Apps;
using NetComm.Runtime.Loopback.Proxying;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback;

/// <summary>Above all actors of a loopback run: makes them, and hears of each failure among them and of what reached nobody.</summary>
internal sealed class LoopbackRunActor(LoopbackNetwork network, TaskCompletionSource<bool> ready) : UntypedActor
{
    private IActorRef _director = ActorRefs.Nobody;
    private IActorRef _nodes = ActorRefs.Nobody;

    // Without its director or its network there is no run: it ends at once.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        network.Failures.EndRun(Sender.Path.ToString(), cause);
        return Directive.Stop;
    });

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(Error));
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        _director = Context.ActorOf(ActorProps.Of(() => new LoopbackStartActor(network, ready)), "director");
        _nodes = Context.ActorOf(ActorProps.Of(() => new LoopbackNetworkActor(network, _director)), "network");
        IReadOnlyList<HostedApp> apps = AppFactory.Of(network.Run, _director);
        foreach (HostedApp app in apps) _nodes.Tell(new AppCommand.Run(app), _director);
        IReadOnlyList<Proxy> proxies = network.Run.Scenario.Proxies;
        for (int i = 0; i < proxies.Count; i++) OpenProxy(proxies[i], i);
        _director.Tell(new LoopbackStartActor.Plan(_nodes, apps.Count + proxies.Count, [.. AppFactory.InOrderOfStart(apps)]), Self);
    }

    private void OpenProxy(Proxy proxy, int index)
    {
        IActorRef director = _director;
        Props props = proxy.Transport == Transport.Tcp ? ActorProps.Of(() => new TcpProxyActor(network, index, director))
            : ActorProps.Of(() => new UdpProxyActor(network, index, director));
        Context.ActorOf(props, $"proxy:{proxy.Name}");
    }

    // Its own failure ends the run as well, and makes nothing anew.
    protected override void PostRestart(Exception reason) => network.Failures.EndRun("run", reason);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case FaultChange change:
                _nodes.Tell(change, Self);
                break;
            case Error { Cause: { } cause } error:
                network.Failures.Tell(error.LogSource, cause);
                break;
            case DeadLetter { Message: IHoldingMessage held }:
                held.LetGo(network);
                break;
            case DeadLetter { Message: AppLifecycle.Begin }:
                // It ended before its time came: the next need not wait for it.
                _director.Tell(AppLifecycle.Idle.Message, Self);
                break;
        }
    }
}
