using System.Net;
using System.Net.Sockets;
using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Emulation;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>Connects a TCP socket: the SYN crosses the emulated links, the system connects, its answer crosses them back.</summary>
internal sealed class TcpConnector(SocketContext context, SocketOptions options, TcpPorts ports, TcpSocket socket, Action<Socket> connected)
{
    /// <summary>A step of one attempt to connect; those of an attempt that was given up are ignored.</summary>
    internal abstract record Step(long Attempt)
    {
        /// <summary>The SYN has crossed the emulated links (or it is time to try again): now the system connects.</summary>
        internal sealed record Begin(long Attempt) : Step(Attempt);

        /// <summary>The system has an answer, and later: that has crossed the emulated links.</summary>
        internal sealed record Answered(long Attempt, Socket Socket, Errno Errno, bool HasCrossed) : Step(Attempt), IHoldingMessage
        {
            public void LetGo(LoopbackNetwork network) => Socket.Dispose();
        }

        /// <summary>The system would have given up by now.</summary>
        internal sealed record GaveUp(long Attempt) : Step(Attempt);

        /// <summary>Nobody has answered who was asked for the address.</summary>
        internal sealed record Unreachable(long Attempt) : Step(Attempt);
    }

    /// <summary>tcp(7), tcp_syn_retries: with the default of 6, Linux gives up after 127 s.</summary>
    private static readonly SimDuration SystemsTimeout = SimDuration.FromSeconds(127);

    /// <summary>arp(7): mcast_solicit requests, retrans_time apart (3, 1 s).</summary>
    private static readonly SimDuration NeighbourTimeout = SimDuration.FromSeconds(3);

    private static readonly SimDuration OutsideRetryInterval = SimDuration.FromMilliseconds(100);

    /// <summary>IPv4 and TCP header with the options of a SYN: 20 + 40 B.</summary>
    private const int SynBytes = 60;

    private readonly LoopbackNetwork _network = context.Network;
    private readonly Node _node = context.Node;
    private Ipv4Address _from;
    private bool _isAbsent;
    private long _attempt;

    internal IpEndpoint Peer { get; private set; }

    internal int PeerNode { get; private set; } = -1;

    /// <summary>Finds out which host has the address, and from which address to go there.</summary>
    internal Errno FindRoute(IpEndpoint peer)
    {
        if (peer.Address.IsMulticast || LoopbackNetwork.IsBroadcast(_node, peer.Address)) return Errno.ENETUNREACH;
        Peer = peer;
        PeerNode = _network.DestinationOf(stream: true, peer);

        // Of those who share an address, the nearest now has the connection to its end.
        _isAbsent = PeerNode >= context.Run.Scenario.Nodes.Count && _network.Addresses.ServiceAt(peer.Address) is null;
        if (PeerNode >= context.Run.Scenario.Nodes.Count && !_isAbsent) PeerNode = _network.Paths.Follow(_node.Index, PeerNode);
        bool isHere = PeerNode == _node.Index;
        int by = PeerNode < 0 || isHere ? -1 : _network.Paths.FirstInterface(_node.Index, PeerNode);
        if (by < 0 && !isHere) return Errno.ENETUNREACH;
        Ipv4Address bound = ports.Local?.Address ?? Ipv4Address.Any;
        if (!isHere && bound == _network.Addresses.LocalhostOf(_node.Index)) return Errno.EINVAL;
        _from = _network.IsOwn(_node, bound) ? bound : isHere ? peer.Address : _node.Interfaces.First(at => at.Index == by).Address;
        return Errno.None;
    }

    internal void Open()
    {
        long attempt = ++_attempt;
        context.Run.Clock.At(context.Now + SystemsTimeout, context.Self, new Step.GaveUp(attempt));
        if (_isAbsent) context.Run.Clock.At(context.Now + NeighbourTimeout, context.Self, new Step.Unreachable(attempt));
        else Carry(_node.Index, PeerNode, new Step.Begin(attempt));
    }

    internal void Abandon()
    {
        _attempt++;
        ports.Reopen();
    }

    internal void OnStep(Step step)
    {
        if (step.Attempt != _attempt)
        {
            (step as IHoldingMessage)?.LetGo(_network);
            return;
        }

        switch (step)
        {
            case Step.Begin:
                Connect();
                break;
            case Step.Answered { HasCrossed: false } answered:
                OnAnswered(answered.Socket, answered.Errno);
                break;
            case Step.Answered { Errno: Errno.None } answered:
                _attempt++;
                connected(answered.Socket);
                break;
            case Step.Answered answered:
                socket.OnConnectFailed(answered.Errno);
                break;
            case Step.Unreachable:
                socket.OnConnectFailed(Errno.EHOSTUNREACH);
                break;
            case Step.GaveUp:
                socket.OnConnectFailed(Errno.ETIMEDOUT);
                break;
        }
    }

    private void Connect()
    {
        Errno failure = ports.OpenToConnect(_from, Peer, out Socket? real);
        if (failure != Errno.None)
        {
            socket.OnConnectFailed(failure);
            return;
        }

        real!.NoDelay = options.NoDelay;
        if (options.Dscp != 0) RealSockets.SetDscp(real, options.Dscp);
        bool isShared = _network.Addresses.ServiceAt(Peer.Address) is not null;
        EndpointClaim? listener = isShared ? _network.Book.FindShared(stream: true, Peer, PeerNode)
            : _network.Book.Find(stream: true, Peer);
        bool isKnown = Peer.Port != 0 && (listener is not null || _network.HasAddressRange || _network.IsOutside(PeerNode));
        if (isKnown) _ = ConnectOneAsync(real, listener?.Real ?? Peer.ToReal(), _attempt, context.Self).PipeTo(context.Self);
        else OnAnswered(real, Errno.ECONNREFUSED);
    }

    private void OnAnswered(Socket real, Errno errno)
    {
        if (errno == Errno.ECONNREFUSED && _network.IsOutside(PeerNode))
        {
            // Whoever starts the outside server may start it after us: the run waits for it.
            _network.Notes.RefusedOutside($"tcp {Peer}");
            context.Run.Clock.At(context.Now + OutsideRetryInterval, context.Self, new Step.Begin(_attempt));
            return;
        }

        Carry(PeerNode, _node.Index, new Step.Answered(_attempt, real, errno, HasCrossed: true));
    }

    private void Carry(int from, int to, Step arrived)
    {
        IActorRef self = context.Self;
        RunProgress progress = context.Run.Progress;
        progress.SetOutShared();
        _network.Paths.Carry(new EmulatedPacket
        {
            Number = progress.NextPacketShared(),
            From = from,
            To = [to],
            Bytes = SynBytes,
            Owner = Owner.FromTrace(context.Owner),
            Ttl = options.Ttl,
            Dscp = options.Dscp,
            IsReliable = true,
            Arrived = (_, _) =>
            {
                self.Tell(arrived, ActorRefs.NoSender!);
                progress.ArrivedShared();
            },
        });
    }

    private static async Task ConnectOneAsync(Socket real, IPEndPoint to, long attempt, IActorRef self)
    {
        Errno? errno = await SocketErrors.TryAsync(() => real.ConnectAsync(to)).ConfigureAwait(false);
        self.Tell(new Step.Answered(attempt, real, errno ?? Errno.ECONNABORTED, HasCrossed: false), ActorRefs.NoSender!);
    }
}
