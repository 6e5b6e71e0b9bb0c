using NetComm.Network;
using NetComm.Runtime.Simulated.Links;
using NetComm.Runtime.Simulated.Nodes;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Actors.Nodes;

public sealed class RouterActorTests : StagedNetworkTests
{
    public RouterActorTests()
        : base(new NetworkBuilder().Hosts("alice", "bob").Routers("r").Link("alice", "r").Link("r", "bob"), "r")
    {
    }

    [Fact]
    public void A_router_forwards_with_a_time_to_live_of_one_less()
    {
        Send("alice", Datagram("alice", "bob", 9));

        Assert.Equal(63, ExpectPacket("bob").Ttl);
    }

    [Fact]
    public void A_packet_whose_time_to_live_runs_out_is_reported_to_its_sender()
    {
        Packet packet = Datagram("alice", "bob", 9);
        packet.Ttl = 1;

        Send("alice", packet);

        // No errno stands for 'time exceeded'.
        IcmpReport report = ExpectReport("alice");
        Assert.Equal((Errno.None, AddressOf("r")), (report.Error, report.From));
    }

    [Fact]
    public void A_packet_whose_time_to_live_runs_out_goes_no_further()
    {
        Packet packet = Datagram("alice", "bob", 9);
        packet.Ttl = 1;

        Send("alice", packet);

        ExpectNothing(ProbeOf("bob"));
    }

    [Fact]
    public void A_router_answers_an_echo_to_itself()
    {
        Packet echo = Datagram("alice", "r", 0);
        (echo.Kind, echo.Owner) = (PacketKind.Echo, Model.Owner.Of(new ProgramId(0)));

        Send("alice", echo);

        Packet reply = ExpectPacket("alice");
        Assert.Equal((true, AddressOf("r"), 5000), (reply.IsReply, reply.Source, reply.DestinationPort));
    }

    [Fact]
    public void A_datagram_for_a_router_is_refused_since_it_has_no_sockets()
    {
        Send("alice", Datagram("alice", "r", 9));

        Assert.Equal(Errno.ECONNREFUSED, ExpectReport("alice").Error);
    }

    [Fact]
    public void A_router_opens_no_socket()
    {
        Sys.EventStream.Subscribe(Watcher, typeof(UnhandledMessage));

        Tell(ActorOf("r"), new SocketCall.Open(Transport.Udp, Owner: -1), Owner);

        Assert.IsType<SocketCall.Open>(Expect<UnhandledMessage>(Watcher).Message);
        ExpectNothing(Owner);
    }

    [Fact]
    public void A_router_that_has_crashed_drops_what_arrives()
    {
        Tell(ActorOf("r"), new NodeCommand.Crash());

        Send("alice", Datagram("alice", "bob", 9));

        Assert.Equal(1, Recorded().Drops(DropReason.Down));
    }

    [Fact]
    public void A_router_that_is_back_forwards_again()
    {
        Tell(ActorOf("r"), new NodeCommand.Crash());
        Tell(ActorOf("r"), new NodeCommand.Restart());

        Send("alice", Datagram("alice", "bob", 9));

        Assert.Equal(9, ExpectPacket("bob").DestinationPort);
    }

    [Fact]
    public void A_router_sends_nothing_by_an_interface_whose_link_went_down()
    {
        Tell(ActorOf("r"), new LinkStatus.WentDown(InterfaceOf("r", 1).Index));

        Send("alice", Datagram("alice", "bob", 9));

        Assert.Equal(1, Recorded().Drops(DropReason.Down));
    }
}
