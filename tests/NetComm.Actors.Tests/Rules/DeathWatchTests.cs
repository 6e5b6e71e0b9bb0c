namespace NetComm.Actors.Tests;

public abstract class DeathWatchTests(ActorSystem system) : RuleTests(system)
{
    public sealed class Deterministic() : DeathWatchTests(OneThread());

    public sealed class Pooled() : DeathWatchTests(ThreadPool());

    [Fact]
    public void A_watcher_is_told_when_the_watched_actor_stops()
    {
        IActorRef actor = Quiet();
        Watch(actor);

        actor.Tell(PoisonPill.Instance);

        Terminated terminated = ExpectTerminated(actor);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void Watching_twice_is_told_once()
    {
        IActorRef actor = Quiet();
        Watch(actor);
        Watch(actor);

        actor.Tell(PoisonPill.Instance);

        ExpectTerminated(actor);
        TestActor.Tell("nothing between");
        ExpectMsg("nothing between");
    }

    [Fact]
    public void A_watcher_that_comes_too_late_is_told_all_the_same()
    {
        IActorRef actor = Quiet();
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        ExpectTerminated(actor);

        Watch(actor);

        Assert.False(ExpectTerminated(actor).ExistenceConfirmed);
    }

    [Fact]
    public void Who_stops_watching_is_not_told()
    {
        IActorRef actor = Quiet();
        var other = CreateTestProbe();
        Watch(actor);
        other.Watch(actor);
        Unwatch(actor);

        actor.Tell(PoisonPill.Instance);

        other.ExpectTerminated(actor);
        TestActor.Tell("nothing before");
        ExpectMsg("nothing before");
    }

    [Fact]
    public void Unwatching_drops_a_Terminated_that_waits_in_the_mailbox()
    {
        IActorRef actor = Quiet();
        IActorRef watcher = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        ExpectMsg("PreStart");
        var other = CreateTestProbe();
        other.Watch(actor);

        watcher.Tell(new Reporter.Do(context => context.Watch(actor)));
        actor.Tell(PoisonPill.Instance);
        watcher.Tell(new Reporter.Do(context => context.Unwatch(actor)));
        other.ExpectTerminated(actor);
        watcher.Tell("last");

        ExpectMsg<Reporter.Got>(got => Assert.Equal("last", got.Message));
    }

    [Fact]
    public void A_message_of_ones_own_can_come_instead()
    {
        IActorRef actor = Quiet();
        IActorRef watcher = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        ExpectMsg("PreStart");
        watcher.Tell(new Reporter.Do(context => context.WatchWith(actor, "gone")));

        watcher.Tell(new Reporter.Do(_ => actor.Tell(PoisonPill.Instance)));

        ExpectMsg<Reporter.Got>(got => Assert.Equal(("gone", actor), (got.Message, got.Sender)));
    }

    [Fact]
    public void Who_does_not_handle_Terminated_dies_as_well()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        IActorRef actor = Quiet();
        IActorRef dependent = Sys.ActorOf(Props.Create(() => new Dependent(actor)));
        dependent.Tell("are you there?");
        Watch(dependent);

        dependent.Tell("end it");

        ExpectMsg<Error>(error => Assert.Equal(actor, Assert.IsType<DeathPactException>(error.Cause).DeadActor));
        ExpectTerminated(dependent);
    }

    [Fact]
    public void A_restart_is_no_end()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        Watch(actor);

        actor.Tell(new InvalidOperationException("boom"));
        actor.Tell("alive");

        ExpectMsg("PreStart");
        ExpectMsg("PreRestart boom InvalidOperationException");
        ExpectMsg("PostStop");
        ExpectMsg("PostRestart boom");
        ExpectMsg("PreStart");
        ExpectMsg<Reporter.Got>();
    }

    [Fact]
    public void A_parent_that_watches_its_child_is_told_after_the_child_has_left()
    {
        IActorRef parent = Sys.ActorOf(Props.Create(() => new Parent(TestActor)));

        parent.Tell("stop it");

        ExpectMsg<(int Children, IActorRef Ended)>(told => Assert.Equal((0, "child"), (told.Children, told.Ended.Path.Name)));
    }

    [Fact]
    public void Everyone_who_watches_is_told_exactly_once()
    {
        IActorRef actor = Quiet();
        TestProbe[] watchers = [.. Enumerable.Range(0, 20).Select(_ => CreateTestProbe())];
        foreach (TestProbe watcher in watchers)
            watcher.Watch(actor);

        actor.Tell(PoisonPill.Instance);

        foreach (TestProbe watcher in watchers)
        {
            watcher.ExpectTerminated(actor);
            Assert.False(watcher.HasMessages);
        }
    }

    private IActorRef Quiet() => Sys.ActorOf(Props.Create(() => new Reporter(ActorRefs.Nobody)));

    private sealed class Dependent : ReceiveActor
    {
        public Dependent(IActorRef needed)
        {
            Context.Watch(needed);
            Receive<string>(message => message == "end it", _ => needed.Tell(PoisonPill.Instance));
        }
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(IActorRef report)
        {
            IActorRef child = Context.Watch(Context.ActorOf(Props.Create(() => new Reporter(ActorRefs.Nobody)), "child"));
            Receive<string>(_ => Context.Stop(child));
            Receive<Terminated>(ended => report.Tell((Context.GetChildren().Count(), ended.ActorRef)));
        }
    }
}
