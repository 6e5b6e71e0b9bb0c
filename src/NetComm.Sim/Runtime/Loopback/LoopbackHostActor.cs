using System.Net.Sockets;
using NetComm.Sim.Model;
using NetComm.Sim.Runtime.AkkaHosting;
using NetComm.Sim.Runtime.Hosts;
using NetComm.Sim.Runtime.Sockets;

namespace NetComm.Sim.Runtime.Loopback;

/// <summary>A host of a loopback run: its sockets are its children. One that fails is closed, as the system does with a process that crashes; the failure ends the run.</summary>
internal sealed partial class LoopbackHostActor : UntypedActor
{
    /// <summary>From a listening socket: a connection has come; make it a socket and give that to who accepted.</summary>
    internal sealed record Adopt(Socket Connection, IpEndpoint Local, long OwnerNumber, IActorRef Acceptor);

    private readonly LoopbackNetwork _network;
    private readonly Node _node;
    private readonly List<IActorRef> _datagramSockets = [];
    private readonly HostedApps _apps;

    public LoopbackHostActor(LoopbackNetwork network, Node node, IActorRef director)
    {
        _network = network;
        _node = node;
        _apps = new HostedApps(network.Run, node, Context, director);
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SocketCall.Open { Transport: Transport.Icmp } echo:
                IActorRef asker = Sender;
                Context.ActorOf(ActorProps.Of(() => new EchoSocketActor(_network, _node, asker, echo.Owner)));
                break;
            case SocketCall.Open open:
                Open(open);
                break;
            case Adopt adopt:
                IActorRef socket = Context.ActorOf(ActorProps.Of(() => new TcpSocketActor(_network, _node, adopt.OwnerNumber, adopt)));
                adopt.Acceptor.Tell(new SocketReply.Accepted(socket, TcpSocketActor.PeerOf(_network, adopt.Connection)), Self);
                break;
            case AppCommand command:
                _apps.Handle(command);
                break;
            case HostCommand.Crash:
                _apps.Crash();
                break;
            case HostCommand.Restart:
                _apps.Restart();
                break;
            case HostCommand order:
                Obey(order);
                break;
            case UdpMessages.Hears answer:
                Answered(answer);
                break;
            case Terminated ended:
                _datagramSockets.Remove(ended.ActorRef);
                Account(ended.ActorRef);
                _apps.Ended(ended.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Open(SocketCall.Open open)
    {
        IActorRef owner = Sender;
        IActorRef socket = Context.ActorOf(open.Transport == Transport.Tcp
            ? ActorProps.Of(() => new TcpSocketActor(_network, _node, open.Owner, null))
            : ActorProps.Of(() => new UdpSocketActor(_network, _node, owner, open.Owner)));
        if (open.Transport == Transport.Udp)
        {
            _datagramSockets.Add(socket);
            Context.Watch(socket);
        }

        owner.Tell(new SocketReply.Opened(socket), Self);
    }
}
