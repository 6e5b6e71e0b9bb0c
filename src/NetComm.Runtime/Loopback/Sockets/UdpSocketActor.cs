using System.Net;
using System.Net.Sockets;
using NetComm.Network;
using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.External;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>
/// A UDP socket of the scenario: one real socket for each address it waits at, and one more for what is sent to all hosts or to a group.
/// </summary>
internal sealed partial class UdpSocketActor : SocketActor
{
    private sealed record TimedOut(long Receive);

    /// <summary>
    /// Room for a flow's packets while this process gets no processor; the system may allow less (Linux: net.core.rmem_max).
    /// </summary>
    private const int FlowReceiveBuffer = 4 << 20;

    private readonly LoopbackNetwork _network;
    private readonly RunContext _run;
    private readonly Node _node;
    private readonly long _ownerNumber;
    private readonly IActorRef _owner;
    private readonly List<UdpPort> _ports = [];
    private readonly List<EndpointClaim> _claims = [];
    private IpEndpoint _local;
    private IpEndpoint? _peer;
    private Errno _error;
    private bool _isBound;
    private bool _reuse;
    private bool _broadcast;
    private byte _ttl = 64;
    private byte _multicastTtl = 1;
    private bool _readShut;
    private bool _writeShut;
    private bool _closed;

    public UdpSocketActor(LoopbackNetwork network, Node node, IActorRef owner, long ownerNumber)
        : base(network)
    {
        _network = network;
        _run = network.Run;
        _node = node;
        _owner = owner;
        _ownerNumber = ownerNumber;
        _outside = new PendingExternalDatagrams(network, Self);
    }

