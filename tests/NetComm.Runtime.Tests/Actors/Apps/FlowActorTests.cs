using NetComm.Network;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Apps.Flows;
using NetComm.Runtime.Sockets;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Actors.Apps;

/// <summary>A UDP flow of alice's: three packets, one a second.</summary>
public sealed class FlowActorTests : ProbedHostTests
{
    private static readonly SimDuration OneSecond = SimDuration.FromSeconds(1);
    private static readonly Traffic EachSecond = new Traffic.Constant(OneSecond, PayloadSize.Of(100));

    private RunContext? _run;

    [Fact]
    public void A_sender_is_ready_when_its_socket_carries_packets_and_not_before()
    {
        IActorRef sender = Sender();
        Tell(sender, AppLifecycle.Prepare.Message, Host);
        Tell(sender, new SocketOpened(Socket), Host);
        Tell(sender, new SocketReply.Bound(new(Ipv4Address.Any, 49152)), Socket);
        Tell(sender, new SocketReply.Done(Errno.None), Socket);

        ExpectNothing(Director);
        Tell(sender, new SocketReply.Done(Errno.None), Socket);
        Expect(Director, AppLifecycle.Ready.Message);
    }

    [Fact]
    public void A_sender_whose_socket_fails_cannot_start()
    {
        IActorRef sender = Sender();
        Tell(sender, AppLifecycle.Prepare.Message, Host);
        Tell(sender, new SocketOpened(Socket), Host);

        Tell(sender, new SocketReply.Done(Errno.EADDRINUSE), Socket);

        Expect(Director, new AppLifecycle.CannotStart("flow 'flow0': its sending socket failed with EADDRINUSE"));
    }

    [Fact]
    public void A_sender_hands_its_socket_a_packet_whenever_one_is_due()
    {
        Start(Sender());

        Pass(SimDuration.Zero);
        Assert.Equal(0, Expect<SendPacket>(Socket).Packet.Sequence);
        Pass(OneSecond - SimDuration.FromPicoseconds(1));
        ExpectNothing(Socket);
        Pass(SimDuration.FromPicoseconds(1));
        Assert.Equal(1, Expect<SendPacket>(Socket).Packet.Sequence);
    }

    [Fact]
    public void The_schedule_goes_on_while_the_host_is_down_and_nothing_is_sent()
    {
        IActorRef sender = Sender();
        Start(sender);
        Pass(SimDuration.Zero);
        Forget(Socket);

        Tell(sender, AppLifecycle.HostCrashed.Message, Host);

        Pass(OneSecond * 2);
        ExpectNothing(Socket);
        Assert.Single(Recorded().Of(TraceEventKind.FlowFinished));
    }

    [Fact]
    public void A_sender_whose_host_is_back_sends_the_next_that_is_due_from_a_new_socket()
    {
        IActorRef sender = Sender();
        Start(sender);
        Tell(sender, AppLifecycle.HostCrashed.Message, Host);
        Pass(OneSecond);
        Forget(Socket);

        Tell(sender, AppLifecycle.HostRestarted.Message, Host);

        Expect(Host, new SocketCall.Open(Transport.Udp, Owner: 0));
        Pass(OneSecond);
        Assert.Equal(2, Find<SendPacket>(Socket).Packet.Sequence);
    }

    [Fact]
    public void A_flow_holds_its_run_until_its_last_packet_was_sent()
    {
        Start(Sender());

        Pass(OneSecond);
        Assert.True(_run!.Progress.HasBusyJobs);
        Pass(OneSecond);
        Assert.False(_run.Progress.HasBusyJobs);
    }

    [Fact]
    public void A_crash_and_a_restart_do_not_count_a_flow_twice()
    {
        IActorRef sender = Sender();
        Start(sender);
        Tell(sender, AppLifecycle.HostCrashed.Message, Host);
        Tell(sender, AppLifecycle.HostRestarted.Message, Host);

        Pass(OneSecond * 2);

        Assert.False(_run!.Progress.HasBusyJobs);
    }

    [Fact]
    public void A_receiver_is_ready_when_its_socket_carries_packets_and_not_before()
    {
        IActorRef receiver = Receiver(EachSecond);
        Tell(receiver, AppLifecycle.Prepare.Message, Host);
        Tell(receiver, new SocketOpened(Socket), Host);
        Expect(Socket, new SocketCall.Bind(new(Ipv4Address.Any, 9000)));
        Tell(receiver, new SocketReply.Bound(new(Ipv4Address.Any, 9000)), Socket);

        ExpectNothing(Director);
        Tell(receiver, new SocketReply.Done(Errno.None), Socket);
        Expect(Director, AppLifecycle.Ready.Message);
    }

    [Fact]
    public void A_receiver_whose_port_is_taken_cannot_start()
    {
        IActorRef receiver = Receiver(EachSecond);
        Tell(receiver, AppLifecycle.Prepare.Message, Host);
        Tell(receiver, new SocketOpened(Socket), Host);

        Tell(receiver, new SocketReply.Done(Errno.EADDRINUSE), Socket);

        Expect(Director, AppLifecycle.CannotStart.Without(9000, "flow 'flow0'", Errno.EADDRINUSE));
    }

    [Fact]
    public void A_request_is_answered_to_where_it_came_from()
    {
        IActorRef receiver = Receiver(new Traffic.RequestResponse(OneSecond, PayloadSize.Of(100), Response: PayloadSize.Of(700)));
        Prepare(receiver);

        Tell(receiver, PacketMessages.Received(Request()), Socket);

        Packet answer = Expect<SendPacket>(Socket).Packet;
        Assert.Equal((5000, 700, true), (answer.DestinationPort, answer.Bytes, answer.IsReply));
    }

    [Fact]
    public void A_packet_of_a_flow_without_answers_is_not_answered()
    {
        IActorRef receiver = Receiver(EachSecond);
        Prepare(receiver);

        Tell(receiver, PacketMessages.Received(Request()), Socket);

        ExpectNothing(Socket);
    }

    private static Packet Request() => new() { Owner = Owner.Of(new FlowId(0)), SourcePort = 5000, Source = new Ipv4Address(0x0A000001) };

    private IActorRef Sender()
    {
        RunContext run = _run = RunOf(Network.Flow("alice", "bob", EachSecond, count: 3));
        return Make("flow", () => new FlowSenderActor(run, run.Scenario.Flows[0], Host, Director));
    }

    private IActorRef Receiver(Traffic traffic)
    {
        RunContext run = _run = RunOf(Network.Flow("bob", "alice", traffic));
        return Make("flow", () => new FlowReceiverActor(run, node: 0, run.Scenario.Flows[0], Host, Director));
    }
}
