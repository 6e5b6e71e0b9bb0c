using System.Text;
using Akka.TestKit;
using NetComm.Network;
using NetComm.Protocols.Streams;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Sockets;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Actors.Apps;

/// <summary>An echo server at port 7.</summary>
public sealed class ServerActorTests : ProbedHostTests
{
    private static readonly IpEndpoint Peer = new(new Ipv4Address(0x0A000002), 5000);

    [Fact]
    public void A_server_takes_its_port_before_the_run_and_is_ready_then()
    {
        IActorRef server = DatagramServer();
        Tell(server, AppLifecycle.Prepare.Message, Host);
        Tell(server, new SocketOpened(Socket), Host);

        Expect(Socket, new SocketCall.Bind(new(Ipv4Address.Any, 7)));
        ExpectNothing(Director);
        Tell(server, new SocketReply.Bound(new(Ipv4Address.Any, 7)), Socket);
        Expect(Director, AppLifecycle.Ready.Message);
    }

    [Fact]
    public void A_server_whose_port_is_taken_cannot_start()
    {
        IActorRef server = DatagramServer();
        Tell(server, AppLifecycle.Prepare.Message, Host);
        Tell(server, new SocketOpened(Socket), Host);

        Tell(server, new SocketReply.Done(Errno.EADDRINUSE), Socket);

        Expect(Director, AppLifecycle.CannotStart.Without(7, "app 'app0'", Errno.EADDRINUSE));
    }

    [Fact]
    public void A_server_that_begins_later_leaves_its_port_alone_until_then()
    {
        IActorRef server = DatagramServer(start: SimDuration.FromSeconds(5));

        Tell(server, AppLifecycle.Prepare.Message, Host);

        Expect(Director, AppLifecycle.Ready.Message);
        ExpectNothing(Host);
    }

    [Fact]
    public void A_server_that_begins_later_lets_the_next_begin_when_it_has_its_port()
    {
        IActorRef server = DatagramServer(start: SimDuration.FromSeconds(5));
        Tell(server, AppLifecycle.Begin.Message, Host);
        Tell(server, new SocketOpened(Socket), Host);

        ExpectNothing(Director);
        Tell(server, new SocketReply.Bound(new(Ipv4Address.Any, 7)), Socket);
        Expect(Director, AppLifecycle.Idle.Message);
    }

    [Fact]
    public void A_server_that_begins_later_and_finds_its_port_taken_ends()
    {
        IActorRef server = DatagramServer(start: SimDuration.FromSeconds(5));
        Watch(server);
        Tell(server, AppLifecycle.Begin.Message, Host);
        Tell(server, new SocketOpened(Socket), Host);

        Tell(server, new SocketReply.Done(Errno.EADDRINUSE), Socket);

        ExpectTerminated(server);
        Assert.Equal(["EADDRINUSE"], Recorded().Texts(TraceEventKind.ProgramEnded));
    }

    [Fact]
    public void A_datagram_goes_back_to_where_it_came_from()
    {
        IActorRef server = DatagramServer();
        Start(server);
        Forget(Socket);

        Tell(server, new SocketReply.Data("hello"u8.ToArray(), Peer), Socket);

        SocketCall.SendTo answer = Expect<SocketCall.SendTo>(Socket);
        Assert.Equal((Peer, "hello"), (answer.To, Encoding.UTF8.GetString(answer.Data)));
    }

    [Fact]
    public void Each_connection_has_a_session_that_is_a_child_of_the_server()
    {
        IActorRef server = StreamServer();
        Start(server);

        TestProbe[] connections = [Connect(server, "first"), Connect(server, "second")];

        IActorRef[] sessions = [.. connections.Select(SessionOf)];
        Assert.All(sessions, session => Assert.Equal(server.Path, session.Path.Parent));
        Assert.NotEqual(sessions[0], sessions[1]);
    }

    [Fact]
    public void A_session_answers_at_its_own_connection()
    {
        IActorRef server = StreamServer();
        Start(server);
        TestProbe first = Connect(server, "first"), second = Connect(server, "second");
        IActorRef session = SessionOf(first);
        Forget(first, second);

        Tell(session, new SocketReply.Data("hello"u8.ToArray(), Peer), first);

        Assert.Equal("hello"u8.ToArray(), Find<SocketCall.Send>(first).Data);
        ExpectNothing(second);
    }

    [Fact]
    public void A_session_stops_when_its_peer_has_finished_and_closes_the_connection()
    {
        IActorRef server = StreamServer();
        Start(server);
        TestProbe connection = Connect(server, "connection");
        IActorRef session = SessionOf(connection);
        Watch(session, server);
        Forget(connection);

        Tell(session, new SocketReply.Data([], Peer), connection);

        Expect(connection, new SocketCall.Close());
        ExpectTerminated(session);
        ExpectNothing(Watcher);
    }

