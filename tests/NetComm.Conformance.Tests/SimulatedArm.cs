using System.Collections.Concurrent;
using NetComm.Network;
using NetComm.Runtime;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Simulated;
using NetComm.Runtime.Sockets;
using NetComm.Tracing;

namespace NetComm.Conformance.Tests;

/// <summary>Simulated sockets, in virtual time.</summary>
internal sealed class SimulatedArm : ISocketArm
{
    private readonly SimulationSystem _simulation = ActorRuntime.CreateSimulation("conformance");
    private readonly SimulatedNetwork _network;
    private readonly TraceRecorder _trace;
    private readonly IActorRef _timeline;

    internal SimulatedArm()
    {
        Scenario scenario = ConformanceNetwork.Build();
        _trace = new TraceRecorder(TraceHeader.Of(scenario), keep: false);
        var clock = new SimulatedClock(_simulation);
        var run = new RunContext(scenario, clock, _trace, new PacketPool(), new RunProgress(), scenario.Resolve);
        _network = new SimulatedNetwork(run, clock);
        _simulation.System.ActorOf(Props.Create(() => new NetworkActor(_network, ActorRefs.Nobody)), "network");
        _timeline = _simulation.System.ActorOf(Props.Create(() => new TimelineActor(_network)), "timeline");
        _simulation.Drain();
    }

    public Ipv4Address Broadcast => _network.Run.Scenario.Links.OfType<Lan>().Single().Network.Broadcast;

    public Ipv4Address AddressOf(string host) => _network.Run.Scenario.FindNode(host)!.Address!.Value;

    public Ipv4Address OnLan(string host) =>
        _network.Run.Scenario.FindNode(host)!.Interfaces.Single(at => _network.Run.Scenario.Links[at.Medium] is Lan).Address;

    public IActorRef Open(string host, bool stream) => Assert.IsType<SocketOpened>(
        Begin(_network.Nodes[_network.Run.Scenario.FindNode(host)!.Index],
            new SocketCall.Open(stream ? Transport.Tcp : Transport.Udp, Owner: -1)).Wait()).Socket;

    public void Pass(int milliseconds)
    {
        SimTime end = _network.Clock.Now + SimDuration.FromMilliseconds(milliseconds);
        while (_network.Clock.Step(end))
        {
        }

        _network.Clock.SkipTo(end);
    }

    // Longer than an acknowledgement is delayed (200 ms), for which Nagle's algorithm waits.
    public void Settle(int milliseconds) => Pass(500);

    public void Crash(string host) => Let(new FaultChange.NodeCrash(_network.Run.Scenario.FindNode(host)!.Index));

    public void Restart(string host) => Let(new FaultChange.NodeRestart(_network.Run.Scenario.FindNode(host)!.Index));

    public IPendingReply Begin(IActorRef socket, SocketCall call)
    {
        var replies = new BlockingCollection<SocketReply>();
        socket.Tell(call, _simulation.System.ActorOf(Props.Create(() => new CollectorActor(replies))));
        _simulation.Drain();
        return new Pending(_network.Clock, replies);
    }

    private void Let(FaultChange change)
    {
        _timeline.Tell(new Fault(0, _network.Clock.Now, change));
        _simulation.Drain();
    }

    public void Dispose()
    {
        _simulation.Dispose();
        _trace.Dispose();
    }

    private sealed class Pending(SimulatedClock clock, BlockingCollection<SocketReply> replies) : IPendingReply
    {
        public SocketReply Wait()
        {
            while (replies.Count == 0 && clock.Step(SimTime.Never))
            {
            }

            Assert.True(replies.TryTake(out SocketReply? reply), "no answer came");
            return reply!;
        }

        public SocketReply? TryTake() => replies.TryTake(out SocketReply? reply) ? reply : null;
    }
}
