using NetComm.Network;
using NetComm.Protocols.Tcp;
using NetComm.Runtime.Simulated.Nodes;
using NetComm.Runtime.Sockets;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Actors.Nodes;

public sealed class HostActorTests : StagedNetworkTests
{
    private readonly IActorRef _host;

    public HostActorTests()
        : base(new NetworkBuilder().Hosts("bob", "alice", "carol").Link("bob", "alice").Link("alice", "carol"), "alice") =>
        _host = ActorOf("alice");

    [Fact]
    public void A_host_opens_a_socket_for_whoever_asks()
    {
        Tell(_host, new SocketCall.Open(Transport.Udp, Owner: -1), Owner);

        Assert.Equal(_host.Path, Expect<SocketOpened>(Owner).Socket.Path.Parent);
        Assert.Equal(_host, Owner.LastSender);
    }

    [Fact]
    public void Sockets_are_named_by_their_kind_and_numbered_in_the_order_of_the_calls()
    {
        IActorRef[] sockets = [Open("alice", Transport.Udp), Open("alice", Transport.Tcp), Open("alice", Transport.Icmp)];

        Assert.Equal(["udp:1", "tcp:2", "icmp:3"], sockets.Select(socket => socket.Path.Name));
    }

    [Fact]
    public void A_datagram_goes_to_the_socket_that_has_its_port()
    {
        IActorRef _ = OpenAt("alice", 8), socket = OpenAt("alice", 9);
        Tell(socket, new SocketCall.Receive(99, Timeout: null), Owner);

        Send("bob", Datagram("bob", "alice", 9));

        Assert.Equal("hello"u8.ToArray(), Expect<SocketReply.Data>(Owner).Bytes);
        Assert.Equal(socket, Owner.LastSender);
    }

    [Fact]
    public void A_datagram_that_no_socket_has_the_port_of_is_refused_by_ICMP()
    {
        Send("bob", Datagram("bob", "alice", 9));

        IcmpReport report = ExpectReport("bob");
        Assert.Equal((Errno.ECONNREFUSED, new IpEndpoint(AddressOf("alice"), 9)), (report.Error, report.Remote));
    }

    [Fact]
    public void A_segment_that_no_socket_waits_for_is_answered_with_a_reset()
    {
        Packet syn = Datagram("bob", "alice", 80, text: "");
        syn.Kind = PacketKind.Tcp;
        syn.Segment = new SegmentHeader { Tcp = new TcpHeader { SourcePort = 5000, DestinationPort = 80, Flags = TcpFlags.Syn } };

        Send("bob", syn);

        Assert.True(ExpectPacket("bob").Segment!.Tcp.Flags.HasFlag(TcpFlags.Rst));
    }

    [Fact]
    public void A_host_forwards_nothing()
    {
        Send("bob", Datagram("bob", "carol", 9));

        ExpectNothing(ProbeOf("carol"));
        Assert.Equal(1, Recorded().Drops(DropReason.NoRoute));
    }

    [Fact]
    public void A_crash_stops_the_sockets_of_a_host_in_the_order_in_which_they_were_opened()
    {
        IActorRef udp = Open("alice", Transport.Udp), tcp = Open("alice", Transport.Tcp), icmp = Open("alice", Transport.Icmp);
        Watch(_host, icmp, tcp, udp);

        Tell(_host, new NodeCommand.Crash());

        ExpectTerminated(udp, tcp, icmp);
        ExpectNothing(Watcher);
    }

    [Fact]
    public void A_packet_that_arrives_while_a_host_is_down_is_dropped()
    {
        OpenAt("alice", 9);
        Tell(_host, new NodeCommand.Crash());

        Send("bob", Datagram("bob", "alice", 9));

        Assert.Equal(1, Recorded().Drops(DropReason.Down));
    }

    [Fact]
    public void A_host_that_is_down_says_nothing_to_others()
    {
        Tell(_host, new NodeCommand.Crash());

        Send("bob", Datagram("bob", "alice", 9));

        ExpectNothing(ProbeOf("bob"));
    }

    [Fact]
    public void A_port_that_was_taken_before_the_crash_is_free_after_the_restart()
    {
        OpenAt("alice", 9);
        Tell(_host, new NodeCommand.Crash());
        Tell(_host, new NodeCommand.Restart());

        SocketReply reply = Call(Open("alice", Transport.Udp), new SocketCall.Bind(new(Ipv4Address.Any, 9)));

        Assert.Equal(new SocketReply.Bound(new(Ipv4Address.Any, 9)), reply);
    }

    [Fact]
    public void A_socket_that_fails_is_stopped_and_the_others_live()
    {
        IActorRef failing = OpenAt("alice", 8), other = OpenAt("alice", 9);
        Watch(_host, failing, other);

        Tell(failing, Kill.Instance);

        ExpectTerminated(failing);
        ExpectNothing(Watcher);
    }

    [Fact]
    public void A_host_stops_after_its_sockets()
    {
        IActorRef udp = Open("alice", Transport.Udp), tcp = Open("alice", Transport.Tcp);
        Watch(_host, udp, tcp);

        Tell(_host, PoisonPill.Instance);

        Expect<Terminated>(Watcher);
        Expect<Terminated>(Watcher);
        ExpectTerminated(_host);
    }

    [Fact]
    public void A_host_that_fails_takes_its_sockets_with_it()
    {
        IActorRef socket = Open("alice", Transport.Udp);
        Watch(_host, socket);

        Tell(_host, Kill.Instance);

        ExpectTerminated(socket, _host);
    }
}
