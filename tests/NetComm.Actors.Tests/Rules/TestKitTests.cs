using Xunit.Sdk;

namespace NetComm.Actors.Tests;

public abstract class TestKitTests(ActorSystem system) : RuleTests(system)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    public sealed class Deterministic() : TestKitTests(OneThread())
    {
        [Fact]
        public void Virtual_time_passes_only_as_far_as_the_test_says()
        {
            Sys.Scheduler.ScheduleTellOnce(Short, TestActor, "later", ActorRefs.NoSender);

            Assert.False(HasMessages);
            Assert.ThrowsAny<XunitException>(() => ExpectMsg("later"));
            Assert.Equal(TimeSpan.Zero, Sys.Scheduler.MonotonicClock);
            ExpectMsg("later", Short * 2);

            Assert.Equal(Short, Sys.Scheduler.MonotonicClock);
        }

        [Fact]
        public void Silence_takes_the_time_it_is_listened_for()
        {
            ExpectNoMsg(Short);

            Assert.Equal(Short, Sys.Scheduler.MonotonicClock);
        }

        [Fact]
        public void A_block_may_be_too_quick()
        {
            Assert.ThrowsAny<XunitException>(() => Within(Short, Second, () => ExpectNoMsg(Short / 2)));
        }
    }

    public sealed class Pooled() : TestKitTests(ThreadPool());

    [Fact]
    public void A_message_told_without_a_sender_comes_from_the_test()
    {
        TestActor.Tell("hello");

        ExpectMsg("hello");
        Assert.Equal(TestActor, LastSender);
    }

    [Fact]
    public void A_message_of_another_type_or_value_fails_the_test()
    {
        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>());

        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg(2));

        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg((Predicate<int>)(n => n > 1)));
    }

    [Fact]
    public void No_message_in_time_fails_the_test()
    {
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Short));
    }

    [Fact]
    public void A_message_fails_the_expectation_of_none()
    {
        TestActor.Tell("hello");

        Assert.ThrowsAny<XunitException>(() => ExpectNoMsg(Patience));
    }

    [Fact]
    public void Fishing_throws_back_what_does_not_fit()
    {
        foreach (object message in new object[] { 1, "x", 5, 9 })
            TestActor.Tell(message);

        Assert.Equal(5, FishForMessage<int>(n => n > 3));
        ExpectMsg(9);
    }

    [Fact]
    public void Several_can_be_received_at_once_in_any_order()
    {
        foreach (int number in new[] { 3, 1, 2 })
            TestActor.Tell(number);

        ExpectMsgAllOf(1, 2, 3);
        Assert.ThrowsAny<XunitException>(() => ReceiveN(1, Short));
    }

    [Fact]
    public void Ignored_messages_never_come()
    {
        IgnoreMessages(message => message is int);

        TestActor.Tell(1);
        TestActor.Tell("x");

        ExpectMsg("x");
        IgnoreNoMessages();
        TestActor.Tell(1);
        ExpectMsg(1);
    }

    [Fact]
    public void A_probe_answers_and_forwards()
    {
        var probe = CreateTestProbe();
        var other = CreateTestProbe();

        probe.Ref.Tell("question", TestActor);
        probe.ExpectMsg("question");
        probe.Reply("answer");
        probe.Forward(other.Ref);

        ExpectMsg("answer");
        Assert.Equal(probe.Ref, LastSender);
        other.ExpectMsg("question");
        Assert.Equal(TestActor, other.Sender);
    }

    [Fact]
    public void A_probe_sends_in_its_own_name_and_is_a_reference()
    {
        var probe = CreateTestProbe("named");

        probe.Send(TestActor, "hello");
        probe.Tell("direct");

        ExpectMsgFrom(probe.Ref, "hello");
        probe.ExpectMsg("direct");
        Assert.Equal<IActorRef>(probe, LastSender);
        Assert.Equal("named", probe.Ref.Path.Name);
    }

    [Fact]
    public void A_probe_can_be_watched_and_stopped()
    {
        var probe = CreateTestProbe();
        Watch(probe.Ref);

        Sys.Stop(probe.Ref);

        ExpectTerminated(probe.Ref);
    }

    [Fact]
    public void Within_limits_the_waiting_inside()
    {
        Assert.ThrowsAny<XunitException>(() => Within(Short, () => ExpectMsg<string>()));
        Assert.Equal("x", Within(Patience, () =>
        {
            TestActor.Tell("x");
            return ExpectMsg<string>();
        }));
    }

    [Fact]
    public void An_assertion_is_awaited()
    {
        int tries = 0;

        AwaitAssert(() => Assert.Equal(3, ++tries), Patience, Short);

        Assert.ThrowsAny<XunitException>(() => AwaitAssert(() => Assert.Equal(0, ++tries), Short, Short));
    }
}
