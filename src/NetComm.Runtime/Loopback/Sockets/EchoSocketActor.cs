using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Emulation;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>An ICMP socket: a request crosses the emulated links, the system answers, and the reply crosses them back.</summary>
/// <remarks>Not modelled: errors about echoes. Routers are no processes, so nobody reports a time to live that ran out.</remarks>
internal sealed class EchoSocketActor : SocketActor, IIcmpTransport
{
    private sealed record Reached(int Echo, int Node, UnderWay UnderWay) : IHoldingMessage
    {
        public void LetGo(LoopbackNetwork network) => UnderWay.End();
    }

    private sealed record Returned(int Echo, UnderWay UnderWay) : IHoldingMessage
    {
        public void LetGo(LoopbackNetwork network) => UnderWay.End();
    }

    private sealed record GaveUp(int Echo);

    private sealed record Pending(long Sequence, int Bytes, Ipv4Address To, byte Dscp)
    {
        internal long Number { get; set; }

        /// <summary>Who answers; −1 before the request has come there.</summary>
        internal int Node { get; set; } = -1;

        /// <summary>The request, as long as the system has been asked and has not answered.</summary>
        internal UnderWay? Asked { get; set; }
    }

    /// <summary>The system answers at once; an echo that it does not answer within this is given up.</summary>
    private static readonly SimDuration Patience = SimDuration.FromSeconds(5);

    private static int _lastIdentifier = Environment.ProcessId;

    private readonly RunContext _run;
    private readonly Node _node;
    private readonly long _ownerNumber;
    private readonly ushort _identifier = (ushort)Interlocked.Increment(ref _lastIdentifier);
    private readonly Ipv4Address _source;
    private readonly Dictionary<int, Pending> _pending = [];
    private readonly Dictionary<(Ipv4Address From, Ipv4Address To), int> _conversations = [];
    private readonly RealEcho? _real;
    private readonly IcmpSocket _socket;
    private readonly DscpTrace _dscp;
    private int _echoes;

    public EchoSocketActor(LoopbackNetwork network, Node node, IActorRef owner, long ownerNumber)
        : base(network)
    {
        _run = network.Run;
        _node = node;
        _ownerNumber = ownerNumber;
        _socket = new IcmpSocket(new SocketCaller(owner, Self), this);
        _dscp = new DscpTrace(_run.Trace);
        _source = LoopbackNetwork.AddressesOf(node, Ipv4Address.Any)[0];
        Errno errno = RealEcho.TryOpen(network.RealAddressOf(_source), _identifier, Self, out _real);
        owner.Tell(errno == Errno.None ? new SocketOpened(Self) : new SocketReply.Done(errno), Self);
        _real?.Receive();
    }

    int IIcmpTransport.Identifier => _identifier;

    // Whoever sends echoes is answered at once, and told later what came of them.
    protected override IEnumerable<IActorRef> Callers => [];

    bool IIcmpTransport.IsBroadcast(Ipv4Address address) => Network.Addresses.IsBroadcast(address);

