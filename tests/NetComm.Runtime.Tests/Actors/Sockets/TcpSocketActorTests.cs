using System.Text;
using NetComm.Network;
using NetComm.Runtime.Simulated.Nodes;
using NetComm.Runtime.Sockets;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Actors.Sockets;

/// <summary>Alice connects to port 80 of bob, one millisecond away.</summary>
public sealed class TcpSocketActorTests : StagedNetworkTests
{
    private static readonly SimDuration Delay = SimDuration.FromMilliseconds(1);
    private static readonly SimDuration AnInstant = SimDuration.FromPicoseconds(1);
    private static readonly SocketCall.Receive Receive = new(99, Timeout: null);
    private static readonly SocketCall.Accept Accept = new(Timeout: null);
    private static readonly SocketCall.Close Close = new();

    private readonly IActorRef _client;
    private readonly IActorRef _listener;

    public TcpSocketActorTests()
        : base(new NetworkBuilder().Hosts("alice", "bob").Link("alice", "bob", new LinkProperties { Delay = Delay }), "alice", "bob")
    {
        _client = Open("alice", Transport.Tcp);
        _listener = Open("bob", Transport.Tcp);
        Call(_listener, new SocketCall.Bind(new(Ipv4Address.Any, 80)));
    }

    private SocketCall.Connect Connect => new(new IpEndpoint(AddressOf("bob"), 80), Timeout: null);

    [Fact]
    public void A_connection_stands_when_its_SYN_was_answered()
    {
        Listen();

        Tell(_client, Connect, Owner);

        Pass((Delay * 2) - AnInstant);
        ExpectNothing(Owner);
        Pass(AnInstant);
        Expect(Owner, new SocketReply.Done(Errno.None));
    }

    [Fact]
    public void Connecting_where_nobody_listens_is_refused()
    {
        Tell(_client, Connect, Owner);

        Pass(Delay * 2);
        Expect(Owner, new SocketReply.Done(Errno.ECONNREFUSED));
    }

    [Fact]
    public void Connecting_to_a_host_that_is_down_ends_with_its_timeout()
    {
        Listen();
        Tell(ActorOf("bob"), new NodeCommand.Crash());

        Tell(_client, Connect with { Timeout = SimDuration.FromSeconds(5) }, Owner);

        Pass(SimDuration.FromSeconds(5) - AnInstant);
        ExpectNothing(Owner);
        Pass(AnInstant);
        Expect(Owner, new SocketReply.Done(Errno.ETIMEDOUT));
    }

    // The timer of the refused attempt ran out between the two, and none was set again.
    [Fact]
    public void A_socket_that_connects_again_sends_a_lost_SYN_again()
    {
        Tell(_client, Connect, Owner);
        Pass(SimDuration.FromSeconds(2));
        Expect(Owner, new SocketReply.Done(Errno.ECONNREFUSED));
        Tell(ActorOf("bob"), new NodeCommand.Crash());
        Tell(_client, Connect, Owner);
        Pass(Delay);
        Tell(ActorOf("bob"), new NodeCommand.Restart());
        IActorRef listener = Open("bob", Transport.Tcp);
        Call(listener, new SocketCall.Bind(new(Ipv4Address.Any, 80)));
        Call(listener, new SocketCall.Listen(Backlog: null));

        Pass(SimDuration.FromSeconds(2));

        Expect(Owner, new SocketReply.Done(Errno.None));
    }

    [Fact]
    public void An_accept_ends_when_its_timeout_has_passed_and_not_before()
    {
        Listen();

        Tell(_listener, Accept with { Timeout = SimDuration.FromSeconds(5) }, Owner);

        Pass(SimDuration.FromSeconds(5) - AnInstant);
        ExpectNothing(Owner);
        Pass(AnInstant);
        Expect(Owner, new SocketReply.Done(Errno.ETIMEDOUT));
    }

    [Fact]
    public void A_connection_that_comes_is_a_new_socket_of_the_host()
    {
        IActorRef accepted = Connection();

        Assert.Equal((ActorOf("bob").Path, "tcp:2"), (accepted.Path.Parent, accepted.Path.Name));
    }

    [Fact]
    public void Bytes_arrive_in_order_however_they_were_written()
    {
        IActorRef server = Connection();
        Call(_client, new SocketCall.Send("he"u8.ToArray()));
        Call(_client, new SocketCall.Send("llo"u8.ToArray()));
        Pass(SimDuration.FromSeconds(1));

        SocketReply reply = Call(server, Receive);

        Assert.Equal("hello", Encoding.UTF8.GetString(Assert.IsType<SocketReply.Data>(reply).Bytes));
    }

    [Fact]
    public void A_receive_waits_until_bytes_come()
    {
        IActorRef server = Connection();
        Tell(server, Receive, Watcher);

        Call(_client, new SocketCall.Send("hello"u8.ToArray()));

        ExpectNothing(Watcher);
        Pass(Delay);
        Assert.Equal(5, Expect<SocketReply.Data>(Watcher).Bytes.Length);
    }

    [Fact]
    public void The_peer_reads_the_end_when_writing_was_shut_down()
    {
        IActorRef server = Connection();
        Tell(server, Receive, Owner);

        Tell(_client, new SocketCall.Shutdown(Read: false, Write: true), Watcher);

        Pass(Delay);
        Assert.Empty(Expect<SocketReply.Data>(Owner).Bytes);
    }

