namespace NetComm.Actors.Tests;

public abstract class SupervisionTests(ActorSystem system) : RuleTests(system)
{
    private static readonly Exception Boom = new InvalidOperationException("boom");

    public sealed class Deterministic() : SupervisionTests(OneThread())
    {
        [Fact]
        public void Children_pause_while_the_failure_of_their_supervisor_is_judged()
        {
            Sys.ActorOf(Props.Create(() => new Grandparent(TestActor, Directive.Resume)), "top");
            ExpectMsg("PreStart");
            IActorRef child = LastSender;

            Sys.ActorSelection("/user/top/middle").Tell(new Reporter.Do(_ =>
            {
                child.Tell("paused");
                throw Boom;
            }));

            ExpectMsg("top judged boom");
            ExpectMsg<Reporter.Got>(got => Assert.Equal("paused", got.Message));
        }

        [Fact]
        public void A_suspended_supervisor_judges_its_children_when_it_goes_on()
        {
            Sys.ActorOf(Props.Create(() => new Chain(TestActor, 3)), "chain");
            IActorRef[] chain = [ExpectMsg<IActorRef>(), ExpectMsg<IActorRef>(), ExpectMsg<IActorRef>(), ExpectMsg<IActorRef>()];

            chain[1].Tell(Boom);
            chain[3].Tell(Boom);

            ExpectMsg("judged Chain 1");
            ExpectMsg("judged Chain 3");
        }
    }

    public sealed class Pooled() : SupervisionTests(ThreadPool());

    [Fact]
    public void A_restarted_actor_passes_through_all_four_hooks_and_keeps_its_mailbox()
    {
        IActorRef child = ChildOf(new OneForOneStrategy(_ => Directive.Restart));

        child.Tell(new Reporter.Do(context =>
        {
            context.Self.Tell("next");
            throw Boom;
        }));

        ExpectMsg("PreRestart boom Do");
        ExpectMsg("PostStop");
        ExpectMsg("PostRestart boom");
        ExpectMsg("PreStart");
        ExpectMsg<Reporter.Got>(got => Assert.Equal("next", got.Message));
    }

    [Fact]
    public void A_resumed_actor_goes_on_as_if_nothing_had_happened()
    {
        IActorRef child = ChildOf(new OneForOneStrategy(_ => Directive.Resume));

        child.Tell(Boom);
        child.Tell("next");

        ExpectMsg<Reporter.Got>(got => Assert.Equal("next", got.Message));
    }

    [Fact]
    public void A_stopped_actor_is_gone_and_its_messages_are_dead_letters()
    {
        IActorRef child = ChildOf(new OneForOneStrategy(_ => Directive.Stop));
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        child.Tell(new Reporter.Do(context =>
        {
            context.Self.Tell("next");
            throw Boom;
        }));

        ExpectMsg("PostStop");
        ExpectMsg<DeadLetter>(letter => Assert.Equal("next", letter.Message));
    }

    [Fact]
    public void An_escalated_failure_is_the_failure_of_the_supervisor()
    {
        Sys.ActorOf(Props.Create(() => new Grandparent(TestActor, Directive.Restart)), "top");
        ExpectMsg("PreStart");
        IActorRef child = LastSender;

        child.Tell(Boom);

        ExpectMsg("middle judged boom");
        ExpectMsg("top judged boom");
        ExpectMsg<string>(report => report.StartsWith("PreRestart boom", StringComparison.Ordinal));
        ExpectMsg("PostStop");
        ExpectMsg("PostStop");
        Assert.Equal(child, LastSender);
        ExpectMsg("PostRestart boom");
        ExpectMsg("PreStart");
        Assert.Equal(child.Path, LastSender.Path);
        Assert.NotEqual(child, LastSender);
    }

    [Fact]
    public void Resuming_an_escalated_failure_resumes_the_child_that_failed()
    {
        Sys.ActorOf(Props.Create(() => new Grandparent(TestActor, Directive.Resume)), "top");
        ExpectMsg("PreStart");
        IActorRef child = LastSender;

        for (int i = 0; i < 2; i++)
        {
            child.Tell(Boom);
            child.Tell("next");

            ExpectMsg("middle judged boom");
            ExpectMsg("top judged boom");
            ExpectMsg<Reporter.Got>(got => Assert.Equal("next", got.Message));
        }
    }