    Errno IIcmpTransport.Send(SocketCall.SendEcho echo) =>
        Send(new Pending(echo.Sequence, echo.Bytes, Meant(echo.To), Dscp: 0), (byte)echo.Ttl, _run.Clock.Now);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SendPacket send:
                SendFromFlow(send.Packet);
                break;
            case RealEcho.Came came:
                OnAnswered(came);
                break;
            case Reached reached:
                AskSystem(reached);
                break;
            case Returned returned:
                OnReturned(returned);
                break;
            case GaveUp given when _pending.Remove(given.Echo, out Pending? pending) && pending.Asked is { } asked:
                _run.Trace.Write(TraceEvents.DroppedAt(_run.Clock.Now, pending.Node, pending.Number, DropReason.NoSocket));
                asked.End();
                break;
            case SocketCall call:
                _socket.Handle(call, new SocketCaller(Sender, Self));
                if (call is SocketCall.Close) Context.Stop(Self);
                break;
        }
    }

    protected override void PostStop()
    {
        _real?.Dispose();
        foreach (Pending pending in _pending.Values) pending.Asked?.End();
    }

    private void SendFromFlow(Packet packet)
    {
        // A host that has crashed sends nothing.
        if (!Network.Crashes.IsCrashed(_node.Index, packet.SentAt))
            Send(new Pending(packet.Sequence, packet.Bytes, packet.Destination, packet.Dscp), _socket.Ttl, packet.SentAt);
        _run.Packets.Return(packet);
    }

    private Ipv4Address Meant(Ipv4Address to) => to == LoopbackAddresses.OwnHost ? Network.Addresses.LocalhostOf(_node.Index) : to;

    private Errno Send(Pending pending, byte ttl, SimTime sentAt)
    {
        int destination = Network.DestinationOf(stream: false, new IpEndpoint(pending.To, 0));
        if (destination < 0) return Errno.ENETUNREACH;

        int echo = ++_echoes & ushort.MaxValue;
        int conversation = Conversation(sentAt, _source, _identifier, pending.To, 0, ttl);
        pending.Number = _run.Progress.NextPacketShared();
        _pending[echo] = pending;
        _dscp.OnSent(sentAt, conversation, pending.Dscp);
        _run.Trace.Write(TraceEvents.PacketSent(sentAt, conversation, pending.Number, pending.Sequence, pending.Bytes, answer: false));
        IActorRef self = Self;
        Carry(pending, _node.Index, destination, ttl, (node, request) => self.Tell(new Reached(echo, node, request), ActorRefs.NoSender!));
        return Errno.None;
    }

    private void Carry(Pending pending, int from, int to, byte ttl, Action<int, UnderWay> arrived)
    {
        RunProgress progress = _run.Progress;
        progress.SetOutShared();
        Network.Paths.Carry(new EmulatedPacket
        {
            Number = pending.Number,
            From = from,
            To = [to],
            Bytes = pending.Bytes + PayloadSize.EchoOverhead,
            Owner = Owner.FromTrace(_ownerNumber),
            Ttl = ttl,
            Dscp = pending.Dscp,
            Arrived = (node, _) => arrived(node, new UnderWay(progress)),
            Lost = _ => progress.ArrivedShared(),
            Copied = _ => progress.SetOutShared(),
        });
    }

    private void AskSystem(Reached reached)
    {
        if (!_pending.TryGetValue(reached.Echo, out Pending? pending) || pending.Node >= 0)
        {
            // A duplicate of what was asked already.
            reached.UnderWay.End();
            return;
        }

        pending.Node = reached.Node;
        pending.Asked = reached.UnderWay;
        _run.Trace.Write(TraceEvents.Received(_run.Clock.Now, reached.Node, pending.Number, pending.Bytes));
        _real!.Send(reached.Echo, pending.Bytes, Network.RealAddressOf(pending.To));
        _run.Clock.At(_run.Clock.Now + Patience, Self, new GaveUp(reached.Echo));
    }

    private void OnAnswered(RealEcho.Came came)
    {
        if (!_pending.TryGetValue(came.Sequence, out Pending? pending) || pending.Asked is not { } asked) return;
        pending.Asked = null;
        SimTime now = _run.Clock.Now;
        int conversation = Conversation(now, pending.To, 0, _source, _identifier, SocketOptions.DefaultTtl);
        pending.Number = _run.Progress.NextPacketShared();
        _dscp.OnSent(now, conversation, pending.Dscp);
        _run.Trace.Write(TraceEvents.PacketSent(now, conversation, pending.Number, pending.Sequence, came.Bytes, answer: true));
        IActorRef self = Self;
        Carry(pending, pending.Node, _node.Index, SocketOptions.DefaultTtl,
            (_, reply) => self.Tell(new Returned(came.Sequence, reply), ActorRefs.NoSender!));
        asked.End();
    }

    private void OnReturned(Returned returned)
    {
        returned.UnderWay.End();
        if (!_pending.Remove(returned.Echo, out Pending? pending)) return;
        _run.Trace.Write(TraceEvents.Received(_run.Clock.Now, _node.Index, pending.Number, pending.Bytes));
        _socket.OnAnswered(new SocketReply.EchoAnswered((int)pending.Sequence, pending.To, pending.Bytes, SocketOptions.DefaultTtl));
    }

    private int Conversation(SimTime at, Ipv4Address from, int fromPort, Ipv4Address to, int toPort, int ttl)
    {
        if (_conversations.TryGetValue((from, to), out int number)) return number;
        return _conversations[(from, to)] =
            ConversationText.Open(_run, at, "icmp", new(from, fromPort), new(to, toPort), ttl, _ownerNumber);
    }
}
