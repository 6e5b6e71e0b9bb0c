using NetComm.Runtime.Loopback.Emulation;
using NetComm.Runtime.Loopback.External;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>The life of a UDP socket of a loopback run: its messages, its timers and its end.</summary>
internal sealed class UdpSocketActor : SocketActor
{
    private readonly SocketContext _context;
    private readonly LoopbackNetwork _network;
    private readonly RunContext _run;
    private readonly Node _node;
    private readonly IActorRef _owner;
    private readonly UdpPorts _ports;
    private readonly PendingExternalDatagrams _outside;
    private readonly UdpTransport _transport;
    private readonly UdpSocket _socket;
    private readonly ExpectedDatagrams _expected;
    private readonly OwnHostTranslation _ownHost;
    private readonly Dictionary<IpEndpoint, int> _outsideConversations = [];

    public UdpSocketActor(LoopbackNetwork network, Node node, IActorRef owner, long ownerNumber)
        : base(network)
    {
        _context = new SocketContext(network, node, ownerNumber, Self, Context.Parent);
        _network = network;
        _run = network.Run;
        _node = node;
        _owner = owner;
        _ownHost = new OwnHostTranslation(network.Addresses.LocalhostOf(node.Index));
        var options = new SocketOptions();
        _ports = new UdpPorts(_context, options, () => IsReading, OnCame);
        _outside = new PendingExternalDatagrams(network, Self);
        _transport = new UdpTransport(_context, options, _ports, _outside, LeaveGroup);
        _socket = new UdpSocket(node, options, _transport);
        _expected = new ExpectedDatagrams(_context, _socket, _ports);
    }

    protected override IEnumerable<IActorRef> Callers => _socket.Reader is SocketCaller reader ? [reader.Actor] : [];

