namespace NetComm.Actors.Tests;

public abstract class StashTests(ActorSystem system) : RuleTests(system)
{
    public sealed class Deterministic() : StashTests(OneThread());

    public sealed class Pooled() : StashTests(ThreadPool());

    [Fact]
    public void Stashed_messages_come_back_in_order_before_those_that_wait()
    {
        IActorRef actor = Busy();

        foreach (object message in new object[] { 1, 2, new Busy.Enough(3) })
            actor.Tell(message);

        Assert.Equal([1, 2, 3], ReceiveN(3));
    }

    [Fact]
    public void A_stashed_message_keeps_its_sender()
    {
        IActorRef actor = Busy();
        var other = CreateTestProbe();

        actor.Tell(1, other.Ref);
        actor.Tell(new Busy.Enough(2));

        ExpectMsg(2);
        other.ExpectMsg(1);
    }

    [Fact]
    public void One_at_a_time_can_come_back()
    {
        IActorRef actor = Busy();

        foreach (object message in new object[] { 1, 2, "one" })
            actor.Tell(message);

        ExpectMsg(1);
        actor.Tell("count");
        ExpectMsg("1 stashed");
    }

    [Fact]
    public void The_same_message_cannot_be_stashed_twice()
    {
        IActorRef actor = Busy();

        actor.Tell("twice");

        ExpectMsg<IllegalActorStateException>();
    }

    [Fact]
    public void What_is_stashed_at_a_restart_is_not_lost()
    {
        IActorRef actor = Busy();

        actor.Tell(1);
        actor.Tell("fail");
        actor.Tell(new Busy.Enough(2));

        Assert.Equal([1, 2], ReceiveN(2));
    }

    [Fact]
    public void What_is_stashed_at_a_restart_comes_before_what_waits()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Once(TestActor)));

        foreach (object message in new object[] { 1, 2, new InvalidOperationException("restart"), 3, 4 })
            actor.Tell(message);

        Assert.Equal([1, 2, 3, 4], ReceiveN(4));
    }

    [Fact]
    public void What_is_stashed_at_the_end_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        IActorRef actor = Busy();

        actor.Tell(1);
        actor.Tell(PoisonPill.Instance);

        ExpectMsg<DeadLetter>(letter => Assert.Equal(1, letter.Message));
    }

    private IActorRef Busy() => Sys.ActorOf<Busy>();

    /// <summary>Puts everything aside until its first restart, and then passes it on.</summary>
    private sealed class Once(IActorRef report) : UntypedActor, IWithUnboundedStash
    {
        private bool _restarted;

        public IStash Stash { get; set; } = null!;

        protected override void PostRestart(Exception reason) => _restarted = true;

        protected override void OnReceive(object message)
        {
            if (message is Exception failure)
                throw failure;
            if (_restarted)
                report.Tell(message);
            else
                Stash.Stash();
        }
    }
}