    [Fact]
    public void A_session_that_fails_closes_its_connection()
    {
        IActorRef server = StreamServer();
        Start(server);
        TestProbe connection = Connect(server, "connection");
        IActorRef session = SessionOf(connection);
        Forget(connection);

        Tell(session, Kill.Instance);

        Expect(connection, new SocketCall.Close());
    }

    [Fact]
    public void A_session_that_fails_stops_neither_its_server_nor_the_other_sessions()
    {
        IActorRef server = StreamServer();
        Start(server);
        IActorRef failing = SessionOf(Connect(server, "first")), other = SessionOf(Connect(server, "second"));
        Watch(server, failing, other);

        Tell(failing, Kill.Instance);

        ExpectTerminated(failing);
        ExpectNothing(Watcher);
    }

    [Fact]
    public void A_connection_beyond_512_sessions_is_refused_in_the_words_of_its_protocol_and_said_once()
    {
        IActorRef server = StreamServer();
        Start(server);
        TestProbe crowd = CreateTestProbe("crowd"), late = CreateTestProbe("late");
        for (int i = 0; i < 512; i++) Tell(server, new ConnectionAccepted(crowd, Peer), Socket);

        Tell(server, new ConnectionAccepted(late, Peer), Socket);
        Tell(server, new ConnectionAccepted(late, Peer), Socket);

        Find<SocketCall.Close>(late);
        Assert.Single(Recorded().Of(TraceEventKind.ProgramPrinted));
    }

    [Fact]
    public void Who_is_refused_takes_nobodys_place()
    {
        IActorRef server = StreamServer();
        Start(server);
        TestProbe crowd = CreateTestProbe("crowd"), refused = CreateTestProbe("refused");
        for (int i = 0; i < 512; i++) Tell(server, new ConnectionAccepted(crowd, Peer), Socket);
        Tell(server, new ConnectionAccepted(refused, Peer), Socket);
        Tell(SessionOf(crowd), PoisonPill.Instance);

        TestProbe late = Connect(server, "late"), last = CreateTestProbe("last");
        Tell(server, new ConnectionAccepted(last, Peer), Socket);

        Assert.Equal(server.Path, SessionOf(late).Path.Parent);
        Find<SocketCall.Close>(last);
    }

    [Fact]
    public void A_session_that_has_ended_makes_room_for_another()
    {
        IActorRef server = StreamServer();
        Start(server);
        TestProbe crowd = CreateTestProbe("crowd");
        for (int i = 0; i < 512; i++) Tell(server, new ConnectionAccepted(crowd, Peer), Socket);
        Tell(SessionOf(crowd), PoisonPill.Instance);

        TestProbe late = Connect(server, "late");

        Assert.Equal(server.Path, SessionOf(late).Path.Parent);
    }

    [Fact]
    public void A_server_whose_host_crashes_stops_its_sessions_and_then_itself()
    {
        IActorRef server = StreamServer();
        Start(server);
        IActorRef session = SessionOf(Connect(server, "connection"));
        Watch(server, session);

        Tell(server, AppLifecycle.HostCrashed.Message, Host);

        ExpectTerminated(session, server);
    }

    [Fact]
    public void A_server_whose_host_crashes_closes_its_port()
    {
        IActorRef server = StreamServer();
        Start(server);
        Forget(Socket);

        Tell(server, AppLifecycle.HostCrashed.Message, Host);

        Expect(Socket, new SocketCall.Close());
    }

    private IActorRef DatagramServer(SimDuration start = default)
    {
        RunContext run = RunOf(Network.App("alice", new AppTask.EchoServer(Transport.Udp, 7)));
        App app = run.Scenario.Apps[0] with { Start = SimTime.Zero + start };
        return Make("server", () => new DatagramEchoActor(run, app, Host, Director, port: 7));
    }

    private IActorRef StreamServer()
    {
        RunContext run = RunOf(Network.App("alice", new AppTask.EchoServer(Transport.Tcp, 7)));
        Func<AppTrace, ConnectionAccepted, bool, Props> session = (voice, accepted, isRefused) =>
            ActorProps.Of(() => new StreamSessionActor(run, voice, accepted.Socket, new EchoSession { IsRefused = isRefused }));
        return Make("server", () => new StreamServerActor(run, run.Scenario.Apps[0], Host, Director, port: 7, session));
    }

    /// <summary>Lets the server accept a connection, which is a probe.</summary>
    private TestProbe Connect(IActorRef server, string name)
    {
        TestProbe connection = CreateTestProbe(name);
        Tell(server, new ConnectionAccepted(connection, Peer), Socket);
        return connection;
    }

    /// <summary>Who reads from a connection.</summary>
    private IActorRef SessionOf(TestProbe connection)
    {
        Find<SocketCall.Receive>(connection);
        return connection.LastSender;
    }
}