    protected override IEnumerable<IActorRef> Callers => _reading is null ? [] : [_reader];

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SendPacket send:
                SendFromFlow(send.Packet);
                break;
            case UdpMessages.Release release:
                Send(release);
                break;
            case UdpPort.Came came:
                Take(came);
                break;
            case UdpMessages.Expected expected:
                Expect(expected);
                break;
            case UdpMessages.Settled settled:
                Settle(settled);
                break;
            case UdpMessages.Hear hear:
                Obey(hear);
                break;
            case UdpMessages.HearNoMore hearNoMore:
                StopHearing(hearNoMore.Group);
                break;
            case UdpMessages.FromOutside outside:
                Receive(outside.Packet, outside.Payload, copy: null);
                break;
            case UdpMessages.OneLess:
                _onTheWay--;
                EndIfClosed();
                break;
            case UdpMessages.OneMore:
                _onTheWay++;
                break;
            case UdpPort.ReceiveFailed failed:
                Fail(failed);
                break;
            case UdpPort.SendFailed failed:
                Fail(failed);
                break;
            case PendingExternalDatagrams.Retry:
                _outside.SendAgain();
                EndIfClosed();
                break;
            case SocketCall call:
                Answer(call);
                break;
            default:
                OnTimer(message);
                break;
        }
    }

    private void OnTimer(object message)
    {
        if (message is Sweep) SweepExpected();
        else if (message is TimedOut timedOut && timedOut.Receive == _reads && _reading is not null)
            AnswerReader(new SocketReply.Done(Errno.ETIMEDOUT));
    }

    protected override void PostStop()
    {
        foreach (UdpPort port in _ports) port.Dispose();
        foreach ((_, UdpPort port) in _ears) port.Dispose();
        Unclaim();
        LeaveAll();
        _outside.Clear();
        foreach (UdpMessages.Expected expected in _expected.Values.SelectMany(fromThere => fromThere)) expected.LetGo(_network);
    }

    private void Answer(SocketCall call)
    {
        if (call is SocketCall.Receive receive)
        {
            Read(receive);
            return;
        }

        Sender.Tell(Reply(call), Self);
        if (call is not SocketCall.Close) return;
        Unclaim();
        LeaveAll();
        _closed = true;
        EndIfClosed();
    }

    private SocketReply Reply(SocketCall call)
    {
        switch (call)
        {
            case SocketCall.Bind bind:
                Errno failure = Bind(bind.Local);
                return failure == Errno.None ? new SocketReply.Bound(_local) : Done(failure);
            case SocketCall.Connect connect:
                return Done(Connect(connect.Peer));
            case SocketCall.SendTo sendTo:
                return Send(sendTo.To, sendTo.Data);
            case SocketCall.Send send:
                return _peer is { } peer ? Send(peer, send.Data) : Done(Errno.EDESTADDRREQ);
            case SocketCall.SetOption option:
                return Done(Set(option));
            case SocketCall.CarryPackets carry:
                Carry(carry.Ttl);
                return Done(Errno.None);
            case SocketCall.Shutdown shutdown:
                return Done(Shut(shutdown));
            case SocketCall.Close:
                return Done(Errno.None);
            default:
                return Done(Errno.EOPNOTSUPP);
        }
    }

    private static SocketReply.Done Done(Errno errno) => new(errno);

    private Errno Bind(IpEndpoint wanted)
    {
        if (_isBound) return Errno.EINVAL;
        if (wanted.Address.IsMulticast) return BindToMany(wanted);
        if (_network.Addresses.BroadcastDomainOf(wanted.Address) is var medium and >= 0)
            return _node.Interfaces.Any(at => at.Medium == medium) ? BindToMany(wanted) : Errno.EADDRNOTAVAIL;
        bool isOwn = wanted.Address == Ipv4Address.Any || _node.Interfaces.Any(at => at.Address == wanted.Address);
        if (!isOwn) return Errno.EADDRNOTAVAIL;

        int port = wanted.Port;
        foreach (Ipv4Address address in LoopbackNetwork.AddressesOf(_node, wanted.Address))
        {
            Errno failure = Open(new IpEndpoint(address, port), out int taken);
            if (failure != Errno.None)
            {
                Abandon();
                return failure;
            }

            port = taken;
        }

        _isBound = true;
        _local = new IpEndpoint(wanted.Address, port);
        if (wanted.Address == Ipv4Address.Any) ShareAddresses();
        Errno deaf = HearMany();
        if (deaf != Errno.None) Abandon();
        return deaf;
    }

    // Such a socket hears broadcasts, or the group, only.
    private Errno BindToMany(IpEndpoint wanted)
    {
        if (_node.Interfaces.Count == 0) return Errno.EADDRNOTAVAIL;
        Errno failure = Open(new IpEndpoint(_node.Interfaces[0].Address, 0), out int anyPort);
        if (failure != Errno.None) return failure;
        _isBound = true;
        _local = wanted with { Port = wanted.Port == 0 ? anyPort : wanted.Port };
        _network.Book.Hide(_claims[0]);
        failure = HearMany();
        if (failure != Errno.None) Abandon();
        return failure;
    }

    private Errno Open(IpEndpoint known, out int port)
    {
        port = known.Port;
        EndpointClaim? other = port == 0 ? null : _network.Book.Find(stream: false, known);
        if (other is not null && !(_reuse && other.Reuse)) return Errno.EADDRINUSE;

        Errno failure = RealSockets.TryNew(RealSockets.NewDatagram, out Socket? socket);
        if (socket is null) return failure;
        socket.EnableBroadcast = _broadcast;
        if (_reuse) RealSockets.ShareAddress(socket);
        failure = RealSockets.Bind(_network, socket, known);
        if (failure != Errno.None)
        {
            socket.Dispose();
            return failure;
        }

        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        var opened = new UdpPort(socket, Self);
        if (port == 0) port = opened.Real.Port;
        _ports.Add(opened);
        _claims.Add(new EndpointClaim(stream: false, _node.Index, known with { Port = port }, opened.Real, Self) { Reuse = _reuse });
        _network.Book.Add(_claims[^1]);
        return Errno.None;
    }

    // A member of an anycast service really shares the service's address, and answers from it. The system would spread over the members
    // what is sent there by a hash; the emulated links know which is the nearest, and so the system delivers to an address of the member's
    // own.
    private void ShareAddresses()
    {
        UdpPort own = _ports[0];
        foreach (Ipv4Address shared in _network.Addresses.SharedBy(_node.Index))
        {
            UdpPort answering = OpenShared(new IPEndPoint(shared.ToReal(), own.Real.Port)) ?? own;
            var claim = new EndpointClaim(stream: false, _node.Index, new IpEndpoint(shared, _local.Port), own.Real, Self)
            {
                SharedReal = answering.Real,
                Reuse = _reuse,
            };
            _ports.Add(answering);
            _claims.Add(claim);
            _network.Book.Add(claim);
        }
    }

    private UdpPort? OpenShared(IPEndPoint real)
    {
        if (!_network.SharesAddresses || RealSockets.TryNew(RealSockets.NewDatagram, out Socket? socket) != Errno.None) return null;
        if (RealSockets.TryBindShared(socket!, real) is var failure and not Errno.None)
        {
            socket!.Dispose();
            _network.Notes.Say($"host '{_node.Name}' could not share {real} ({failure}): it answers from an address of its own");
            return null;
        }

        return new UdpPort(socket!, Self);
    }

    private void Abandon()
    {
        Unclaim();
        _ports.ForEach(port => port.Dispose());
        foreach ((_, UdpPort port) in _ears) port.Dispose();
        _ports.Clear();
        _ears.Clear();
        _claims.Clear();
        _isBound = false;
    }

    private void Unclaim()
    {
        foreach (EndpointClaim claim in _claims) _network.Book.Remove(claim);
        foreach ((Ipv4Address address, _) in _ears) _network.Book.Leave(address, _local.Port, _claims[0]);
    }

    private Errno Connect(IpEndpoint peer)
    {
        if (IsBroadcast(peer.Address) && !_broadcast) return Errno.EACCES;
        if (!_isBound && Bind(new(Ipv4Address.Any, 0)) is var failure and not Errno.None) return failure;
        Errno unreachable = Aim(peer, _run.Clock.Now);
        if (unreachable != Errno.None) return unreachable;
        _peer = peer;
        if (_aim is { IsOne: true, To: [var node] } && node < _run.Scenario.Nodes.Count && !_network.IsOutside(node)) ConnectReally(peer);
        return Errno.None;
    }

    // A connected socket hears of refusals. One that waits for an outside program must not: it sends until somebody is there.
    private void ConnectReally(IpEndpoint peer)
    {
        EndpointClaim? other = _network.Book.Find(stream: false, peer);
        if (other is null && !_network.HasAddressRange) return;
        try
        {
            PortFor(_aim.Source).Socket.Connect(other?.Real ?? peer.ToReal());
        }
        catch (SocketException)
        {
            // The system will not have it: datagrams are then addressed one by one, which differs only in that refusals go unheard.
        }
    }

    private Errno Set(SocketCall.SetOption option)
    {
        switch (option.Option)
        {
            case SocketOption.Broadcast:
                _broadcast = option.Value != 0;
                foreach (UdpPort port in _ports) port.Socket.EnableBroadcast = _broadcast;
                return Errno.None;
            case SocketOption.ReuseAddress:
                _reuse = option.Value != 0;
                return Errno.None;
            case SocketOption.Ttl when option.Value is >= 1 and <= 255:
                _ttl = (byte)option.Value;
                return Errno.None;
            case SocketOption.MulticastTtl when option.Value is >= 0 and <= 255:
                _multicastTtl = (byte)option.Value;
                return Errno.None;
            case SocketOption.JoinGroup when option.Group.IsMulticast:
                return Join(option.Group);
            case SocketOption.LeaveGroup when option.Group.IsMulticast:
                return Leave(option.Group);
            case SocketOption.NoDelay:
                return Errno.EOPNOTSUPP;
            default:
                return Errno.EINVAL;
        }
    }

    private void Carry(int ttl)
    {
        _carries = true;
        _ttl = (byte)ttl;
        foreach (EndpointClaim claim in _claims) claim.CarriesPackets = true;
        foreach (UdpPort port in _ports) port.Socket.ReceiveBufferSize = FlowReceiveBuffer;
        foreach ((_, UdpPort port) in _ears) port.Socket.ReceiveBufferSize = FlowReceiveBuffer;
        ReceiveAll();
    }

    // On a datagram socket, shutdown() wants a peer, and then ends reading or writing.
    private Errno Shut(SocketCall.Shutdown shutdown)
    {
        if (_peer is null) return Errno.ENOTCONN;
        _readShut |= shutdown.Read;
        _writeShut |= shutdown.Write;
        if (_readShut && _reading is not null) AnswerReader(new SocketReply.Data([], default));
        return Errno.None;
    }

    private void EndIfClosed()
    {
        if (_closed && _onTheWay == 0 && _outside.IsEmpty) Context.Stop(Self);
    }
}
