using NetComm.Sim.Model;
using NetComm.Sim.Runtime.AkkaHosting;
using NetComm.Sim.Runtime.Simulated.Ip;
using NetComm.Sim.Runtime.Simulated.Streams;
using NetComm.Sim.Runtime.Sockets;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>A host: its sockets are its children.</summary>
internal sealed class HostActor : NodeActor, ISocketOpener
{
    private readonly RandomStream _sequenceNumbers;

    public HostActor(SimulatedNetwork network, Node node)
        : base(network, node) => _sequenceNumbers = network.Run.Luck($"tcp:{node.Name}");

    IActorRef ISocketOpener.Open(TcpSocketActor.Incoming incoming) =>
        Context.ActorOf(ActorProps.Of(() => new TcpSocketActor(Network, Node, Ip, _sequenceNumbers, incoming.Listener.Owner, incoming)));

    // A socket that fails is closed, as the system does with a process that crashes; the failure ends the run (ActorFailed in the trace).
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    protected override void OnReceive(object message)
    {
        if (message is SocketCall.Open open) OpenSocket(open);
        else base.OnReceive(message);
    }

    protected override void Crashed()
    {
        foreach (IActorRef connection in Ip.Sockets.Tcp.Connected()) connection.Tell(new TcpCommand.Vanish(), Self);
    }

    // A method of its own: what a lambda captures is allocated where its scope begins, and that would be every message.
    private void OpenSocket(SocketCall.Open open)
    {
        IActorRef owner = Sender;
        Props? props = open.Transport switch
        {
            Transport.Udp => ActorProps.Of(() => new UdpSocketActor(Network, Node, Ip, owner, open.Owner)),
            Transport.Tcp => ActorProps.Of(() => new TcpSocketActor(Network, Node, Ip, _sequenceNumbers, open.Owner, null)),
            Transport.Icmp => ActorProps.Of(() => new EchoSocketActor(Network, Node, Ip, owner, open.Owner)),
            _ => null,
        };
        if (props is null) owner.Tell(new SocketReply.Done(Errno.EOPNOTSUPP), Self);
        else owner.Tell(new SocketReply.Opened(Context.ActorOf(props)), Self);
    }
}
