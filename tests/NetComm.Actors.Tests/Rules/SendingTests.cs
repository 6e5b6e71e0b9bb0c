namespace NetComm.Actors.Tests;

public abstract class SendingTests(ActorSystem system) : RuleTests(system)
{
    public sealed class Deterministic() : SendingTests(OneThread());

    public sealed class Pooled() : SendingTests(ThreadPool());

    [Fact]
    public void The_receiver_sees_who_sent()
    {
        IActorRef receiver = Started();
        var other = CreateTestProbe();

        receiver.Tell("hello", other.Ref);

        Assert.Equal(other.Ref, ExpectMsg<Reporter.Got>().Sender);
    }

    [Fact]
    public void Without_a_sender_the_dead_letters_stand_in_its_place()
    {
        IActorRef receiver = Started();

        receiver.Tell("hello", ActorRefs.NoSender);

        Assert.Equal(Sys.DeadLetters, ExpectMsg<Reporter.Got>().Sender);
    }

    [Fact]
    public void An_actor_that_tells_is_the_sender_without_saying_so()
    {
        IActorRef receiver = Started();
        IActorRef teller = Sys.ActorOf(Props.Create(() => new Passing(receiver, false)));

        teller.Tell("hello");

        Assert.Equal(teller, ExpectMsg<Reporter.Got>().Sender);
    }

    [Fact]
    public void A_forwarded_message_keeps_its_sender()
    {
        IActorRef receiver = Started();
        IActorRef forwarder = Sys.ActorOf(Props.Create(() => new Passing(receiver, true)));
        var other = CreateTestProbe();

        forwarder.Tell("hello", other.Ref);

        Assert.Equal(other.Ref, ExpectMsg<Reporter.Got>().Sender);
    }

    [Fact]
    public void Null_is_no_message()
    {
        IActorRef receiver = Started();

        void Tell() => receiver.Tell(null!, TestActor);

        Assert.Throws<ArgumentNullException>(Tell);
    }

    [Fact]
    public void Messages_of_one_sender_arrive_in_order()
    {
        IActorRef receiver = Started();

        for (int i = 0; i < 1000; i++)
            receiver.Tell(i);

        Assert.Equal(Enumerable.Range(0, 1000), ReceiveN(1000).Select(got => (int)((Reporter.Got)got).Message));
    }

    [Fact]
    public void A_message_to_an_actor_that_has_stopped_is_a_dead_letter()
    {
        IActorRef receiver = Started();
        Watch(receiver);
        Sys.Stop(receiver);
        ExpectMsg("PostStop");
        ExpectTerminated(receiver);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        receiver.Tell("late", TestActor);

        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal(("late", TestActor, receiver), (letter.Message, letter.Sender, letter.Recipient));
    }

    [Fact]
    public void A_poison_pill_to_an_actor_that_has_stopped_is_suppressed()
    {
        IActorRef receiver = Started();
        Watch(receiver);
        Sys.Stop(receiver);
        ExpectMsg("PostStop");
        ExpectTerminated(receiver);
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));

        receiver.Tell(PoisonPill.Instance);

        ExpectMsg<SuppressedDeadLetter>(letter => Assert.Same(PoisonPill.Instance, letter.Message));
    }

    [Fact]
    public void A_message_that_the_receiver_does_not_know_is_published()
    {
        IActorRef deaf = Sys.ActorOf<Deaf>();
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));

        deaf.Tell("hello", TestActor);

        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal(("hello", TestActor, deaf), (unhandled.Message, unhandled.Sender, unhandled.Recipient));
    }

    [Fact]
    public void What_nobody_gets_disappears()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        ActorRefs.Nobody.Tell("hello", TestActor);
        Sys.DeadLetters.Tell("next", TestActor);

        ExpectMsg<DeadLetter>(letter => Assert.Equal("next", letter.Message));
    }

    private IActorRef Started()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        ExpectMsg("PreStart");
        return actor;
    }

    private sealed class Passing(IActorRef receiver, bool forward) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (forward)
                receiver.Forward(message);
            else
                receiver.Tell(message);
        }
    }

    private sealed class Deaf : ActorBase
    {
        protected override bool Receive(object message) => false;
    }
}
