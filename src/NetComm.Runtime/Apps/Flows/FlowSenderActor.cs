namespace NetComm.Runtime.Apps.Flows;

/// <summary>The sending end of a UDP flow: sends when its traffic says so, and takes the answers of a request-response flow.</summary>
internal sealed class FlowSenderActor(RunContext run, Flow flow, IActorRef host, IActorRef director) : DirectActor
{
    private sealed class Tick : DirectMessage
    {
        internal static readonly Tick Message = new();
    }

    private readonly PacketSource _traffic = PacketSource.Of(run, flow);
    private readonly RunHold _hold = new(run.Progress);
    private IActorRef _socket = ActorRefs.Nobody;
    private bool _optionSet;
    private bool _isCounted;

    protected override void PostStop() => _hold.Set(false);

    protected override void OnReceive(object message)
    {
        if (message is Tick) SendNext();
        else if (message is PacketReceived answer) run.Packets.Return(answer.Packet);
        else if (message is AppLifecycle.Begin) Start();
        else if (message is AppLifecycle.Prepare or AppLifecycle.HostRestarted)
            host.Tell(new SocketCall.Open(flow.Transport, flow.Index), Self);
        else if (message is AppLifecycle.HostCrashed) Lose();
        else if (message is SocketOpened opened) Bind(opened.Socket);
        else if (message is SocketReply.Bound)
            _socket.Tell(new SocketCall.SetOption(SocketOption.Broadcast, flow.Cast == Cast.Broadcast ? 1 : 0, default), Self);
        else if (message is SocketReply.Done done) SetUp(done.Errno);
        else Unhandled(message);
    }

    private void Bind(IActorRef socket)
    {
        _socket = socket;
        socket.Tell(new SocketCall.Bind(new(Ipv4Address.Any, 0)), Self);
    }

    private void SetUp(Errno errno)
    {
        if (errno != Errno.None)
        {
            director.Tell(new AppLifecycle.CannotStart($"flow '{flow.Name}': its sending socket failed with {errno}"), Self);
        }
        else if (_optionSet)
        {
            director.Tell(AppLifecycle.Ready.Message, Self);
        }
        else
        {
            _optionSet = true;
            if (!_isCounted) _hold.Set(true);
            _isCounted = true;
            _socket.Tell(new SocketCall.CarryPackets(flow.Ttl), Self);
        }
    }

    // The schedule goes on: what is due until the host is back is never sent.
    private void Lose()
    {
        _socket = ActorRefs.Nobody;
        _optionSet = false;
    }

    private void Start()
    {
        run.Trace.Write(TraceEvents.At(run.Clock.Now, TraceEventKind.FlowStarted, flow.Index));
        ScheduleNext();
        director.Tell(AppLifecycle.Idle.Message, Self);
    }

    private void SendNext()
    {
        Packet packet = run.Packets.Rent();
        packet.SentAt = run.Clock.Now;
        packet.Destination = flow.Destination;
        packet.DestinationPort = flow.Port;
        packet.Owner = Owner.Of(new FlowId(flow.Index));
        packet.Sequence = _traffic.Sequence;
        packet.Bytes = _traffic.Take();
        packet.Dscp = flow.Dscp;
        if (_socket.IsNobody()) run.Packets.Return(packet);
        else _socket.Tell(PacketMessages.Send(packet), Self);
        ScheduleNext();
    }

    private void ScheduleNext()
    {
        if (_traffic.Next != SimTime.Never)
        {
            run.Clock.At(_traffic.Next, Self, Tick.Message);
            return;
        }

        if (!_traffic.IsOver) return;
        run.Trace.Write(TraceEvents.At(run.Clock.Now, TraceEventKind.FlowFinished, flow.Index));
        _hold.Set(false);
    }
}