    [Fact]
    public void By_default_a_failed_actor_is_restarted_and_the_failure_is_logged()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)), "failing");
        ExpectMsg("PreStart");

        actor.Tell(Boom);

        var error = ExpectMsg<Error>();
        Assert.Equal(("akka://rules/user/failing", "boom", Boom), (error.LogSource, error.Message.ToString(), error.Cause));
        ExpectMsg("PreRestart boom InvalidOperationException");
    }

    [Fact]
    public void The_restart_after_the_last_allowed_one_is_a_stop()
    {
        IActorRef child = ChildOf(new OneForOneStrategy(2, null, _ => Directive.Restart));

        FailsAndRestarts(child, 2);
        child.Tell(Boom);

        ExpectMsg("PostStop");
    }

    [Fact]
    public void No_restart_allowed_is_a_stop_at_once()
    {
        IActorRef child = ChildOf(new OneForOneStrategy(0, Timeout.InfiniteTimeSpan, _ => Directive.Restart));

        child.Tell(Boom);

        ExpectMsg("PostStop");
    }

    [Fact]
    public void Restarts_count_together_only_within_the_window()
    {
        IActorRef child = ChildOf(new OneForOneStrategy(2, TimeSpan.FromMilliseconds(200), _ => Directive.Restart));

        FailsAndRestarts(child, 2);
        ExpectNoMsg(TimeSpan.FromMilliseconds(250));
        FailsAndRestarts(child, 2);
    }

    [Fact]
    public void One_restart_too_many_within_the_window_is_a_stop()
    {
        IActorRef child = ChildOf(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        FailsAndRestarts(child, 2);

        child.Tell(Boom);

        ExpectMsg("PostStop");
    }

    [Fact]
    public void All_for_one_restarts_the_siblings_too()
    {
        IActorRef child = ChildOf(new AllForOneStrategy(_ => Directive.Restart), "child", "sibling");

        child.Tell(Boom);

        object[] reports = [.. ReceiveN(8)];
        Assert.Equal(2, reports.Count(report => "PostRestart boom".Equals(report)));
        Assert.Contains("PreRestart boom InvalidOperationException", reports);
        Assert.Contains("PreRestart boom ", reports);
    }

    [Fact]
    public void All_for_one_stops_the_siblings_too()
    {
        IActorRef child = ChildOf(new AllForOneStrategy(_ => Directive.Stop), "child", "sibling");
        IActorRef sibling = Find("/user/supervisor/sibling");
        Watch(sibling);

        child.Tell(Boom);

        ExpectMsgAllOf<object>("PostStop", "PostStop", new Terminated(sibling, true, false));
    }

    [Fact]
    public void One_for_one_leaves_the_siblings_alone()
    {
        IActorRef child = ChildOf(new OneForOneStrategy(_ => Directive.Stop), "child", "sibling");
        IActorRef sibling = Find("/user/supervisor/sibling");

        child.Tell(Boom);
        ExpectMsg("PostStop");
        sibling.Tell("alive?");

        ExpectMsg<Reporter.Got>(got => Assert.Equal("alive?", got.Message));
    }

    [Fact]
    public void The_decider_chooses_by_exception()
    {
        IActorRef child = ChildOf(new OneForOneStrategy(Decider.From(
            Directive.Stop, Directive.Resume.When<ArgumentException>(), Directive.Restart.When<InvalidOperationException>())));

        child.Tell(new ArgumentNullException("value"));
        child.Tell("resumed");
        child.Tell(Boom);

        ExpectMsg<Reporter.Got>(got => Assert.Equal("resumed", got.Message));
        ExpectMsg("PreRestart boom InvalidOperationException");
    }

    [Fact]
    public void Children_end_when_their_parent_restarts()
    {
        IActorRef child = ChildOf(new OneForOneStrategy(_ => Directive.Restart));
        IActorRef parent = Find("/user/supervisor");
        Watch(child);

        parent.Tell(Boom);

        ExpectMsg("PreRestart boom InvalidOperationException");
        Assert.Equal(parent, LastSender);
        ExpectMsg("PostStop");
        Assert.Equal(parent, LastSender);
        ExpectMsg("PostStop");
        Assert.Equal(child, LastSender);
        object[] rest = [.. ReceiveN(3)];
        Assert.Contains("PostRestart boom", rest);
        Assert.Contains("PreStart", rest);
        Assert.Contains(new Terminated(child, true, false), rest);
    }

    [Fact]
    public void Children_that_the_parent_keeps_restart_with_it()
    {
        IActorRef child = ChildOf(new OneForOneStrategy(_ => Directive.Restart));

        Find("/user/supervisor").Tell(Supervisor.KeepingChildren);

        ExpectMsg("PostRestart keep the children");
        ExpectMsg("PreRestart keep the children ");
        Assert.Equal(child, LastSender);
        ExpectMsg("PostStop");
        ExpectMsg("PostRestart keep the children");
        ExpectMsg("PreStart");
    }

    [Fact]
    public void An_actor_that_fails_again_after_its_restart_is_stopped_by_default()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        IActorRef actor = Sys.ActorOf(Props.Create(() => new FailsAfterRestart()));
        Watch(actor);

        actor.Tell(Boom);

        ExpectMsg<Error>(error => Assert.Same(Boom, error.Cause));
        ExpectMsg<Error>(error => Assert.IsType<PostRestartException>(error.Cause));
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_failure_in_PreRestart_is_logged_and_the_restart_goes_on()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        IActorRef actor = Sys.ActorOf(Props.Create(() => new FailsBeforeRestart(TestActor)));

        actor.Tell(Boom);

        ExpectMsg<Error>(error => Assert.Same(Boom, error.Cause));
        ExpectMsg<Error>(error => Assert.Equal("not before", error.Message));
        ExpectMsg("restarted");
    }

    [Fact]
    public void A_strategy_in_the_props_wins_over_that_of_the_actor()
    {
        var stop = new OneForOneStrategy(_ => Directive.Stop);
        Sys.ActorOf(
            Props.Create(() => new Supervisor(TestActor, new OneForOneStrategy(_ => Directive.Restart), "child")).WithSupervisorStrategy(stop),
            "supervisor");
        ExpectMsg("PreStart");

        LastSender.Tell(Boom);

        ExpectMsg("PostStop");
    }

    [Fact]
    public void The_failed_child_is_the_sender_while_the_supervisor_decides()
    {
        IActorRef judge = Sys.ActorOf(Props.Create(() => new Judge(TestActor)));
        judge.Tell("start");
        IActorRef child = ExpectMsg<IActorRef>();

        child.Tell(Boom);

        ExpectMsg<(string, IActorRef)>(judged => Assert.Equal(("boom", child), judged));
    }

    private IActorRef ChildOf(SupervisorStrategy strategy, params string[] names)
    {
        string[] children = names.Length > 0 ? names : ["child"];
        Sys.ActorOf(Props.Create(() => new Supervisor(TestActor, strategy, children)), "supervisor");
        for (int i = 0; i < children.Length; i++)
            ExpectMsg("PreStart");
        return Find($"/user/supervisor/{children[0]}");
    }

    private void FailsAndRestarts(IActorRef child, int times)
    {
        for (int i = 0; i < times; i++)
        {
            child.Tell(Boom);
            ExpectMsg("PreRestart boom InvalidOperationException");
            ExpectMsg("PostStop");
            ExpectMsg("PostRestart boom");
            ExpectMsg("PreStart");
        }
    }

    private IActorRef Find(string path)
    {
        var probe = CreateTestProbe();
        IActorRef? found = null;
        AwaitAssert(
            () =>
            {
                Sys.ActorSelection(path).Tell(new Identify(path), probe.Ref);
                found = probe.ExpectMsg<ActorIdentity>(Patience).Subject;
                Assert.NotNull(found);
            },
            Patience);
        return found!;
    }

    private sealed class Grandparent(IActorRef report, Directive directive) : UntypedActor
    {
        protected override void PreStart() =>
            Context.ActorOf(Props.Create(() => new Supervisor(report, Judging("middle", Directive.Escalate), "child")), "middle");

        protected override SupervisorStrategy SupervisorStrategy() => Judging("top", directive);

        protected override void OnReceive(object message)
        {
        }

        private OneForOneStrategy Judging(string name, Directive decision) => new(failure =>
        {
            report.Tell($"{name} judged {failure.Message}");
            return decision;
        });
    }

    /// <summary>A supervisor of one of its kind, so many deep, that resumes it whenever it fails.</summary>
    private sealed class Chain(IActorRef report, int below) : UntypedActor
    {
        protected override void PreStart()
        {
            report.Tell(Self);
            if (below > 0)
                Context.ActorOf(Props.Create(() => new Chain(report, below - 1)));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ =>
        {
            report.Tell($"judged Chain {4 - below}");
            return Directive.Resume;
        });

        protected override void OnReceive(object message) => throw (Exception)message;
    }

    private sealed class FailsAfterRestart : UntypedActor
    {
        protected override void PostRestart(Exception reason) => throw new InvalidOperationException("again");

        protected override void OnReceive(object message) => throw (Exception)message;
    }

    private sealed class FailsBeforeRestart(IActorRef report) : UntypedActor
    {
        protected override void PreRestart(Exception reason, object? message) => throw new InvalidOperationException("not before");

        protected override void PostRestart(Exception reason) => report.Tell("restarted");

        protected override void OnReceive(object message) => throw (Exception)message;
    }

    private sealed class Judge(IActorRef report) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
        {
            report.Tell((failure.Message, Sender));
            return Directive.Resume;
        });

        protected override void OnReceive(object message) => report.Tell(Context.ActorOf(Props.Create(() => new Reporter(ActorRefs.Nobody))));
    }
}
