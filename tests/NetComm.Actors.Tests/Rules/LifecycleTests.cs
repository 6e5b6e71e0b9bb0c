namespace NetComm.Actors.Tests;

public abstract class LifecycleTests(ActorSystem system) : RuleTests(system)
{
    public sealed class Deterministic() : LifecycleTests(OneThread());

    public sealed class Pooled() : LifecycleTests(ThreadPool());

    [Fact]
    public void An_actor_starts_receives_and_stops()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        actor.Tell(1);
        actor.Tell(PoisonPill.Instance);

        ExpectMsg("PreStart");
        ExpectMsg<Reporter.Got>();
        ExpectMsg("PostStop");
    }

    [Fact]
    public void A_poison_pill_waits_its_turn_and_the_rest_are_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        ExpectMsg("PreStart");

        actor.Tell(new Reporter.Do(context =>
        {
            context.Self.Tell("before");
            context.Self.Tell(PoisonPill.Instance);
            context.Self.Tell("after");
        }));

        ExpectMsg<Reporter.Got>(got => Assert.Equal("before", got.Message));
        ExpectMsg("PostStop");
        ExpectMsg<DeadLetter>(letter => Assert.Equal("after", letter.Message));
    }

    [Fact]
    public void Stopping_comes_after_the_current_message_and_before_those_that_wait()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        ExpectMsg("PreStart");

        actor.Tell(new Reporter.Do(context =>
        {
            context.Self.Tell("waiting");
            context.Stop(context.Self);
            TestActor.Tell("still here");
        }));

        ExpectMsg("still here");
        ExpectMsg("PostStop");
        ExpectMsg<DeadLetter>(letter => Assert.Equal("waiting", letter.Message));
    }

    [Fact]
    public void A_killed_actor_fails_and_is_stopped_by_default()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        ExpectMsg("PreStart");

        actor.Tell(Kill.Instance);

        ExpectMsg<Error>(error => Assert.IsType<ActorKilledException>(error.Cause));
        ExpectMsg("PostStop");
    }

    [Fact]
    public void Children_end_before_their_parent()
    {
        IActorRef parent = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)), "parent");
        ExpectMsg("PreStart");
        parent.Tell(new Reporter.Do(context => context.ActorOf(Props.Create(() => new Reporter(TestActor)), "child")));
        ExpectMsg("PreStart");

        Sys.Stop(parent);

        ExpectMsg("PostStop");
        Assert.Equal("child", LastSender.Path.Name);
        ExpectMsg("PostStop");
        Assert.Equal("parent", LastSender.Path.Name);
    }

    [Fact]
    public void An_actor_whose_constructor_fails_is_stopped_and_the_failure_is_logged()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));

        IActorRef actor = Sys.ActorOf(Props.Create(() => new Stillborn()), "stillborn");
        Watch(actor);

        var error = ExpectMsg<Error>();
        Assert.Equal(actor.Path.ToString(), error.LogSource);
        Assert.IsType<ActorInitializationException>(error.Cause);
        Assert.Contains("too early", error.Cause.ToString(), StringComparison.Ordinal);
        ExpectTerminated(actor);
    }

    [Fact]
    public void An_actor_whose_start_fails_is_stopped_without_PostStop()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));

        IActorRef actor = Sys.ActorOf(Props.Create(() => new FailsToStart(TestActor)));
        Watch(actor);

        ExpectMsg<Error>(error => Assert.Equal("no start", error.Message));
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_failure_in_PostStop_is_logged_and_the_actor_is_gone_all_the_same()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        IActorRef actor = Sys.ActorOf<FailsToStop>();
        Watch(actor);

        actor.Tell(PoisonPill.Instance);

        ExpectMsg<Error>(error => Assert.Equal("no stop", error.Cause!.Message));
        ExpectTerminated(actor);
    }

    [Fact]
    public void An_actor_knows_its_surroundings_from_the_constructor_on()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Curious(TestActor)), "curious");

        ExpectMsg<(IActorRef Self, IActorRef Parent, ActorSystem System)>(known =>
        {
            Assert.Equal(actor, known.Self);
            Assert.Equal("akka://rules/user", known.Parent.Path.ToString());
            Assert.Same(Sys, known.System);
        });
    }

    [Fact]
    public void A_disposable_actor_is_disposed_when_it_stops()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Disposable(TestActor)));

        actor.Tell(PoisonPill.Instance);

        ExpectMsg("disposed");
    }

    private sealed class Stillborn : UntypedActor
    {
        public Stillborn() => throw new InvalidOperationException("too early");

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class FailsToStart(IActorRef report) : UntypedActor
    {
        protected override void PreStart() => throw new InvalidOperationException("no start");

        protected override void PostStop() => report.Tell("PostStop");

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class FailsToStop : UntypedActor
    {
        protected override void PostStop() => throw new InvalidOperationException("no stop");

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Curious : UntypedActor
    {
        public Curious(IActorRef report) => report.Tell((Self, Context.Parent, Context.System));

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Disposable(IActorRef report) : UntypedActor, IDisposable
    {
        public void Dispose() => report.Tell("disposed");

        protected override void OnReceive(object message)
        {
        }
    }
}
