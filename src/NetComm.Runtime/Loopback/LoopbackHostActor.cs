using System.Net.Sockets;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback;

/// <summary>A host of a loopback run, like an operating system to its apps: what one leaves open is closed, however it ends.</summary>
internal sealed partial class LoopbackHostActor : UntypedActor
{
    /// <summary>From a listening socket: a connection has come; make it a socket and give that to who accepted.</summary>
    internal sealed record Adopt(
        Socket Connection, IpEndpoint Local, IpEndpoint Peer, long OwnerNumber, SocketOptions Options, IActorRef Acceptor)
        : IHoldingMessage
    {
        public void LetGo(LoopbackNetwork network) => Connection.Dispose();
    }

    private readonly LoopbackNetwork _network;
    private readonly Node _node;
    private readonly OpenSockets _sockets = new();
    private readonly List<IActorRef> _datagramSockets = [];
    private readonly HostedApps _apps;
    private int _made;

    public LoopbackHostActor(LoopbackNetwork network, Node node, IActorRef director)
    {
        _network = network;
        _node = node;
        _apps = new HostedApps(network.Run, node, Context, director);
    }

    // Whatever fails loses what is its own and nothing else. An app, a program or an end of a flow is stopped: the trace says that it has
    // failed, and its sockets are closed as those of a process that crashes. A socket closes what is real of it, and is restarted as a
    // stand-in that answers every call with an errno, so that nobody waits for it in vain.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        if (_apps.TryFail(Sender, cause)) return Directive.Stop;
        ForgetGroups(Sender);
        return Directive.Restart;
    });

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SocketCall.Open open:
                Open(open, Sender);
                break;
            case Adopt adopt:
                IActorRef socket =
                    Make(() => new TcpSocketActor(_network, _node, adopt.OwnerNumber, adopt), adopt.Acceptor, Transport.Tcp, adopt);
                IpEndpoint peer = new OwnHostTranslation(_network.Addresses.LocalhostOf(_node.Index)).Out(adopt.Peer);
                adopt.Acceptor.Tell(new ConnectionAccepted(socket, peer), Self);
                break;
            case AppCommand command:
                _apps.Handle(command);
                break;
            case HostCommand.Crash:
                foreach (IActorRef open in _sockets.All) open.Tell(message, Self);
                _apps.Crash();
                break;
            case HostCommand.Restart:
                _apps.Restart();
                break;
            case HostCommand order:
                Handle(order);
                break;
            case UdpMessages.GroupJoined answer:
                Answered(answer);
                break;
            case Terminated ended:
                Ended(ended.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Open(SocketCall.Open open, IActorRef user)
    {
        switch (open.Transport)
        {
            case Transport.Icmp:
                // It tells its user itself that it is open, or why not.
                Make(() => new EchoSocketActor(_network, _node, user, open.Owner), user, Transport.Icmp);
                break;
            case Transport.Udp:
                IActorRef socket = Make(() => new UdpSocketActor(_network, _node, user, open.Owner), user, Transport.Udp);
                _datagramSockets.Add(socket);
                user.Tell(new SocketOpened(socket), Self);
                break;
            default:
                user.Tell(new SocketOpened(Make(() => new TcpSocketActor(_network, _node, open.Owner, null), user, Transport.Tcp)), Self);
                break;
        }
    }

    private IActorRef Make(Func<SocketActor> make, IActorRef user, Transport transport, Adopt? adopt = null)
    {
        Props props = FailedSocketActor.InPlaceOf(_network, make, () =>
        {
            adopt?.LetGo(_network);

            // Whoever sends echoes has no call open by which it would learn of it.
            if (transport == Transport.Icmp) user.Tell(FailedSocketActor.Answer, ActorRefs.NoSender);
        });
        IActorRef socket = Context.ActorOf(props, $"{transport}:{++_made}".ToLowerInvariant());
        _sockets.Add(Context.Watch(socket), Context.Watch(user));
        _network.OnSocketMade?.Invoke(new SocketMade(_node.Index, socket, user, transport, adopt is not null));
        return socket;
    }

    private void Ended(IActorRef child)
    {
        _sockets.Remove(child);
        ForgetGroups(child);
        foreach (IActorRef socket in _sockets.Of(child)) socket.Tell(new SocketCall.Close(), ActorRefs.NoSender);
        _apps.Ended(child);
    }

    private void ForgetGroups(IActorRef socket)
    {
        _datagramSockets.Remove(socket);
        Account(socket);
    }
}

internal abstract record HostCommand
{
    /// <summary>What runs on the host is stopped. Its links are the emulation's.</summary>
    internal sealed record Crash : HostCommand;

    internal sealed record Restart : HostCommand;

    internal sealed record Join(int Group) : HostCommand;

    internal sealed record Leave(int Group) : HostCommand;

    internal sealed record SocketJoined(Ipv4Address Group) : HostCommand;

    internal sealed record SocketLeft(Ipv4Address Group) : HostCommand;
}
