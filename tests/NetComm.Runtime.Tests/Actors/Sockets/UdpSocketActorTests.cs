using System.Text;
using NetComm.Network;
using NetComm.Runtime.Simulated.Nodes;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Actors.Sockets;

public sealed class UdpSocketActorTests : StagedNetworkTests
{
    private static readonly SocketCall.Receive Receive = new(99, Timeout: null);

    private readonly IActorRef _socket;

    public UdpSocketActorTests()
        : base(new NetworkBuilder().Hosts("alice", "bob").Link("alice", "bob").Group("team"), "alice") => _socket = OpenAt("alice", 9);

    private IpEndpoint Bob => new(AddressOf("bob"), 5000);

    [Fact]
    public void A_socket_answers_the_caller_and_nobody_else()
    {
        Tell(_socket, new SocketCall.Connect(Bob, Timeout: null), Watcher);

        Expect(Watcher, new SocketReply.Done(Errno.None));
        ExpectNothing(Owner);
    }

    [Fact]
    public void What_is_sent_arrives_at_the_peer_from_the_socket_s_port()
    {
        Call(_socket, new SocketCall.SendTo(Bob, "hello"u8.ToArray()));

        Pass(SimDuration.Zero);
        Packet packet = ExpectPacket("bob");
        Assert.Equal((9, 5000, "hello"), (packet.SourcePort, packet.DestinationPort, Encoding.UTF8.GetString(packet.Data!)));
    }

    [Fact]
    public void A_datagram_that_finds_the_buffer_full_is_dropped()
    {
        // The buffer holds 212 992 B: four of 53 248 B, and no byte more.
        for (int i = 0; i < 5; i++) Send("bob", Datagram("bob", "alice", 9, new string('x', i < 4 ? 53_248 : 1)));

        Assert.Equal(1, Recorded().Drops(DropReason.BufferFull));
    }

    [Fact]
    public void A_receive_ends_when_its_timeout_has_passed_and_not_before()
    {
        Tell(_socket, Receive with { Timeout = SimDuration.FromSeconds(5) }, Owner);

        Pass(SimDuration.FromMilliseconds(4999));
        ExpectNothing(Owner);
        Pass(SimDuration.FromMilliseconds(1));
        Expect(Owner, new SocketReply.Done(Errno.ETIMEDOUT));
    }

    [Fact]
    public void A_connected_socket_hears_that_the_peer_has_no_such_port()
    {
        Call(_socket, new SocketCall.Connect(Bob, Timeout: null));
        Tell(_socket, Receive, Owner);

        Tell(_socket, Refusal(), ProbeOf("bob"));

        Expect(Owner, new SocketReply.Done(Errno.ECONNREFUSED));
    }

    [Fact]
    public void A_socket_of_a_flow_hands_its_owner_the_packets_themselves()
    {
        Call(_socket, new SocketCall.CarryPackets(Ttl: 64));

        Send("bob", Datagram("bob", "alice", 9));

        Assert.Equal(5000, Expect<PacketReceived>(Owner).Packet.SourcePort);
    }

    [Fact]
    public void A_socket_that_is_closed_answers_and_stops()
    {
        Watch(_socket);

        Tell(_socket, new SocketCall.Close(), Owner);

        Expect(Owner, new SocketReply.Done(Errno.None));
        ExpectTerminated(_socket);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_port_is_free_when_its_socket_has_ended_however_it_did(object end)
    {
        Tell(_socket, end);

        SocketReply reply = Call(Open("alice", Transport.Udp), new SocketCall.Bind(new(Ipv4Address.Any, 9)));

        Assert.Equal(new SocketReply.Bound(new(Ipv4Address.Any, 9)), reply);
    }

    [Fact]
    public void A_socket_that_ends_leaves_the_groups_that_it_had_joined()
    {
        Tell(ActorOf("alice"), new NodeCommand.Start());
        Call(_socket, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Scenario.Groups[0].Address));
        Assert.Single(Network.Members.GroupsOf(0));

        Tell(_socket, PoisonPill.Instance);

        Assert.Empty(Network.Members.GroupsOf(0));
    }

    [Fact]
    public void What_was_not_read_when_a_socket_ends_is_dropped()
    {
        Send("bob", Datagram("bob", "alice", 9));

        Tell(_socket, PoisonPill.Instance);

        Assert.Equal(1, Recorded().Drops(DropReason.NoSocket));
    }

    public static TheoryData<object> Ends() => [new SocketCall.Close(), PoisonPill.Instance, Kill.Instance];

    private IcmpReport Refusal() =>
        new(new(AddressOf("alice"), 9), Bob, Errno.ECONNREFUSED, Transport.Udp, Sequence: 0, From: AddressOf("bob"));
}
