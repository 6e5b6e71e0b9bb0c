namespace NetComm.Actors.Tests;

public abstract class EventStreamTests(ActorSystem system) : RuleTests(system)
{
    public sealed class Deterministic() : EventStreamTests(OneThread());

    public sealed class Pooled() : EventStreamTests(ThreadPool());

    [Fact]
    public void A_subscriber_gets_what_is_published_and_what_derives_from_it()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Fruit));

        Sys.EventStream.Publish(new Fruit());
        Sys.EventStream.Publish(new Apple());
        Sys.EventStream.Publish("stone");
        TestActor.Tell("last");

        ExpectMsg<Fruit>();
        ExpectMsg<Apple>();
        ExpectMsg("last");
    }

    [Fact]
    public void Who_subscribes_to_a_class_and_its_base_gets_an_event_once()
    {
        Sys.EventStream.Subscribe<Fruit>(TestActor);
        Sys.EventStream.Subscribe<Apple>(TestActor);

        Sys.EventStream.Publish(new Apple());
        TestActor.Tell("last");

        ExpectMsg<Apple>();
        ExpectMsg("last");
    }

    [Fact]
    public void Who_unsubscribes_gets_no_more()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Fruit));
        Sys.EventStream.Unsubscribe(TestActor, typeof(Fruit));

        Sys.EventStream.Publish(new Fruit());
        TestActor.Tell("last");

        ExpectMsg("last");
    }

    [Fact]
    public void A_subscriber_that_stops_is_forgotten()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        ExpectMsg("PreStart");
        Sys.EventStream.Subscribe(actor, typeof(Fruit));
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        ExpectMsg("PostStop");
        ExpectTerminated(actor);

        AwaitCondition(() => !Sys.EventStream.Unsubscribe(actor), Patience);
    }

    [Fact]
    public void An_actor_logs_in_its_own_name()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(ActorRefs.Nobody)), "logging");

        actor.Tell(new Reporter.Do(context => context.GetLogger().Warning("{0} of {1}", 1, 2)));

        var warning = FishForMessage<Warning>(_ => true, Patience);
        Assert.Equal((LogLevel.WarningLevel, "1 of 2"), (warning.LogLevel(), warning.Message.ToString()));
        Assert.Contains("akka://rules/user/logging", warning.LogSource, StringComparison.Ordinal);
    }

    private class Fruit;

    private sealed class Apple : Fruit;
}