    [Fact]
    public void A_socket_without_a_connection_stops_as_soon_as_it_is_closed()
    {
        Watch(_client);

        Tell(_client, Close, Owner);

        ExpectTerminated(_client);
    }

    [Fact]
    public void The_end_that_closes_first_stops_after_60_s_in_TIME_WAIT()
    {
        IActorRef server = Connection();
        Watch(_client);
        Tell(_client, Close, Owner);
        Pass(Delay);

        Tell(server, Close, Owner);

        // The server's FIN is there after 1 ms: TIME-WAIT begins then.
        Pass(Delay + SimDuration.FromSeconds(60) - AnInstant);
        ExpectNothing(Watcher);
        Pass(AnInstant);
        ExpectTerminated(_client);
    }

    [Fact]
    public void The_end_that_closes_last_stops_when_its_end_is_acknowledged()
    {
        IActorRef server = Connection();
        Watch(server);
        Tell(_client, Close, Owner);
        Pass(Delay);

        Tell(server, Close, Owner);

        Pass((Delay * 2) - AnInstant);
        ExpectNothing(Watcher);
        Pass(AnInstant);
        ExpectTerminated(server);
    }

    [Fact]
    public void A_listener_that_closes_aborts_the_connections_that_wait_for_it()
    {
        Listen();
        Tell(_client, Connect, Owner);
        Pass(Delay * 3);
        Forget(Owner);
        Tell(_client, Receive, Owner);

        Tell(_listener, Close, Watcher);

        Pass(Delay);
        Expect(Owner, new SocketReply.Done(Errno.ECONNRESET));
    }

    // The connection told a listener that was no more, and its client believed itself connected for ever.
    [Fact]
    public void A_listener_that_closes_aborts_the_connections_that_are_being_opened()
    {
        Listen();
        Tell(_client, Connect, Owner);
        Pass(Delay);

        Tell(_listener, Close, Watcher);

        Pass(Delay);
        Expect(Owner, new SocketReply.Done(Errno.None));
        Assert.Equal(new SocketReply.Done(Errno.ECONNRESET), Call(_client, Receive));
    }

    [Fact]
    public void A_connection_that_was_accepted_outlives_its_listener()
    {
        IActorRef server = Connection();
        Watch(server);

        Tell(_listener, Close, Owner);

        Pass(SimDuration.FromSeconds(1));
        ExpectNothing(Watcher);
    }

    [Fact]
    public void A_listener_whose_queue_is_full_does_not_answer()
    {
        // One more than the backlog may wait.
        Call(_listener, new SocketCall.Listen(Backlog: 0));
        Tell(Open("alice", Transport.Tcp), Connect, Watcher);
        Pass(Delay * 3);

        Tell(_client, Connect, Owner);

        Pass(Delay);
        Assert.Equal(1, Recorded().Drops(DropReason.BacklogFull));
    }

    [Fact]
    public void A_connection_that_was_accepted_makes_room_for_the_next()
    {
        Call(_listener, new SocketCall.Listen(Backlog: 0));
        Tell(Open("alice", Transport.Tcp), Connect, Watcher);
        Pass(Delay * 3);
        Call(_listener, Accept);

        Tell(_client, Connect, Owner);

        Pass(Delay * 2);
        Expect(Owner, new SocketReply.Done(Errno.None));
    }

    [Fact]
    public void A_crash_of_the_peer_s_host_leaves_a_connection_that_its_next_segment_resets()
    {
        Connection();
        Tell(ActorOf("bob"), new NodeCommand.Crash());
        Tell(ActorOf("bob"), new NodeCommand.Restart());
        Call(_client, new SocketCall.Send([1]));
        Pass(Delay * 2);

        SocketReply reply = Call(_client, Receive);

        Assert.Equal(new SocketReply.Done(Errno.ECONNRESET), reply);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Nobody_listens_any_more_when_the_listener_has_ended_however_it_did(object end)
    {
        Listen();
        Tell(_listener, end);

        Tell(_client, Connect, Owner);

        Pass(Delay * 2);
        Expect(Owner, new SocketReply.Done(Errno.ECONNREFUSED));
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void The_port_of_a_listener_is_free_when_it_has_ended_however_it_did(object end)
    {
        Listen();
        Tell(_listener, end);

        SocketReply reply = Call(Open("bob", Transport.Tcp), new SocketCall.Bind(new(Ipv4Address.Any, 80)));

        Assert.Equal(new SocketReply.Bound(new(Ipv4Address.Any, 80)), reply);
    }

    [Fact]
    public void A_socket_that_fails_while_it_connects_holds_no_run()
    {
        Tell(ActorOf("bob"), new NodeCommand.Crash());
        Tell(_client, Connect, Owner);
        Assert.True(Network.Run.Progress.HasBusyJobs);

        Tell(_client, Kill.Instance);

        Assert.False(Network.Run.Progress.HasBusyJobs);
    }

    public static TheoryData<object> Ends() => [new SocketCall.Close(), PoisonPill.Instance, Kill.Instance];

    private void Listen() => Assert.Equal(new SocketReply.Done(Errno.None), Call(_listener, new SocketCall.Listen(Backlog: null)));

    /// <summary>Connects, and gives bob's end.</summary>
    private IActorRef Connection()
    {
        Listen();
        Tell(_client, Connect, Owner);
        Pass(Delay * 3);
        Expect(Owner, new SocketReply.Done(Errno.None));
        return Assert.IsType<ConnectionAccepted>(Call(_listener, Accept)).Socket;
    }
}
