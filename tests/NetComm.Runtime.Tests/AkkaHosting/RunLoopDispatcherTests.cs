using Akka.Configuration;
using Akka.Routing;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Tests.AkkaHosting.Programs;

namespace NetComm.Runtime.Tests.AkkaHosting;

/// <summary>What the path past the mailboxes owes to the mailboxes.</summary>
public sealed class RunLoopDispatcherTests : IDisposable
{
    private interface IToken
    {
        int Passed { get; set; }
    }

    private sealed class Token : IToken
    {
        public int Passed { get; set; }
    }

    private sealed class DirectToken : DirectMessage, IToken
    {
        public int Passed { get; set; }
    }

    private sealed class Passing : DirectActor
    {
        internal sealed record Next(IActorRef Ref);

        private IActorRef _next = ActorRefs.Nobody;

        protected override void OnReceive(object message)
        {
            if (message is Next next) _next = next.Ref;
            if (message is IToken token && ++token.Passed % 4 != 0) _next.Tell(token, Self);
        }
    }

    private sealed class Awaiting : ReceiveActor
    {
        public Awaiting(Task task, List<string> begun) => ReceiveAsync<string>(message =>
        {
            begun.Add(message);
            return task;
        });
    }

    private const string OnAnotherThreadText = "An actor of a simulated run was woken on a thread that is not the run's.";

    private readonly ScriptedSystem _system = new(new SimulatedProgramSystem(goesPastMailboxes: true));

    public void Dispose() => Record.Exception(_system.Dispose);

    // A mailbox that asked for its next turn, and whose next message went past it, was never asked for a turn again.
    [Fact]
    public void An_actor_that_began_with_two_messages_can_be_stopped()
    {
        IActorRef parent = _system.Top("parent");
        IActorRef child = ActorRefs.Nobody;
        _system.Do(parent, actor =>
        {
            child = actor.Own.ActorOf(_system.NewActor(), "child");
            child.Tell("1");
            child.Tell("2");
        });

        Assert.Equal(["child stops"], _system.SeenOf(() => _system.Actors.Stop(child)));
    }

    [Fact]
    public void A_supervisor_that_began_with_two_messages_judges_its_children()
    {
        IActorRef parent = _system.Actors.ActorOf(_system.NewActor(), "parent");
        parent.Tell("1");
        parent.Tell("2");
        _system.Drain();
        IActorRef child = _system.Child(parent, "child");
        _system.Do(parent, actor =>
        {
            _ = actor.Own.ActorOf(_system.NewActor(), "other");
            parent.Tell("3");
        });

        List<string> seen = _system.SeenOf(() => child.Tell(new InvalidOperationException("The queue is corrupt.")));

        Assert.Equal(["child stops", "child starts"], seen);
    }

    // More than its ring holds at first, from a place that is not its beginning.
    [Fact]
    public void Very_many_actors_take_their_turns_in_order()
    {
        IActorRef[] actors = [.. Enumerable.Range(0, 300).Select(number => _system.Top($"{number}"))];
        foreach (IActorRef actor in actors.Take(20)) actor.Tell("first");
        _system.Drain();

        List<string> seen = _system.SeenOf(() =>
        {
            foreach (IActorRef actor in actors) actor.Tell("second");
        });

        Assert.Equal(Enumerable.Range(0, 300).Select(number => $"{number} second"), seen);
    }

    [Fact]
    public void What_is_delivered_comes_after_what_waits()
    {
        IActorRef a = _system.Child("a"), b = _system.Child("b");

        List<string> seen = _system.SeenOf(() =>
        {
            a.Tell("1");
            b.Tell("1");
            _system.Deliver(b, "2");
            a.Tell("3");
            _system.Deliver(a, "4");
            _system.Deliver(b, "5");
        });

        Assert.Equal(["a 1", "b 1", "b 2", "a 3", "a 4", "b 5"], seen);
    }

    [Fact]
    public void Actors_of_the_system_may_stash()
    {
        IActorRef actor = _system.Top("actor");
        _system.Do(actor, me => me.Become(_ => me.Stash.Stash()));

        Assert.Empty(_system.SeenOf(() => actor.Tell("1")));
    }

