using NetComm.Network;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Apps.Programs;
using NetComm.Runtime.Sockets;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Actors.Apps;

public sealed class ProgramActorTests : ProbedHostTests
{
    private static readonly ProgramStep Open = new ProgramStep.OpenSocket(Stream: false, "s");
    private static readonly ProgramStep Bind = new ProgramStep.Bind("s", 9, Address: null);
    private static readonly ProgramStep Greet = new ProgramStep.SendTo("s", "bob", 9, "hello");
    private static readonly ProgramStep Wait = new ProgramStep.ReceiveFrom("s", 99, "data", From: null, Timeout: null);

    private RunContext? _run;

    [Fact]
    public void A_program_is_ready_as_soon_as_it_is_to_prepare()
    {
        IActorRef program = Program(Open);

        Tell(program, AppLifecycle.Prepare.Message, Host);

        Expect(Director, AppLifecycle.Ready.Message);
        ExpectNothing(Host);
    }

    [Fact]
    public void A_program_asks_its_host_for_a_socket()
    {
        Tell(Program(Open), AppLifecycle.Begin.Message, Host);

        Expect(Host, new SocketCall.Open(Transport.Udp, Owner: -1));
    }

    [Fact]
    public void A_call_is_made_when_the_one_before_it_was_answered_and_not_before()
    {
        IActorRef program = Program(Open, Bind, Greet);
        Tell(program, AppLifecycle.Begin.Message, Host);
        Tell(program, new SocketOpened(Socket), Host);

        Expect<SocketCall.Bind>(Socket);
        ExpectNothing(Socket);
        Tell(program, new SocketReply.Bound(new(Ipv4Address.Any, 9)), Socket);
        Expect<SocketCall.SendTo>(Socket);
    }

    [Fact]
    public void A_call_that_fails_ends_a_program_with_its_errno()
    {
        IActorRef program = Program(Open, Bind);
        Tell(program, AppLifecycle.Begin.Message, Host);
        Tell(program, new SocketOpened(Socket), Host);

        Tell(program, new SocketReply.Done(Errno.EADDRINUSE), Socket);

        Assert.Equal(["EADDRINUSE"], Recorded().Texts(TraceEventKind.ProgramEnded));
    }

    [Fact]
    public void A_program_that_ends_closes_what_it_has_left_open()
    {
        LetHostAndSocketAnswer();

        Tell(Program(Open), AppLifecycle.Begin.Message, Host);

        Expect(Socket, new SocketCall.Close());
    }

    [Fact]
    public void What_a_program_has_closed_itself_is_not_closed_again()
    {
        IActorRef program = Program(Open, new ProgramStep.Close("s"));
        Tell(program, AppLifecycle.Begin.Message, Host);
        Tell(program, new SocketOpened(Socket), Host);

        Expect(Socket, new SocketCall.Close());
        Tell(program, new SocketReply.Done(Errno.None), Socket);
        ExpectNothing(Socket);
    }

    [Fact]
    public void A_program_stops_when_it_has_ended()
    {
        LetHostAndSocketAnswer();
        IActorRef program = Program(Open, Bind);
        Watch(program);

        Tell(program, AppLifecycle.Begin.Message, Host);

        ExpectTerminated(program);
    }

    [Fact]
    public void A_program_sleeps_as_long_as_it_says_and_no_longer()
    {
        IActorRef program = Program(new ProgramStep.Sleep(SimDuration.FromSeconds(5)));
        Watch(program);

        Tell(program, AppLifecycle.Begin.Message, Host);

        Pass(SimDuration.FromMilliseconds(4999));
        ExpectNothing(Watcher);
        Pass(SimDuration.FromMilliseconds(1));
        ExpectTerminated(program);
    }

    [Fact]
    public void A_program_says_once_that_the_next_may_begin()
    {
        ProgramStep sleep = new ProgramStep.Sleep(SimDuration.FromSeconds(5));

        Tell(Program(sleep, sleep), AppLifecycle.Begin.Message, Host);

        Expect(Director, AppLifecycle.Idle.Message);
        Pass(SimDuration.FromSeconds(10));
        ExpectNothing(Director);
    }

    [Fact]
    public void A_program_whose_host_crashes_ends_and_says_so()
    {
        LetHostAndSocketAnswer();
        IActorRef program = Program(Open, Wait);
        Watch(program);
        Tell(program, AppLifecycle.Begin.Message, Host);

        Tell(program, AppLifecycle.HostCrashed.Message, Host);

        ExpectTerminated(program);
        Assert.Equal(["host crashed"], Recorded().Texts(TraceEventKind.ProgramEnded));
    }

    [Fact]
    public void A_program_that_waits_without_a_timeout_holds_no_run()
    {
        LetHostAndSocketAnswer();
        IActorRef program = Program(Open, Wait);
        Assert.True(_run!.Progress.HasBusyJobs);

        Tell(program, AppLifecycle.Begin.Message, Host);

        Assert.False(_run.Progress.HasBusyJobs);
    }

    [Fact]
    public void A_program_that_is_answered_holds_the_run_again()
    {
        LetHostAndSocketAnswer();
        IActorRef program = Program(Open, Wait, new ProgramStep.Sleep(SimDuration.FromSeconds(5)));
        Tell(program, AppLifecycle.Begin.Message, Host);

        Tell(program, new SocketReply.Data([], default), Socket);

        Assert.True(_run!.Progress.HasBusyJobs);
    }

    [Fact]
    public void A_program_that_has_ended_holds_no_run()
    {
        LetHostAndSocketAnswer();

        Tell(Program(Open), AppLifecycle.Begin.Message, Host);

        Assert.False(_run!.Progress.HasBusyJobs);
    }

    [Fact]
    public void Names_are_looked_up_by_a_resolver_that_ends_with_its_program()
    {
        IActorRef program = Program(Network.App("bob", new AppTask.DnsServer(53, new Dictionary<string, Ipv4Address>())), Open, Greet);
        Tell(program, AppLifecycle.Begin.Message, Host);
        Forget(Host);
        Tell(program, new SocketOpened(Socket), Host);
        Expect<SocketCall.Open>(Host);
        IActorRef resolver = Host.LastSender;
        Watch(resolver, program);

        Tell(program, AppLifecycle.HostCrashed.Message, Host);

        Assert.Equal(program.Path, resolver.Path.Parent);
        ExpectTerminated(resolver, program);
    }

    private IActorRef Program(params ProgramStep[] steps) => Program(Network, steps);

    private IActorRef Program(NetworkBuilder network, params ProgramStep[] steps)
    {
        RunContext run = _run = RunOf(network.Program("alice", steps));
        return Make("program", () => new ProgramActor(run, run.Scenario.Programs[0], Host, Director));
    }
}
