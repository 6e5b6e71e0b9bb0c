using NetComm.Runtime.AkkaHosting;

namespace NetComm.Runtime.Tests.Actors;

/// <summary>Messages that pass by Akka's envelope: for all that matters they are messages like others.</summary>
public sealed class DirectActorTests : ActorTests
{
    private sealed class Note(string text) : DirectMessage
    {
        internal string Text => text;
    }

    private sealed class Order(Exception failure) : DirectMessage
    {
        internal Exception Failure => failure;
    }

    /// <summary>Passes on texts, each with the number of the actor that took it.</summary>
    private sealed class NoterActor(IActorRef probe, int number) : DirectActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Order order) throw order.Failure;
            probe.Tell($"{number} {(message is Note note ? note.Text : message)}", Self);
        }
    }

    /// <summary>Has one child, and restarts it when it fails.</summary>
    private sealed class RestartingActor(IActorRef probe) : UntypedActor
    {
        private IActorRef? _child;

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
        {
            probe.Tell(failure, Self);
            return Directive.Restart;
        });

        protected override void PreStart()
        {
            int made = 0;
            _child = Context.ActorOf(ActorProps.Of(() => new NoterActor(probe, ++made)), "child");
        }

        protected override void OnReceive(object message) => _child!.Forward(message);
    }

    private readonly Akka.TestKit.TestProbe _probe;

    public DirectActorTests() => _probe = CreateTestProbe("probe");

    [Fact]
    public void Direct_messages_and_others_are_taken_in_the_order_in_which_they_were_sent()
    {
        IActorRef noter = Make("noter", () => new NoterActor(_probe, 1));

        foreach (object message in (object[])["a", new Note("b"), "c", new Note("d")]) noter.Tell(message, ActorRefs.NoSender);

        foreach (string text in (string[])["1 a", "1 b", "1 c", "1 d"]) Expect(_probe, text);
    }

    [Fact]
    public void A_failure_reaches_the_supervisor_as_it_was_thrown()
    {
        var failure = new InvalidOperationException("The queue is corrupt.");

        Tell(Make("parent", () => new RestartingActor(_probe)), new Order(failure));

        Assert.Same(failure, Expect<InvalidOperationException>(_probe));
    }

    [Fact]
    public void The_actor_that_takes_the_place_of_one_that_failed_takes_its_messages()
    {
        IActorRef parent = Make("parent", () => new RestartingActor(_probe));
        Tell(parent, new Note("a"));
        Tell(parent, new Order(new InvalidOperationException("The queue is corrupt.")));
        Forget(_probe);

        Tell(parent, new Note("b"));

        Expect(_probe, "2 b");
    }

    [Fact]
    public void A_message_that_waited_behind_a_failure_is_taken_after_it()
    {
        IActorRef parent = Make("parent", () => new RestartingActor(_probe));
        parent.Tell(new Order(new InvalidOperationException("The queue is corrupt.")), ActorRefs.NoSender);
        parent.Tell(new Note("b"), ActorRefs.NoSender);

        Expect<InvalidOperationException>(_probe);

        Expect(_probe, "2 b");
    }

    [Fact]
    public void An_actor_that_has_stopped_takes_no_direct_message()
    {
        IActorRef noter = Make("noter", () => new NoterActor(_probe, 1));
        Tell(noter, PoisonPill.Instance);
        Sys.EventStream.Subscribe(Watcher, typeof(DeadLetter));

        Tell(noter, new Note("a"));

        Assert.Equal(noter, Expect<DeadLetter>(Watcher).Recipient);
        ExpectNothing(_probe);
    }
}
