using System.Net;
using System.Net.Sockets;
using NetComm.Network;
using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Emulation;

namespace NetComm.Runtime.Loopback.Sockets;

internal sealed partial class TcpSocketActor
{
    /// <summary>A step of one attempt to connect; those of an attempt that was given up are ignored.</summary>
    private abstract record ConnectStep(long Attempt)
    {
        /// <summary>The SYN has crossed the emulated links (or it is time to try again): now the system connects.</summary>
        internal sealed record Begin(long Attempt) : ConnectStep(Attempt);

        /// <summary>The system has an answer.</summary>
        internal sealed record Answered(long Attempt, Socket Socket, Errno Errno) : ConnectStep(Attempt), IHoldingMessage
        {
            public void LetGo(LoopbackNetwork network) => Socket.Dispose();
        }

        /// <summary>The answer has crossed the emulated links.</summary>
        internal sealed record Over(long Attempt, Socket Socket, Errno Errno) : ConnectStep(Attempt), IHoldingMessage
        {
            public void LetGo(LoopbackNetwork network) => Socket.Dispose();
        }

        internal sealed record TimedOut(long Attempt) : ConnectStep(Attempt);
    }

    /// <summary>tcp(7), tcp_syn_retries: with the default of 6, Linux gives up after 127 s.</summary>
    private static readonly SimDuration SystemsTimeout = SimDuration.FromSeconds(127);

    private static readonly SimDuration OutsideRetryInterval = SimDuration.FromMilliseconds(100);

    /// <summary>IPv4 and TCP header with the options of a SYN: 20 + 40 B.</summary>
    private const int SynBytes = 60;

    private IActorRef _connector = ActorRefs.Nobody;
    private IpEndpoint _connectTo;
    private Ipv4Address _connectFrom;
    private int _peerNode = -1;
    private long _attempt;

    private void Connect(SocketCall.Connect connect)
    {
        Errno errno = Reach(connect.Peer);
        if (errno != Errno.None)
        {
            Sender.Tell(Done(errno), Self);
            return;
        }

        _connector = Sender;
        _stage = Stage.Connecting;
        long attempt = ++_attempt;
        IActorRef self = Self;
        SimDuration timeout = connect.Timeout is { } given && given < SystemsTimeout ? given : SystemsTimeout;
        _run.Clock.At(_run.Clock.Now + timeout, Self, new ConnectStep.TimedOut(attempt));
        CarryControl(_node.Index, _peerNode, () => self.Tell(new ConnectStep.Begin(attempt), ActorRefs.NoSender!));
    }

    private Errno Reach(IpEndpoint peer)
    {
        if (_stage is Stage.Connected or Stage.Listening) return Errno.EISCONN;
        if (_stage == Stage.Connecting) return Errno.EALREADY;
        if (peer.Port == 0) return Errno.ECONNREFUSED;
        _connectTo = peer;
        _peerNode = _network.DestinationOf(stream: true, peer);

        // Of those who share an address, the nearest now has the connection to its end.
        if (_peerNode >= _run.Scenario.Nodes.Count) _peerNode = _network.Paths.Follow(_node.Index, _peerNode);
        bool isHere = _peerNode == _node.Index;
        int by = _peerNode < 0 || isHere ? -1 : _network.Paths.FirstInterface(_node.Index, _peerNode);
        if (by < 0 && !isHere) return Errno.ENETUNREACH;
        _connectFrom = isHere ? peer.Address : _node.Interfaces.First(at => at.Index == by).Address;
        return Errno.None;
    }

    private void OnConnecting(ConnectStep step)
    {
        bool isStale = step.Attempt != _attempt || _stage != Stage.Connecting;
        switch (step)
        {
            case ConnectStep.Answered answered when isStale:
                answered.Socket.Dispose();
                break;
            case ConnectStep.Over over when isStale:
                over.Socket.Dispose();
                break;
            case ConnectStep.Begin when !isStale:
                ConnectReally();
                break;
            case ConnectStep.Answered answered:
                Answered(answered);
                break;
            case ConnectStep.Over over:
                Over(over.Socket, over.Errno);
                break;
            case ConnectStep.TimedOut when !isStale:
                _attempt++;
                Over(socket: null, Errno.ETIMEDOUT);
                break;
        }
    }

