using Akka.TestKit;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Simulated.Nodes;

namespace NetComm.Runtime.Tests.Actors.Apps;

/// <summary>
/// What runs on a host, and what a crash does to it: actors that do nothing by themselves and pass on what they are told. The host comes
/// back after 10 s.
/// </summary>
public sealed class HostedAppsTests : StagedNetworkTests
{
    /// <summary>In the place of a program: passes on to a probe what it is told, and ends when that says so.</summary>
    private sealed class PuppetActor(IActorRef probe) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "end") Context.Stop(Self);
            else probe.Tell(message, Self);
        }
    }

    private readonly IActorRef _host;
    private readonly TestProbe _program;

    public HostedAppsTests()
        : base(Alice, "alice")
    {
        _host = ActorOf("alice");
        _program = CreateTestProbe("program");
    }

    private static NetworkBuilder Alice =>
        new NetworkBuilder().Hosts("alice").Restart(SimDuration.FromSeconds(10), "alice");

    [Fact]
    public void A_program_is_a_child_of_its_host_and_is_told_to_prepare()
    {
        Tell(_host, new AppCommand.Run(App("program", HostedLife.RunsAnew)), Director);

        Expect(_program, AppLifecycle.Prepare.Message);
        Assert.Equal((_host.Path, "program"), (_program.LastSender.Path.Parent, _program.LastSender.Path.Name));
    }

    [Fact]
    public void A_program_begins_when_the_host_is_told_so()
    {
        HostedApp app = App("program", HostedLife.RunsAnew);
        Run(app);
        Forget(_program);

        Tell(_host, new AppCommand.Begin(app));

        Expect(_program, AppLifecycle.Begin.Message);
    }

    [Theory]
    [InlineData(HostedLife.OutlivesCrashes)]
    [InlineData(HostedLife.RunsAnew)]
    [InlineData(HostedLife.ServesAnew)]
    public void All_that_runs_on_a_host_is_told_of_its_crash_once(object life)
    {
        Run(App("program", (HostedLife)life));
        Forget(_program);

        Tell(_host, new NodeCommand.Crash());

        Expect(_program, AppLifecycle.HostCrashed.Message);
        ExpectNothing(_program);
    }

    [Fact]
    public void A_flow_is_told_that_its_host_is_back_by_the_same_actor()
    {
        IActorRef flow = Run(App("flow", HostedLife.OutlivesCrashes));
        Tell(_host, new NodeCommand.Crash());
        Forget(_program);

        Tell(_host, new NodeCommand.Restart());

        Expect(_program, AppLifecycle.HostRestarted.Message);
        Assert.Equal(flow, _program.LastSender);
    }

    [Fact]
    public void A_program_that_a_crash_stopped_is_made_anew_under_its_name_and_begins_again()
    {
        IActorRef stopped = RunBegunAndCrash(App("program", HostedLife.RunsAnew));
        Tell(stopped, "end");

        Tell(_host, new NodeCommand.Restart());

        Expect(_program, AppLifecycle.Begin.Message);
        Assert.Equal(stopped.Path, _program.LastSender.Path);
        Assert.NotEqual(stopped, _program.LastSender);
    }

    [Fact]
    public void A_program_that_takes_its_time_to_end_is_made_anew_when_it_has()
    {
        IActorRef stopped = RunBegunAndCrash(App("program", HostedLife.RunsAnew));
        Tell(_host, new NodeCommand.Restart());
        ExpectNothing(_program);

        Tell(stopped, "end");

        Expect(_program, AppLifecycle.Begin.Message);
    }

    [Fact]
    public void A_program_that_had_ended_before_the_crash_stays_ended()
    {
        IActorRef ended = Run(App("program", HostedLife.RunsAnew));
        Tell(ended, "end");
        Forget(_program);
        Tell(_host, new NodeCommand.Crash());

        Tell(_host, new NodeCommand.Restart());

        ExpectNothing(_program);
    }

    [Fact]
    public void A_program_that_ended_after_it_ran_anew_is_not_made_a_third_time()
    {
        Tell(RunBegunAndCrash(App("program", HostedLife.RunsAnew)), "end");
        Tell(_host, new NodeCommand.Restart());
        Expect(_program, AppLifecycle.Begin.Message);

        Tell(_program.LastSender, "end");

        ExpectNothing(_program);
    }

    [Fact]
    public void Each_crash_is_followed_by_a_new_program()
    {
        IActorRef first = RunBegunAndCrash(App("program", HostedLife.RunsAnew));
        Tell(first, "end");
        Tell(_host, new NodeCommand.Restart());
        Expect(_program, AppLifecycle.Begin.Message);
        Tell(_host, new NodeCommand.Crash());
        Expect(_program, AppLifecycle.HostCrashed.Message);
        Tell(_program.LastSender, "end");

        Tell(_host, new NodeCommand.Restart());

        Expect(_program, AppLifecycle.Begin.Message);
    }

    [Fact]
    public void A_program_whose_time_has_not_come_prepares_anew_and_waits_for_it()
    {
        HostedApp later = App("program", HostedLife.RunsAnew) with { Start = SimTime.Zero + SimDuration.FromSeconds(20) };
        IActorRef stopped = Run(later);
        Tell(_host, new NodeCommand.Crash());
        Forget(_program);
        Tell(stopped, "end");

        Tell(_host, new NodeCommand.Restart());

        Expect(_program, AppLifecycle.Prepare.Message);
        ExpectNothing(_program);
    }

    [Fact]
    public void A_program_that_is_to_begin_while_its_host_is_down_lets_the_next_one_begin()
    {
        HostedApp app = App("program", HostedLife.RunsAnew);
        Run(app);
        Tell(_host, new NodeCommand.Crash());
        Forget(_program);

        Tell(_host, new AppCommand.Begin(app));

        Expect(Director, AppLifecycle.Idle.Message);
        ExpectNothing(_program);
    }

    // Such a flow never sent anything, though its host came back.
    [Fact]
    public void A_flow_begins_at_its_time_though_its_host_is_down()
    {
        HostedApp flow = App("flow", HostedLife.OutlivesCrashes);
        Run(flow);
        Tell(_host, new NodeCommand.Crash());
        Forget(_program);

        Tell(_host, new AppCommand.Begin(flow));

        Expect(_program, AppLifecycle.Begin.Message);
    }

    [Fact]
    public void A_program_that_runs_anew_holds_the_run_until_its_host_is_back()
    {
        IActorRef stopped = RunBegunAndCrash(App("program", HostedLife.RunsAnew));
        Tell(stopped, "end");

        Assert.True(Network.Run.Progress.HasBusyJobs);
        Tell(_host, new NodeCommand.Restart());
        Assert.False(Network.Run.Progress.HasBusyJobs);
    }

    [Fact]
    public void A_server_that_runs_anew_holds_no_run()
    {
        RunBegunAndCrash(App("program", HostedLife.ServesAnew));

        Assert.False(Network.Run.Progress.HasBusyJobs);
    }

    [Fact]
    public void A_host_that_never_comes_back_holds_no_run()
    {
        Pass(SimDuration.FromSeconds(11));

        RunBegunAndCrash(App("program", HostedLife.RunsAnew));

        Assert.False(Network.Run.Progress.HasBusyJobs);
    }

    [Fact]
    public void A_program_that_fails_stops_alone()
    {
        IActorRef failing = Run(App("program", HostedLife.RunsAnew)), other = Run(App("other", HostedLife.RunsAnew));
        Watch(_host, failing, other);

        Tell(failing, Kill.Instance);

        ExpectTerminated(failing);
        ExpectNothing(Watcher);
    }

    [Fact]
    public void A_program_is_told_of_the_crash_before_its_socket_has_ended()
    {
        Run(App("program", HostedLife.RunsAnew));
        _program.Watch(Open("alice", Transport.Udp));

        Tell(_host, new NodeCommand.Crash());

        Expect(_program, AppLifecycle.HostCrashed.Message);
        Expect<Terminated>(_program);
    }

    private HostedApp App(string name, HostedLife life) =>
        new(Node: 0, name, SimTime.Zero, Order: 0, life, _ => ActorProps.Of(() => new PuppetActor(_program)));

    private IActorRef Run(HostedApp app)
    {
        Tell(_host, new AppCommand.Run(app), Director);
        Find<AppLifecycle.Prepare>(_program);
        return _program.LastSender;
    }

    private IActorRef RunBegunAndCrash(HostedApp app)
    {
        IActorRef actor = Run(app);
        Tell(_host, new AppCommand.Begin(app));
        Tell(_host, new NodeCommand.Crash());
        Forget(_program);
        return actor;
    }
}
