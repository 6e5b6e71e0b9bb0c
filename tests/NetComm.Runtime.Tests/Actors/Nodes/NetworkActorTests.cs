using Akka.TestKit;
using NetComm.Network;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Simulated;
using NetComm.Runtime.Sockets;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Actors.Nodes;

/// <summary>The network's actor and what it supervises. The interface 99 does not exist: a node that gets a packet there fails.</summary>
public sealed class NetworkActorTests : ActorTests
{
    private readonly SimulatedNetwork _network;
    private readonly IActorRef _actor;

    public NetworkActorTests()
    {
        NetworkBuilder builder = new NetworkBuilder().Hosts("alice", "bob").Routers("r")
            .Link("alice", "r", name: "cable").Lan("office", LinkProperties.Perfect, "r", "bob");
        _network = NetworkOf(builder.Build());
        _actor = Make("network", () => new NetworkActor(_network, Director));
    }

    private static PacketArrived Broken => PacketMessages.Arrived(new Packet { Hop = { Interface = 99 } });

    [Fact]
    public void Nodes_links_and_LANs_are_its_children()
    {
        IActorRef[] children = [.. _network.Nodes, .. _network.Media];

        Assert.Equal(["alice", "bob", "r", "link:cable", "lan:office"], children.Select(child => child.Path.Name));
        Assert.All(children, child => Assert.Equal(_actor.Path, child.Path.Parent));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("r")]
    [InlineData("link:cable")]
    [InlineData("lan:office")]
    public void A_child_that_fails_is_stopped_and_the_others_live(string name)
    {
        IActorRef[] children = [.. _network.Nodes, .. _network.Media];
        IActorRef failing = children.Single(child => child.Path.Name == name);
        Watch([_actor, .. children]);

        Tell(failing, Kill.Instance);

        ExpectTerminated(failing);
        ExpectNothing(Watcher);
    }

    [Fact]
    public void The_network_stops_after_its_children()
    {
        IActorRef[] all = [.. _network.Nodes, .. _network.Media, _actor];
        Watch(all);

        Tell(_actor, PoisonPill.Instance);

        IActorRef[] ended = [.. all.Select(_ => Expect<Terminated>(Watcher).ActorRef)];
        Assert.Equal(_actor, ended[^1]);
        Assert.Equivalent(all, ended);
    }

    [Fact]
    public void A_failure_at_a_packet_is_logged_as_it_was_thrown_and_by_whom()
    {
        Sys.EventStream.Subscribe(Watcher, typeof(Error));

        Tell(_network.Nodes[0], Broken);

        Error error = Expect<Error>(Watcher);
        Assert.IsType<IndexOutOfRangeException>(error.Cause);
        Assert.EndsWith("/network/alice", error.LogSource, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_logged_once()
    {
        Sys.EventStream.Subscribe(Watcher, typeof(Error));
        _network.Nodes[0].Tell(Broken, ActorRefs.NoSender);
        _network.Nodes[0].Tell(Broken, ActorRefs.NoSender);

        Expect<Error>(Watcher);

        ExpectNothing(Watcher);
    }

    [Fact]
    public void The_director_of_a_run_notes_a_failure_and_traces_it()
    {
        var failures = new List<string>();
        Make("director", () => new RunFailuresActor(_network, failures));

        Tell(_network.Nodes[0], Kill.Instance);

        Assert.Equal(["an actor failed, which is a bug of ours: akka://test/user/parent/network/alice: Kill"], failures);
        Assert.Equal(["akka://test/user/parent/network/alice: Kill"], Recorded().Texts(TraceEventKind.ActorFailed));
    }

    [Fact]
    public void The_director_of_a_run_notes_what_cannot_start()
    {
        var failures = new List<string>();
        IActorRef director = Make("director", () => new RunFailuresActor(_network, failures));

        Tell(director, new AppLifecycle.CannotStart("port 7 is taken"));

        Assert.Equal(["port 7 is taken"], failures);
    }

    [Fact]
    public void A_socket_that_fails_leaves_its_host_to_the_others()
    {
        TestProbe owner = CreateTestProbe("owner");
        Tell(_network.Nodes[0], new SocketCall.Open(Transport.Tcp, Owner: -1), owner);
        IActorRef socket = Expect<SocketOpened>(owner).Socket;
        Tell(socket, Kill.Instance);

        Tell(_network.Nodes[0], new SocketCall.Open(Transport.Tcp, Owner: -1), owner);

        Assert.Equal("tcp:2", Expect<SocketOpened>(owner).Socket.Path.Name);
    }
}
