using NetComm.Runtime.Apps;
using NetComm.Runtime.Simulated.Ip;
using NetComm.Runtime.Simulated.Sockets;

namespace NetComm.Runtime.Simulated.Nodes;

/// <summary>A host: its sockets and what runs on it are its children. A crash ends them; a restart makes programs and apps anew.</summary>
internal sealed class HostActor(SimulatedNetwork network, Node node, IActorRef director) : NodeActor(network, node), ISocketOpener
{
    private readonly RandomStream _sequenceNumbers = network.Run.RandomFor($"tcp:{node.Name}");

    // A SYN from the host itself arrives in the midst of what a socket does: what it opens is the host's all the same, not that socket's.
    private readonly IActorContext _host = Context;
    private readonly HostedApps _apps = new(network.Run, node, Context, director);

    IActorRef ISocketOpener.Open(TcpSocketActor.Incoming incoming) =>
        OpenSocket("tcp", incoming.Listener.Owner, context => new TcpSocketActor(context, _sequenceNumbers, incoming));

    // A failure is a bug of ours: what failed is stopped, and the director, who hears of it, ends the run.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void OnReceive(object message)
    {
        if (message is PacketArrived) base.OnReceive(message);
        else if (message is SocketCall.Open open) OpenSocket(open);
        else if (message is AppCommand command) _apps.Handle(command);
        else if (message is Terminated ended) _apps.Ended(ended.ActorRef);
        else base.OnReceive(message);
    }

    protected override void Crashed(SocketTables lost)
    {
        _apps.Crash();
        _apps.NotifyFlows(AppLifecycle.HostCrashed.Message);
        foreach (IActorRef socket in lost.Open) Context.Stop(socket);
    }

    protected override void Restarted()
    {
        _apps.NotifyFlows(AppLifecycle.HostRestarted.Message);
        _apps.Restart();
    }

    // A method of its own: what a lambda captures is allocated where its scope begins, and that would be every message.
    private void OpenSocket(SocketCall.Open open)
    {
        IActorRef owner = Sender;
        IActorRef? socket = open.Transport switch
        {
            Transport.Udp => OpenSocket("udp", open.Owner, context => new UdpSocketActor(context, owner)),
            Transport.Tcp => OpenSocket("tcp", open.Owner, context => new TcpSocketActor(context, _sequenceNumbers, incoming: null)),
            Transport.Icmp => OpenSocket("icmp", open.Owner, context => new EchoSocketActor(context, owner)),
            _ => null,
        };
        owner.Tell(socket is null ? new SocketReply.Done(Errno.EOPNOTSUPP) : new SocketOpened(socket), Self);
    }

    private IActorRef OpenSocket<TSocket>(string kind, long owner, Func<SocketContext, TSocket> make) where TSocket : ActorBase
    {
        int number = Stack.Sockets.NextNumber();
        var context = new SocketContext(Network, Node, Stack, number, owner);
        IActorRef socket = _host.ActorOf(ActorProps.Of(() => make(context)), $"{kind}:{number}");
        Stack.Sockets.Add(number, socket);
        return socket;
    }
}
