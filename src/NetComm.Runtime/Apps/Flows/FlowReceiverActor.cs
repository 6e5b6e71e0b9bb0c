namespace NetComm.Runtime.Apps.Flows;

/// <summary>The receiving end of all UDP flows that reach one host at one port; answers the requests among their packets.</summary>
internal sealed class FlowReceiverActor(RunContext run, int node, Flow first, IActorRef host, IActorRef director) : DirectActor
{
    private readonly Dictionary<int, RandomStream> _sizes = [];
    private IActorRef _socket = ActorRefs.Nobody;
    private bool _bound;

    protected override void OnReceive(object message)
    {
        if (message is PacketReceived received) Take(received.Packet);
        else if (message is AppLifecycle.Prepare or AppLifecycle.HostRestarted)
            host.Tell(new SocketCall.Open(Transport.Udp, first.Index), Self);
        else if (message is AppLifecycle.HostCrashed) _bound = false;
        else if (message is SocketOpened opened) Bind(opened.Socket);
        else if (message is SocketReply.Bound) Carry();
        else if (message is SocketReply.Done done) SetUp(done.Errno);
        else Unhandled(message);
    }

    private void Bind(IActorRef socket)
    {
        _socket = socket;
        socket.Tell(new SocketCall.Bind(new(Ipv4Address.Any, first.Port)), Self);
    }

    private void Carry()
    {
        _bound = true;
        _socket.Tell(new SocketCall.CarryPackets(Ttl: 64), Self);
    }

    private void SetUp(Errno errno)
    {
        if (_bound && errno == Errno.None) director.Tell(AppLifecycle.Ready.Message, Self);
        else director.Tell(AppLifecycle.CannotStart.Without(first.Port, $"flow '{first.Name}'", errno), Self);
    }

    private void Take(Packet packet)
    {
        if (packet.Owner.Flow is not { } flow || packet.IsReply
            || run.Scenario.Flows[flow.Index].Traffic is not Traffic.RequestResponse requests)
        {
            run.Packets.Return(packet);
            return;
        }

        Packet answer = run.Packets.Rent();
        answer.SentAt = run.Clock.Now;
        answer.Destination = packet.Source;
        answer.DestinationPort = packet.SourcePort;
        answer.Source = packet.Destination;
        answer.Owner = packet.Owner;
        answer.Sequence = packet.Sequence;
        answer.IsReply = true;
        answer.Dscp = run.Scenario.Flows[flow.Index].Dscp;
        answer.Bytes = run.Scenario.Flows[flow.Index].Recorded?.AnswerTo(packet.Sequence) ?? requests.Response.Sample(SizesOf(flow.Index));
        run.Packets.Return(packet);
        _socket.Tell(PacketMessages.Send(answer), Self);
    }

    private RandomStream SizesOf(int flow)
    {
        if (!_sizes.TryGetValue(flow, out RandomStream? sizes))
            _sizes[flow] = sizes = run.RandomFor($"flow:{run.Scenario.Flows[flow].Name}:answers:{run.Scenario.Nodes[node].Name}");

        return sizes;
    }
}
