using System.Collections.Concurrent;
using NetComm.Network;
using NetComm.Runtime;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Loopback;
using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Emulation;
using NetComm.Runtime.Sockets;

namespace NetComm.Conformance.Tests;

/// <summary>Real sockets.</summary>
internal sealed class LoopbackArm : ISocketArm
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TimerThread _timer;
    private readonly LoopbackNetwork _network;
    private readonly ActorSystem _system = ActorRuntime.CreateSystem("conformance");
    private readonly Dictionary<string, IActorRef> _hosts = [];

    internal LoopbackArm(bool hasAddressRange = true)
    {
        Scenario scenario = ConformanceNetwork.Build();
        _timer = new TimerThread(_ => { });
        var addresses = LoopbackAddresses.Of(scenario);
        var trace = new OrderedTraceSink();
        var run = new RunContext(
            addresses.Scenario, new LoopbackClock(_timer), trace, new PacketPool(shared: true), new RunProgress(), addresses.Resolve);
        var paths = new PathEmulator(scenario, _timer, run.Progress, trace);
        Notes = new LoopbackNotes();
        _network =
            new LoopbackNetwork(
                run, _timer, addresses, new BoundEndpoints(), paths, Notes, new RunFailures(run.Clock, trace, Notes), hasAddressRange);
        foreach (Node node in addresses.Scenario.Nodes)
        {
            _hosts[node.Name] = _system.ActorOf(Props.Create(() => new LoopbackHostActor(_network, node, ActorRefs.Nobody)), node.Name);
        }

        _timer.Start();
    }

    internal LoopbackNotes Notes { get; }

    /// <summary>What is under way.</summary>
    internal RunProgress Progress => _network.Run.Progress;

    public Ipv4Address Broadcast => _network.Run.Scenario.Links.OfType<Lan>().Single().Network.Broadcast;

    public Ipv4Address AddressOf(string host) => _network.Run.Scenario.FindNode(host)!.Address!.Value;

    public Ipv4Address Localhost => LoopbackAddresses.OwnHost;

    public Ipv4Address OnLan(string host) =>
        _network.Run.Scenario.FindNode(host)!.Interfaces.Single(at => _network.Run.Scenario.Links[at.Medium] is Lan).Address;

    public IActorRef Open(string host, bool stream) =>
        Assert.IsType<SocketOpened>(
            Begin(_hosts[host], new SocketCall.Open(stream ? Transport.Tcp : Transport.Udp, Owner: -1)).Wait()).Socket;

    public void Pass(int milliseconds) => Thread.Sleep(milliseconds);

    public void Crash(string host)
    {
        Let(new FaultChange.NodeCrash(_network.Run.Scenario.FindNode(host)!.Index));
        _hosts[host].Tell(new HostCommand.Crash());
    }

    public void Restart(string host)
    {
        Let(new FaultChange.NodeRestart(_network.Run.Scenario.FindNode(host)!.Index));
        _hosts[host].Tell(new HostCommand.Restart());
    }

    public IPendingReply Begin(IActorRef socket, SocketCall call)
    {
        var replies = new BlockingCollection<SocketReply>();
        socket.Tell(call, _system.ActorOf(Props.Create(() => new CollectorActor(replies))));
        return new Pending(replies);
    }

    /// <summary>A link or LAN fails.</summary>
    internal void TakeDown(string medium) =>
        Let(new FaultChange.LinkDown(_network.Run.Scenario.Links.Single(m => m.Name == medium).Index));

    private void Let(FaultChange change)
    {
        using var done = new ManualResetEventSlim();
        _timer.Post(now =>
        {
            new LoopbackTimeline(_network, ActorRefs.Nobody).Handle(change, now);
            done.Set();
        });
        Assert.True(done.Wait(Patience));
    }

    public void Dispose()
    {
        _timer.Dispose();
        _system.Terminate().Wait(Patience);
    }

    private sealed class Pending(BlockingCollection<SocketReply> replies) : IPendingReply
    {
        public SocketReply Wait()
        {
            Assert.True(replies.TryTake(out SocketReply? reply, Patience), "no answer came");
            return reply!;
        }

        public SocketReply? TryTake() => replies.TryTake(out SocketReply? reply) ? reply : null;
    }
}
