using NetComm.Sim.Model;
using NetComm.Sim.Runtime.AkkaHosting;
using NetComm.Sim.Runtime.Sockets;

namespace NetComm.Sim.Runtime.Hosts;

/// <summary>The receiving end of all UDP flows that reach one host at one port: takes their packets, and answers the requests among them.</summary>
internal sealed class FlowReceiverActor : DirectActor
{
    private readonly RunContext _run;
    private readonly int _port;
    private readonly IActorRef _host;
    private readonly IActorRef _director;
    private readonly RandomStream?[] _sizes;
    private IActorRef _socket = ActorRefs.Nobody;
    private bool _bound;

    public FlowReceiverActor(RunContext run, int node, int port, IActorRef host, IActorRef director)
    {
        _run = run;
        _port = port;
        _host = host;
        _director = director;
        _sizes = [.. run.Scenario.Flows.Select(flow => flow.Traffic is Traffic.RequestResponse
            ? run.Luck($"flow:{flow.Name}:answers:{run.Scenario.Nodes[node].Name}")
            : null)];
    }

    protected override void OnReceive(object message)
    {
        if (message is PacketReceived received) Take(received.Packet);
        else if (message is Job.Prepare) _host.Tell(new SocketCall.Open(Transport.Udp, OwnerOf()), Self);
        else if (message is SocketReply.Opened opened) Bind(opened.Socket);
        else if (message is SocketReply.Bound) Carry();
        else if (message is SocketReply.Done done) SetUp(done.Errno);
        else Unhandled(message);
    }

    private long OwnerOf() => _run.Scenario.Flows.First(flow => flow.Port == _port).Index;

    private void Bind(IActorRef socket)
    {
        _socket = socket;
        socket.Tell(new SocketCall.Bind(new(Ipv4Address.Any, _port)), Self);
    }

    private void Carry()
    {
        _bound = true;
        _socket.Tell(new SocketCall.CarryPackets(Ttl: 64), Self);
    }

    private void SetUp(Errno errno)
    {
        if (_bound && errno == Errno.None) _director.Tell(Job.Ready.Report, Self);
        else _director.Tell(new Job.Unable($"port {_port} for flow '{_run.Scenario.Flows[(int)OwnerOf()].Name}' failed with {errno}"), Self);
    }

    private void Take(Packet packet)
    {
        if (packet.Flow < 0 || packet.Answer || _run.Scenario.Flows[packet.Flow].Traffic is not Traffic.RequestResponse requests)
        {
            _run.Packets.Return(packet);
            return;
        }

        Packet answer = _run.Packets.Rent();
        answer.SentAt = _run.Clock.Now;
        answer.Destination = packet.Source;
        answer.DestinationPort = packet.SourcePort;
        answer.Source = packet.Destination;
        answer.Flow = packet.Flow;
        answer.Sequence = packet.Sequence;
        answer.Answer = true;
        answer.Bytes = requests.Response.Sample(_sizes[packet.Flow]!);
        _run.Packets.Return(packet);
        _socket.Tell(answer.Send, Self);
    }
}
