using NetComm.Network;
using NetComm.Runtime.Simulated.Nodes;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Actors.Sockets;

/// <summary>Alice sends echoes to bob, behind a router; each link takes one millisecond.</summary>
public sealed class EchoSocketActorTests : StagedNetworkTests
{
    private static readonly SimDuration Delay = SimDuration.FromMilliseconds(1);
    private static readonly LinkProperties Slow = new() { Delay = Delay };

    private readonly IActorRef _socket;

    public EchoSocketActorTests()
        : base(Path, "alice", "r", "bob") => _socket = Open("alice", Transport.Icmp);

    private static NetworkBuilder Path =>
        new NetworkBuilder().Hosts("alice", "bob").Routers("r").Link("alice", "r", Slow).Link("r", "bob", Slow);

    private SocketCall.SendEcho Echo => new(AddressOf("bob"), Sequence: 7, Bytes: 56, Ttl: 64);

    [Fact]
    public void An_answer_comes_after_the_round_trip()
    {
        Call(_socket, Echo);

        Pass((Delay * 4) - SimDuration.FromPicoseconds(1));
        ExpectNothing(Owner);
        Pass(SimDuration.FromPicoseconds(1));

        // Bob answers with a time to live of 64, and the router takes one.
        Expect(Owner, new SocketReply.EchoAnswered(Sequence: 7, AddressOf("bob"), Bytes: 56, Ttl: 63));
    }

    [Fact]
    public void A_time_to_live_that_runs_out_is_reported_by_the_router()
    {
        Call(_socket, Echo with { Ttl = 1 });

        Pass(Delay * 2);
        Expect(Owner, new SocketReply.EchoRefused(Sequence: 7, AddressOf("r"), Errno.None));
    }

    [Fact]
    public void An_answer_goes_to_the_socket_that_asked()
    {
        IActorRef other = Open("alice", Transport.Icmp);
        Call(other, Echo);

        Pass(Delay * 4);

        Expect<SocketReply.EchoAnswered>(Owner);
        Assert.Equal(other, Owner.LastSender);
        ExpectNothing(Owner);
    }

    [Fact]
    public void An_echo_to_many_is_EACCES()
    {
        SocketReply reply = Call(_socket, Echo with { To = Ipv4Address.LimitedBroadcast });

        Assert.Equal(new SocketReply.Done(Errno.EACCES), reply);
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
    public void An_answer_that_comes_when_its_socket_has_ended_is_dropped(object end)
    {
        Call(_socket, Echo);
        Tell(_socket, end);

        Pass(Delay * 4);

        Assert.Equal(1, Recorded().Drops(DropReason.NoSocket));
    }

    // The new socket had the identifier of the old one: a ping took an answer to an echo that it had not sent yet, and failed.
    [Fact]
    public void A_socket_that_is_opened_after_a_restart_gets_no_answer_to_an_echo_from_before_the_crash()
    {
        Call(_socket, Echo);
        Tell(ActorOf("alice"), new NodeCommand.Crash());
        Tell(ActorOf("alice"), new NodeCommand.Restart());
        Open("alice", Transport.Icmp);

        Pass(Delay * 4);

        ExpectNothing(Owner);
    }

    public static TheoryData<object> Ends() => [new SocketCall.Close(), PoisonPill.Instance, Kill.Instance];
}
