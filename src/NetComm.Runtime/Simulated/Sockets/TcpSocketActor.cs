using NetComm.Network;
using NetComm.Protocols.Tcp;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Simulated.Ip;

namespace NetComm.Runtime.Simulated.Sockets;

/// <summary>A simulated TCP socket: fresh, listening, connecting or connected, with the errors that a real one gives.</summary>
internal sealed partial class TcpSocketActor : DirectActor, ITcpOutput
{
    private enum Stage
    {
        Fresh,
        Listening,
        Connecting,
        Connected,
        Closed,
    }

    /// <summary>A connection that someone listens for: the SYN follows as the first packet.</summary>
    internal sealed record Incoming(IpEndpoint Local, IpEndpoint Peer, TcpListener Listener);

    private readonly SimulatedNetwork _network;
    private readonly Node _node;
    private readonly IpLayer _ip;
    private readonly SocketTables _sockets;
    private readonly TcpTable _table;
    private readonly int _number;
    private readonly long _ownerNumber;
    private readonly RandomStream _luck;
    private readonly TcpOptions _options;
    private readonly bool _carriesBytes;
    private readonly TcpListener? _from;
    private Stage _stage;
    private IpEndpoint _local;
    private IpEndpoint _peer;
    private bool _isBound;
    private bool _reuse;
    private bool _noDelay;
    private byte _ttl;

    /// <summary>A fresh socket, or one for a connection that comes.</summary>
    public TcpSocketActor(SocketContext context, RandomStream luck, Incoming? incoming)
    {
        _network = context.Network;
        _node = context.Node;
        _ip = context.Ip;
        _sockets = _ip.Sockets;
        _table = _sockets.Tcp;
        _number = context.Number;
        _luck = luck;
        _ownerNumber = context.Owner;
        Flow? flow = _ownerNumber >= 0 ? _network.Run.Scenario.Flows[(int)_ownerNumber] : null;
        _options = flow?.Tcp ?? new TcpOptions();
        _ttl = (byte)(flow?.Ttl ?? 64);
        _carriesBytes = flow is null;
        if (incoming is null) return;
        _from = incoming.Listener;
        (_local, _peer) = (incoming.Local, incoming.Peer);
        _destination = _network.Map.Addresses.DestinationOf(_peer.Address);
        _table.TryConnect(_local, _peer, Self);
        _stage = Stage.Connecting;
    }

    private SimTime Now => _network.Clock.Now;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PacketDelivered delivered:
                Arrived(delivered.Packet);
                break;
            case TimerTick:
                TimerExpired();
                break;
            case SocketCall.Send send:
                Send(send.Data, send.Data.Length);
                break;
            case SocketCall.SendTo sendTo:
                // A stream goes where it is connected to, whatever address is given (tcp(7)).
                Send(sendTo.Data, sendTo.Data.Length);
                break;
            case SocketCall.Receive receive:
                Receive(receive);
                break;
            case SocketCall.Accept accept:
                Accept(accept);
                break;
            case SocketCall.Connect connect:
                Connect(connect);
                break;
            case SocketCall.Close:
                Sender.Tell(Done(Errno.None), Self);
                Close();
                break;
            case SocketCall call:
                Sender.Tell(Answer(call), Self);
                break;
            default:
                Hear(message);
                break;
        }
    }

    protected override void PostStop()
    {
        _sockets.Remove(_number);
        _table.Unbind(Self);
        if (_machine is not null) _table.Disconnect(_local, _peer);
        HoldRun(false);
    }

    private static SocketReply.Done Done(Errno errno) => new(errno);

    private void Hear(object message)
    {
        switch (message)
        {
            case IcmpReport report:
                Reported(report);
                break;
            case ReceiveTimedOut timedOut when timedOut.Receive == _reads && _reading is not null:
                AnswerReader(Done(Errno.ETIMEDOUT));
                break;
            case AcceptTimedOut timedOut when timedOut.Accept == _accepts && _acceptor is { } acceptor:
                _acceptor = null;
                acceptor.Tell(Done(Errno.ETIMEDOUT), Self);
                break;
            case ConnectTimedOut timedOut when timedOut.Attempt == _attempt && _stage == Stage.Connecting:
                GiveUpConnecting(Errno.ETIMEDOUT);
                break;
            case TcpCommand order:
                Obey(order);
                break;
        }
    }

    private void Obey(TcpCommand order)
    {
        switch (order)
        {
            case TcpCommand.Established established:
                Queue(established);
                break;
            case TcpCommand.Failed failed:
                Forget(failed.Connection);
                break;
            case TcpCommand.Abort when _machine is not null:
                _stage = Stage.Closed;
                _machine.Abort(Now);
                After();
                break;
        }
    }

    private SocketReply Answer(SocketCall call)
    {
        switch (call)
        {
            case SocketCall.Bind bind:
                Errno failure = Bind(bind.Local);
                return failure == Errno.None ? new SocketReply.Bound(_local) : Done(failure);
            case SocketCall.Listen listen:
                return Done(Listen(listen.Backlog));
            case SocketCall.SetOption option:
                return Done(Set(option));
            case SocketCall.Shutdown shutdown:
                return Done(Shut(shutdown));
            default:
                return Done(Errno.EOPNOTSUPP);
        }
    }

    private Errno Bind(IpEndpoint wanted)
    {
        if (_isBound || _stage != Stage.Fresh) return Errno.EINVAL;
        bool isOwn = wanted.Address == Ipv4Address.Any || _node.Interfaces.Any(at => at.Address == wanted.Address)
            || _network.Map.Addresses.IsAt(_network.Map.Addresses.DestinationOf(wanted.Address), _node.Index);
        if (!isOwn) return Errno.EADDRNOTAVAIL;
        int port = wanted.Port;
        Errno failure = _table.TryBind(ref port, wanted.Address, Self, _reuse);
        if (failure != Errno.None) return failure;
        _isBound = true;
        _local = wanted with { Port = port };
        return Errno.None;
    }

    private Errno Set(SocketCall.SetOption option)
    {
        switch (option.Option)
        {
            case SocketOption.NoDelay:
                _noDelay = option.Value != 0;
                _machine?.SetNagle(!_noDelay, Now);
                return Errno.None;
            case SocketOption.ReuseAddress:
                _reuse = option.Value != 0;
                return Errno.None;
            case SocketOption.Broadcast:
                return Errno.None;
            case SocketOption.Ttl when option.Value is >= 1 and <= 255:
                _ttl = (byte)option.Value;
                return Errno.None;
            default:
                return Errno.EINVAL;
        }
    }

    private void Close()
    {
        Stage before = _stage;
        _stage = Stage.Closed;
        if (before == Stage.Listening) StopListening();
        if (_machine is null)
        {
            Context.Stop(Self);
            return;
        }

        // What was written goes out yet, and the connection ends by itself.
        _machine.Close(Now);
        After();
    }
}