    [Fact]
    public void What_a_task_tells_has_no_sender()
    {
        IActorRef actor = _system.Child("actor");
        IActorRef sender = ActorRefs.Nobody;

        _system.Do(actor, me => me.Own.Dispatcher.Schedule(() => actor.Tell((Action<ScriptedActor>)(_ => sender = me.Own.Sender))));

        Assert.Equal(_system.Actors.DeadLetters, sender);
    }

    [Fact]
    public void Null_is_no_message()
    {
        IActorRef actor = _system.Child("actor");

        Assert.Throws<ArgumentNullException>(() => actor.Tell(null!, ActorRefs.NoSender));
    }

    [Fact]
    public void A_child_may_be_a_router()
    {
        IActorRef parent = _system.Top("parent");
        IActorRef router = ActorRefs.Nobody;
        _system.Do(parent, actor => router = actor.Own.ActorOf(_system.NewActor().WithRouter(new RoundRobinPool(2)), "router"));

        List<string> seen = _system.SeenOf(() =>
        {
            router.Tell("1");
            router.Tell("2");
        });

        Assert.Equal(["$a 1", "$b 2"], seen);
    }

    [Fact]
    public void A_child_on_a_dispatcher_that_is_not_there_is_refused()
    {
        IActorRef parent = _system.Top("parent");
        Exception? refusal = null;

        _system.Do(parent, actor => refusal = Record.Exception(() => actor.Own.ActorOf(_system.NewActor().WithDispatcher("another"))));

        Assert.IsType<ConfigurationException>(refusal);
    }

    [Theory]
    [InlineData("a child")]
    [InlineData("an actor of the system")]
    public void A_message_from_another_thread_ends_the_run(string to)
    {
        IActorRef actor = to == "a child" ? _system.Child("actor") : _system.Top("actor");

        OnAnotherThread(() => actor.Tell("hello"));

        Assert.Equal(OnAnotherThreadText, Assert.Throws<InvalidOperationException>(_system.Drain).Message);
        Assert.DoesNotContain("actor hello", _system.Seen);
    }

    [Fact]
    public void A_stop_from_another_thread_ends_the_run()
    {
        IActorRef actor = _system.Child("actor");

        OnAnotherThread(() => _system.Actors.Stop(actor));

        Assert.Equal(OnAnotherThreadText, Assert.Throws<InvalidOperationException>(_system.Drain).Message);
    }

    // Akka suspends the mailbox of an actor that awaits without telling its dispatcher: SimulatedActorTests bans such actors.
    [Fact]
    public void An_actor_that_awaits_is_overtaken_by_its_next_message()
    {
        var never = new TaskCompletionSource();
        List<string> begun = [];
        IActorRef parent = _system.Top("parent");
        IActorRef awaiting = ActorRefs.Nobody;
        _system.Do(parent, actor => awaiting = actor.Own.ActorOf(Props.Create(() => new Awaiting(never.Task, begun))));

        awaiting.Tell("1");
        awaiting.Tell("2");
        _system.Drain();

        Assert.Equal(["1", "2"], begun);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_message_in_the_steady_state_allocates_nothing(bool isDirect)
    {
        IActorRef parent = _system.Top("parent");
        IActorRef[] ring = new IActorRef[4];
        _system.Do(parent, actor =>
        {
            for (int i = 0; i < ring.Length; i++) ring[i] = actor.Own.ActorOf<Passing>();
        });
        for (int i = 0; i < ring.Length; i++) ring[i].Tell(new Passing.Next(ring[(i + 1) % ring.Length]));
        _system.Drain();
        IToken token = isDirect ? new DirectToken() : new Token();
        PassAround(ring, token, rounds: 1000);

        long allocated = Allocations.Of(_ => PassAround(ring, token, rounds: 5000));

        Assert.True(token.Passed >= 4 * 31_000, $"{token.Passed} messages");
        Assert.Equal(0, allocated);
    }

    /// <summary>What it throws there is not thrown here.</summary>
    private static void OnAnotherThread(Action act)
    {
        var thread = new Thread(() => Record.Exception(act));
        thread.Start();
        thread.Join();
    }

    /// <summary>Each round delivers one message at once and lets two wait in one queue, so that all rings take part.</summary>
    private void PassAround(IActorRef[] ring, IToken token, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            ring[0].Tell(token, ActorRefs.NoSender);
            ring[0].Tell(token, ActorRefs.NoSender);
            ring[1].Tell(token, ActorRefs.NoSender);
            _system.Drain();
            _system.Deliver(ring[2], token);
        }
    }
}
