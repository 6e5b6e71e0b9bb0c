using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback.Proxying;

/// <summary>Takes the connections of a TCP proxy, each of which is a child of its own.</summary>
internal sealed class TcpProxyActor : UntypedActor
{
    private sealed record Came(Socket? Connection, Errno Errno) : IHoldingMessage
    {
        public void LetGo(LoopbackNetwork network) => Connection?.Dispose();
    }

    /// <summary>As many as our servers hold at one time. Who comes then waits in the backlog until there is room.</summary>
    private const int MostConnections = 512;

    private readonly LoopbackNetwork _network;
    private readonly int _index;
    private readonly Proxy _proxy;
    private readonly IActorRef _director;
    private Socket? _listener;
    private int _open;
    private long _made;
    private bool _isAccepting;
    private bool _hasSaidFull;

    public TcpProxyActor(LoopbackNetwork network, int index, IActorRef director)
    {
        _network = network;
        _index = index;
        _proxy = network.Run.Scenario.Proxies[index];
        _director = director;
    }

    protected override void PreStart()
    {
        _listener = ProxyPort.Open(_network, _proxy, MostConnections, _director, Self);
        if (_listener is null) return;
        AcceptOn();
        _director.Tell(AppLifecycle.Ready.Message, Self);
    }

    protected override void PostStop() => _listener?.Dispose();

    // A connection that fails, by a bug of ours, is lost alone.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Status.Failure failure:
                ExceptionDispatchInfo.Throw(failure.Cause);
                break;
            case Came came:
                OnCame(came);
                break;
            case Terminated:
                _open--;
                AcceptOn();
                break;
        }
    }

    private void OnCame(Came came)
    {
        _isAccepting = false;
        if (came.Connection is { } client) Take(client);
        AcceptOn();
    }

    private void Take(Socket client)
    {
        _open++;
        if (!_network.Proxied.HasCome(_proxy.From))
            _network.Live.Say(_network.Run.Clock.Now, _proxy.Name, $"a first program connects, from {client.RemoteEndPoint}");
        _network.Proxied.Came(_proxy.From);
        Context.Watch(Context.ActorOf(
            ActorProps.Of(() => new ProxiedConnectionActor(_network, _proxy, _network.Proxied.Flows[_index], client)),
            $"connection:{++_made}"));
        if (_open == MostConnections && !_hasSaidFull)
        {
            _hasSaidFull = true;
            _network.Live.Say(_network.Run.Clock.Now, _proxy.Name, $"{MostConnections} connections are open: others wait until one ends");
        }
    }

    private void AcceptOn()
    {
        if (_isAccepting || _open >= MostConnections) return;
        _isAccepting = true;
        _ = AcceptOneAsync(_listener!, Self).PipeTo(Self);
    }

    private static async Task AcceptOneAsync(Socket listener, IActorRef self)
    {
        Socket? connection = null;
        Errno? errno = await SocketErrors.TryAsync(async () => connection = await listener.AcceptAsync().ConfigureAwait(false))
            .ConfigureAwait(false);
        if (errno is { } outcome) self.Tell(new Came(connection, outcome), ActorRefs.NoSender!);
    }
}