    private void ConnectReally()
    {
        Errno failure = SocketToConnect(out Socket? socket);
        if (failure != Errno.None)
        {
            Over(socket: null, failure);
            return;
        }

        bool isShared = _network.Addresses.ServiceAt(_connectTo.Address) is not null;
        EndpointClaim? listener = isShared ? _network.Book.FindShared(stream: true, _connectTo, _peerNode)
            : _network.Book.Find(stream: true, _connectTo);
        bool isKnown = listener is not null || _network.HasAddressRange || _network.IsOutside(_peerNode);
        if (isKnown) _ = ConnectOneAsync(socket!, listener?.Real ?? _connectTo.ToReal(), _attempt, Self).PipeTo(Self);
        else Answered(new ConnectStep.Answered(_attempt, socket!, Errno.ECONNREFUSED));
    }

    // A socket that has failed to connect once cannot do so again (.NET on Unix): each attempt has its own, at the same address and port.
    private Errno SocketToConnect(out Socket? socket)
    {
        socket = null;
        IpEndpoint known = new(_connectFrom, _isBound ? _local.Port : 0);
        if (_isBound && _local.Address != Ipv4Address.Any) known = _local;
        Unbind();
        Errno failure = Open(known, out Bound? bound);
        if (failure != Errno.None) return failure;
        _bound.Add(bound!);
        socket = bound!.Socket;
        socket.NoDelay = _noDelay;
        return Errno.None;
    }

    private void Answered(ConnectStep.Answered answered)
    {
        IActorRef self = Self;
        long attempt = _attempt;
        if (answered.Errno == Errno.ECONNREFUSED && _network.IsOutside(_peerNode))
        {
            // Whoever starts the outside server may start it after us: the run waits for it.
            _network.Notes.RefusedOutside($"tcp {_connectTo}");
            _run.Clock.At(_run.Clock.Now + OutsideRetryInterval, Self, new ConnectStep.Begin(attempt));
            return;
        }

        CarryControl(
            _peerNode, _node.Index, () => self.Tell(new ConnectStep.Over(attempt, answered.Socket, answered.Errno), ActorRefs.NoSender!));
    }

    private void Over(Socket? socket, Errno errno)
    {
        if (errno == Errno.None)
        {
            _bound.Clear();
            Established(socket!, new IpEndpoint(_claims[0].Known.Address, _claims[0].Known.Port), _connectTo);
            _connector.Tell(Done(Errno.None), Self);
            return;
        }

        _stage = Stage.Fresh;
        Unbind();
        if (_isBound) Rebind();
        _connector.Tell(Done(errno), Self);
    }

    private void Rebind()
    {
        _isBound = false;
        Bind(_local);
    }

    private void CarryControl(int from, int to, Action arrived)
    {
        _run.Progress.SetOutShared();
        _network.Paths.Carry(new EmulatedPacket
        {
            Number = _run.Progress.NextPacketShared(),
            From = from,
            To = [to],
            Bytes = SynBytes,
            Ttl = _ttl,
            IsReliable = true,
            Arrived = (_, _) =>
            {
                arrived();
                _run.Progress.ArrivedShared();
            },
        });
    }

    private static async Task ConnectOneAsync(Socket socket, IPEndPoint to, long attempt, IActorRef self)
    {
        Errno errno = Errno.None;
        try
        {
            await socket.ConnectAsync(to).ConfigureAwait(false);
        }
        catch (SocketException failure)
        {
            errno = SocketErrors.ToErrno(failure);
        }
        catch (ObjectDisposedException)
        {
            errno = Errno.ECONNABORTED;
        }

        self.Tell(new ConnectStep.Answered(attempt, socket, errno), ActorRefs.NoSender!);
    }
}