    private bool IsReading => _socket.CarriesPackets || _socket.Reader is not null;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SocketCall call:
                Handle(call);
                break;
            case SocketTimerExpired:
                _socket.TimerExpired(_context.Now);
                break;
            case SendPacket send:
                _transport.SendFromFlow(send.Packet);
                break;
            case HostCommand.Crash when _context.Owner < 0:
                Handle(new SocketCall.Close());
                break;
            case UdpMessages.JoinGroup join:
                Errno errno = _ports.Join(join.Group);
                if (join.IsAsked) Sender.Tell(new UdpMessages.GroupJoined(join.Group, errno), Self);
                break;
            case UdpMessages.LeaveGroup leave:
                LeaveGroup(leave.Group);
                break;
            default:
                OnDatagram(message);
                break;
        }
    }

    protected override void PostStop()
    {
        _ports.Close();
        _socket.Close();
        _outside.Clear();
        _expected.LetGo();
    }

    private void OnDatagram(object message)
    {
        switch (message)
        {
            case UdpPort.Came came:
                OnCame(came);
                break;
            case UdpPort.ReceiveFailed failed:
                OnFailed(failed);
                break;
            case UdpMessages.Expected expected:
                _expected.Add(expected);
                break;
            case UdpMessages.Settled settled:
                if (_expected.Settle(settled)) HandOver(settled.Expected);
                break;
            case UdpMessages.FromOutside outside:
                Deliver(outside.Packet, outside.Payload, copy: null);
                break;
            case ExpectedDatagrams.Sweep:
                _expected.GiveUp();
                break;
            default:
                OnSending(message);
                break;
        }
    }

    private void OnSending(object message)
    {
        switch (message)
        {
            case UdpMessages.Release release:
                if (!_transport.Release(release)) _socket.Refuse(release.To);
                break;
            case UdpMessages.OnTheWay onTheWay:
                _transport.OnTheWay += onTheWay.Change;
                break;
            case UdpPort.SendFailed failed:
                OnFailed(failed);
                break;
            case PendingExternalDatagrams.Retry:
                _outside.SendAgain();
                break;
        }

        EndIfClosed();
    }

    private void Handle(SocketCall call)
    {
        _socket.Handle(_ownHost.In(call), new SocketCaller(Sender, Self, _ownHost.Out), _context.Now);
        if (call is SocketCall.CarryPackets) _ports.CarryPackets();
        if (call is not SocketCall.Close) return;
        _ports.Release();
        _socket.Close();
        EndIfClosed();
    }

    // What was sent goes on its way first.
    private void EndIfClosed()
    {
        if (_socket.IsClosed && _transport.OnTheWay == 0 && _outside.IsEmpty) Context.Stop(Self);
    }

    private void LeaveGroup(Ipv4Address group)
    {
        if (_ports.Leave(group)) _expected.Forget(group);
    }

    /// <summary>A datagram from the system: one of ours that was announced, an outside program's, or another LAN's.</summary>
    private void OnCame(UdpPort.Came came)
    {
        came.Port.Received();
        if (_expected.Find(came) is { } expected)
        {
            if (expected.HasCrossed) HandOver(expected);
        }
        else if (_network.Book.FindReal(stream: false, came.From) is null)
        {
            ReceiveFromOutside(came);
        }

        if (IsReading) came.Port.Receive();
    }

    private void HandOver(UdpMessages.Expected expected)
    {
        _expected.Remove(expected);
        while (expected.TryTake(out UnderWay? copy)) Deliver(expected.Packet, expected.Payload, copy);
    }

    private void Deliver(Packet packet, byte[] payload, UnderWay? copy)
    {
        if (_socket.CarriesPackets)
        {
            DeliverToFlow(packet, copy);
            return;
        }

        var from = new IpEndpoint(packet.Source, packet.SourcePort);
        DropReason reason = _socket.Deliver(new Datagram(packet.Number, from, packet.Destination, payload.Length, payload));
        if (reason != DropReason.None) _run.Trace.Write(TraceEvents.DroppedAt(_context.Now, _node.Index, packet.Number, reason));
    }

    private void DeliverToFlow(Packet packet, UnderWay? copy)
    {
        // It may have crashed while the system delivered.
        SimTime now = _context.Now;
        bool isDown = _network.Crashes.IsCrashed(_node.Index, now);
        _run.Trace.Write(isDown ? TraceEvents.DroppedAt(now, _node.Index, packet.Number, DropReason.Down)
            : TraceEvents.Received(now, _node.Index, packet.Number, packet.Bytes));
        copy?.End();
        if (!isDown) _owner.Tell(PacketMessages.Received(packet), Self);
    }

    /// <summary>An outside program's datagram: it crosses the emulated links here, since its sender knows nothing of them.</summary>
    private void ReceiveFromOutside(UdpPort.Came came)
    {
        int outside = _network.Addresses.External;
        bool isForUs = outside >= 0 && !_socket.CarriesPackets && (_ports.Has(came.Port) || SharesLanWith(outside));
        if (!isForUs) return;

        _network.Notes.HearOutside();
        _outside.OnHostHeard(came.From);
        IpEndpoint from = came.From.ToKnown();
        SimTime now = _context.Now;
        Packet packet = _run.Packets.Rent();
        packet.Number = _run.Progress.NextPacketShared();
        packet.Source = from.Address;
        packet.SourcePort = from.Port;
        packet.Bytes = came.Bytes.Length;
        packet.SentAt = now;
        _run.Trace.Write(TraceEvents.PacketSent(now, OutsideConversation(from, now), packet.Number, 0, packet.Bytes, answer: false));
        _run.Trace.Write(TraceEvents.WithBytes(now, TraceEventKind.PayloadAttached, 0, packet.Bytes, packet.Number), came.Bytes);
        Carry(packet, came.Bytes, outside);
    }

    private void Carry(Packet packet, byte[] payload, int outside)
    {
        IActorRef self = Self;
        RunProgress progress = _run.Progress;
        progress.SetOutShared();
        _network.Paths.Carry(new EmulatedPacket
        {
            Number = packet.Number,
            From = outside,
            To = [_node.Index],
            Bytes = packet.Bytes + PayloadSize.UdpOverhead,
            Source = new(packet.Source, packet.SourcePort),
            Arrived = (_, _) =>
            {
                self.Tell(new UdpMessages.FromOutside(packet, payload), ActorRefs.NoSender!);
                progress.ArrivedShared();
            },
            Lost = _ => progress.ArrivedShared(),
            Copied = _ => progress.SetOutShared(),
        });
    }

    private bool SharesLanWith(int other) =>
        _node.Interfaces.Any(at => _run.Scenario.Nodes[other].Interfaces.Any(its => its.Medium == at.Medium));

    private int OutsideConversation(IpEndpoint from, SimTime at)
    {
        if (_outsideConversations.TryGetValue(from, out int number)) return number;
        var to = new IpEndpoint(_ports.FirstAddress, _ports.Local.Port);
        return _outsideConversations[from] = ConversationText.Open(_run, at, "udp", from, to, SocketOptions.DefaultTtl, _context.Owner);
    }

    private void OnFailed(UdpPort.ReceiveFailed failed)
    {
        failed.Port.Received();

        // Only a connected socket hears of refusals (udp(7)); and an outside program that is not there yet is waited for.
        bool isUnheard = IsRefusal(failed.Errno) && (_outside.Refused() || _socket.Peer is null);
        if (!isUnheard) _socket.Fail(failed.Errno);
        if (IsReading) failed.Port.Receive();
    }

    // The system tells of a refusal at the next call, which then has not sent: it is sent again.
    private void OnFailed(UdpPort.SendFailed failed)
    {
        bool isRefusal = IsRefusal(failed.Errno);
        if (isRefusal && !failed.IsSecondTry) failed.Port.Send(failed.Payload, failed.To, isSecondTry: true);
        if (!isRefusal || _socket.Peer is not null) _socket.Fail(failed.Errno);
    }

    private static bool IsRefusal(Errno errno) => errno is Errno.ECONNREFUSED or Errno.ECONNRESET;
}
