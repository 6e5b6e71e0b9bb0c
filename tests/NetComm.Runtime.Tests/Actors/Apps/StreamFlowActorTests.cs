using Akka.TestKit;
using NetComm.Network;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Apps.Flows;
using NetComm.Runtime.Sockets;

namespace NetComm.Runtime.Tests.Actors.Apps;

/// <summary>A TCP flow of 100 000 bytes.</summary>
public sealed class StreamFlowActorTests : ProbedHostTests
{
    private RunContext? _run;

    [Fact]
    public void A_sender_connects_when_its_time_has_come_and_not_before()
    {
        IActorRef sender = Sender();
        Prepare(sender);

        ExpectNothing(Socket);
        Tell(sender, AppLifecycle.Begin.Message, Host);
        Expect(Socket, new SocketCall.Connect(new(_run!.Resolve("bob")!.Value, 9000), Timeout: null));
    }

    [Fact]
    public void A_sender_writes_the_next_piece_when_the_one_before_it_was_taken_and_not_before()
    {
        IActorRef sender = Connecting();
        Tell(sender, new SocketReply.Done(Errno.None), Socket);

        // 100 000 B = 65 536 B + 34 464 B.
        Assert.Equal(65_536, Find<SocketCall.Send>(Socket).Data.Length);
        ExpectNothing(Socket);
        Tell(sender, new SocketReply.Sent(65_536), Socket);
        Assert.Equal(34_464, Find<SocketCall.Send>(Socket).Data.Length);
    }

    [Fact]
    public void A_sender_tells_the_end_when_all_is_written()
    {
        Start(Sender());

        Assert.Equal(new SocketCall.Shutdown(Read: false, Write: true), Find<SocketCall.Shutdown>(Socket));
    }

    [Fact]
    public void A_sender_closes_when_the_other_end_has()
    {
        IActorRef sender = Sender();
        Start(sender);
        Forget(Socket);

        Tell(sender, new SocketReply.Data([], default), Socket);

        Expect(Socket, new SocketCall.Close());
    }

    [Fact]
    public void A_sender_that_is_refused_closes_its_socket_and_holds_no_run()
    {
        IActorRef sender = Connecting();

        Tell(sender, new SocketReply.Done(Errno.ECONNREFUSED), Socket);

        Expect(Socket, new SocketCall.Close());
        Assert.False(_run!.Progress.HasBusyJobs);
    }

    [Fact]
    public void A_sender_whose_host_crashes_holds_no_run()
    {
        IActorRef sender = Sender();
        Prepare(sender);
        Assert.True(_run!.Progress.HasBusyJobs);

        Tell(sender, AppLifecycle.HostCrashed.Message, Host);

        Assert.False(_run.Progress.HasBusyJobs);
    }

    [Fact]
    public void A_receiver_listens_at_the_flow_s_port_and_is_ready_then()
    {
        LetHostAndSocketAnswer();

        Tell(Receiver(), AppLifecycle.Prepare.Message, Host);

        Expect(Socket, new SocketCall.Bind(new(Ipv4Address.Any, 9000)));
        Expect<SocketCall.Listen>(Socket);
        Expect(Director, AppLifecycle.Ready.Message);
    }

    [Fact]
    public void A_receiver_closes_the_connection_when_the_sender_has_finished()
    {
        IActorRef receiver = Receiver();
        Prepare(receiver);
        TestProbe connection = CreateTestProbe("connection");
        Tell(receiver, new ConnectionAccepted(connection, default), Socket);
        Expect<SocketCall.Receive>(connection);

        Tell(receiver, new SocketReply.Data([], default), connection);

        Expect(connection, new SocketCall.Close());
    }

    [Fact]
    public void A_receiver_whose_host_is_back_listens_again()
    {
        IActorRef receiver = Receiver();
        Prepare(receiver);
        Tell(receiver, AppLifecycle.HostCrashed.Message, Host);

        Tell(receiver, AppLifecycle.HostRestarted.Message, Host);

        Find<SocketCall.Listen>(Socket);
        Find<SocketCall.Accept>(Socket);
    }

    /// <summary>A sender that has asked its socket to connect.</summary>
    private IActorRef Connecting()
    {
        IActorRef sender = Sender();
        Prepare(sender);
        Socket.SetAutoPilot(AutoPilot.NoAutoPilot);
        Tell(sender, AppLifecycle.Begin.Message, Host);
        Expect<SocketCall.Connect>(Socket);
        return sender;
    }

    private IActorRef Sender()
    {
        RunContext run = _run = RunOf(Network.Flow("alice", "bob", new Traffic.Bulk(), with: Stream));
        return Make("flow", () => new StreamSenderActor(run, run.Scenario.Flows[0], new StreamMessages(run), Host, Director));
    }

    private IActorRef Receiver()
    {
        RunContext run = _run = RunOf(Network.Flow("bob", "alice", new Traffic.Bulk(), with: Stream));
        return Make("flow", () => new StreamReceiverActor(run, run.Scenario.Flows[0], new StreamMessages(run), node: 0, Host, Director));
    }

    private static Flow Stream(Flow flow) => flow with { Transport = Transport.Tcp, Bytes = 100_000 };
}
