using NetComm.Network;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Sockets;
using NetComm.Tracing;

namespace NetComm.Runtime.Apps.Flows;

/// <summary>
/// The sending end of a UDP flow: hands its socket a packet whenever its traffic says so, and takes the answers of a request-response flow.
/// </summary>
internal sealed class FlowSenderActor : DirectActor
{
    private sealed class Tick : DirectMessage
    {
        internal static readonly Tick Message = new();
    }

    private readonly RunContext _run;
    private readonly Flow _flow;
    private readonly Ipv4Address _destination;
    private readonly IActorRef _host;
    private readonly IActorRef _director;
    private readonly TrafficSource _traffic;
    private readonly RunHold _hold;
    private IActorRef _socket = ActorRefs.Nobody;
    private bool _optionSet;
    private bool _isCounted;

    public FlowSenderActor(RunContext run, Flow flow, IActorRef host, IActorRef director)
    {
        _run = run;
        _flow = flow;
        _host = host;
        _director = director;
        _destination = run.Resolve(flow.Destination.ToString()) ?? flow.Destination;
        _hold = new RunHold(run.Progress);
        _traffic = new TrafficSource(flow, run.RandomFor($"flow:{flow.Name}:gaps"), run.RandomFor($"flow:{flow.Name}:sizes"));
    }

    protected override void PostStop() => _hold.Set(false);

    protected override void OnReceive(object message)
    {
        if (message is Tick) SendNext();
        else if (message is PacketReceived answer) _run.Packets.Return(answer.Packet);
        else if (message is AppLifecycle.Begin) Start();
        else if (message is AppLifecycle.Prepare or AppLifecycle.HostRestarted)
            _host.Tell(new SocketCall.Open(_flow.Transport, _flow.Index), Self);
        else if (message is AppLifecycle.HostCrashed) Lose();
        else if (message is SocketOpened opened) Bind(opened.Socket);
        else if (message is SocketReply.Bound)
            _socket.Tell(new SocketCall.SetOption(SocketOption.Broadcast, _flow.Cast == Cast.Broadcast ? 1 : 0, default), Self);
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
            _director.Tell(new AppLifecycle.CannotStart($"flow '{_flow.Name}': its sending socket failed with {errno}"), Self);
        }
        else if (_optionSet)
        {
            _director.Tell(AppLifecycle.Ready.Message, Self);
        }
        else
        {
            _optionSet = true;
            if (!_isCounted) _hold.Set(true);
            _isCounted = true;
            _socket.Tell(new SocketCall.CarryPackets(_flow.Ttl), Self);
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
        _run.Trace.Write(TraceEvents.At(_run.Clock.Now, TraceEventKind.FlowStarted, _flow.Index));
        ScheduleNext();
        _director.Tell(AppLifecycle.Idle.Message, Self);
    }

    private void SendNext()
    {
        Packet packet = _run.Packets.Rent();
        packet.SentAt = _run.Clock.Now;
        packet.Destination = _destination;
        packet.DestinationPort = _flow.Port;
        packet.Owner = Owner.Of(new FlowId(_flow.Index));
        packet.Sequence = _traffic.Sequence;
        packet.Bytes = _traffic.Take();
        if (_socket.IsNobody()) _run.Packets.Return(packet);
        else _socket.Tell(PacketMessages.Send(packet), Self);
        ScheduleNext();
    }

    private void ScheduleNext()
    {
        if (_traffic.Next != SimTime.Never)
        {
            _run.Clock.At(_traffic.Next, Self, Tick.Message);
            return;
        }

        _run.Trace.Write(TraceEvents.At(_run.Clock.Now, TraceEventKind.FlowFinished, _flow.Index));
        _hold.Set(false);
    }
}
