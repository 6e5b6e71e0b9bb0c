namespace NetComm.Actors.Tests;

public abstract class TimingTests(ActorSystem system) : RuleTests(system)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Long = Patience;

    public sealed class Deterministic() : TimingTests(OneThread())
    {
        [Fact]
        public void A_message_that_does_not_count_leaves_the_receive_timeout_running()
        {
            IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
            ExpectMsg("PreStart");
            actor.Tell(new Reporter.Do(context => context.SetReceiveTimeout(Short * 10)));

            for (int i = 0; i < 8; i++)
            {
                ExpectNoMsg(Short);
                actor.Tell(new Ticker.Uncounted());
                ExpectMsg<Reporter.Got>(got => Assert.IsType<Ticker.Uncounted>(got.Message));
            }

            ExpectMsg<Reporter.Got>(got => Assert.Same(ReceiveTimeout.Instance, got.Message), Short * 9);
        }
    }

    public sealed class Pooled() : TimingTests(ThreadPool());

    [Fact]
    public void The_scheduler_tells_once()
    {
        Sys.Scheduler.ScheduleTellOnce(Short, TestActor, "now", ActorRefs.NoSender);

        ExpectMsg("now", Long);
        ExpectNoMsg(Short * 3);
    }

    [Fact]
    public void The_scheduler_tells_again_and_again_until_it_is_called_off()
    {
        ICancelable ticking = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(Short, Short, TestActor, "tick", TestActor);
        for (int i = 0; i < 3; i++)
            ExpectMsg("tick", Long);

        ticking.Cancel();

        TestActor.Tell("called off");
        FishForMessage<string>(message => message == "called off", Long);
        AtMostOneFollows(message => message is "tick");
    }

    [Fact]
    public void What_is_called_off_does_not_happen()
    {
        ICancelable planned = Sys.Scheduler.ScheduleTellOnceCancelable(Second, TestActor, "never", TestActor);
        Sys.Scheduler.ScheduleTellOnce(Second + Short, TestActor, "later", TestActor);

        planned.Cancel();

        ExpectMsg("later", Long);
    }

    [Fact]
    public void An_action_can_be_planned()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(Short, () => TestActor.Tell("done", ActorRefs.NoSender));

        ExpectMsg("done", Long);
    }

    [Fact]
    public void A_timer_fires_once_or_periodically()
    {
        IActorRef actor = Ticking();

        actor.Tell(new Ticker.Single("a", Short));
        ExpectMsg("a", Long);
        actor.Tell(new Ticker.Periodic("b", Short));

        ExpectMsg("b", Long);
        ExpectMsg("b", Long);
    }

    [Fact]
    public void A_timer_started_again_replaces_the_first()
    {
        IActorRef actor = Ticking();

        actor.Tell(new Ticker.Twice("first", "second", Short));

        ExpectMsg("second", Long);
    }

    [Fact]
    public void A_cancelled_timer_is_silent()
    {
        IActorRef actor = Ticking();
        actor.Tell(new Ticker.Periodic("a", Short));
        ExpectMsg("a", Long);

        actor.Tell("cancel");

        FishForMessage<string>(message => message == "cancelled", Long);
        ExpectNoMsg(Short * 5);
    }

    [Fact]
    public void Timers_end_with_a_restart()
    {
        IActorRef actor = Ticking();
        actor.Tell(new Ticker.Periodic("a", Short));
        ExpectMsg("a", Long);

        actor.Tell("fail");

        FishForMessage<string>(message => message == "restarted", Long);
        ExpectNoMsg(Short * 5);
    }

    [Fact]
    public void Silence_brings_a_receive_timeout_again_and_again()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        ExpectMsg("PreStart");

        actor.Tell(new Reporter.Do(context => context.SetReceiveTimeout(Short)));

        for (int i = 0; i < 2; i++)
            ExpectMsg<Reporter.Got>(got => Assert.Same(ReceiveTimeout.Instance, got.Message), Long);
    }

    [Fact]
    public void A_receive_timeout_can_be_taken_back()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        ExpectMsg("PreStart");
        actor.Tell(new Reporter.Do(context => context.SetReceiveTimeout(Short)));
        ExpectMsg<Reporter.Got>(Long);

        actor.Tell(new Reporter.Do(context =>
        {
            context.SetReceiveTimeout(null);
            TestActor.Tell("taken back");
        }));

        FishForMessage<string>(message => message == "taken back", Long);
        AtMostOneFollows(message => message is Reporter.Got { Message: ReceiveTimeout });
    }

    /// <summary>A message whose time had come while it was called off may still arrive, as with Akka.NET; none follows it.</summary>
    private void AtMostOneFollows(Predicate<object> isLate)
    {
        object? late = ReceiveOne(Short * 5);
        Assert.True(late is null || isLate(late), $"{late}");
        ExpectNoMsg(Short * 5);
    }

    private IActorRef Ticking() => Sys.ActorOf(Props.Create(() => new Ticker(TestActor)));
}
