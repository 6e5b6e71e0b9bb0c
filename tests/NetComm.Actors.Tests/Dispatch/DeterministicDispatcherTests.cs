using NetComm.Sim.Tests.Tools;

namespace NetComm.Actors.Tests;

public sealed class DeterministicDispatcherTests
{
    private readonly DeterministicDispatcher _dispatcher = new();
    private readonly ActorSystem _system;
    private readonly List<string> _log = [];

    public DeterministicDispatcherTests() => _system = ActorSystem.Create("one-thread", _dispatcher);

    [Fact]
    public void Nothing_runs_until_it_is_told_to()
    {
        IActorRef a = Make("a");

        a.Tell("1");
        Assert.Empty(_log);
        _dispatcher.RunUntilIdle();

        Assert.Equal(["a 1"], _log);
        Assert.True(_dispatcher.IsIdle);
    }

    [Fact]
    public void Mailboxes_take_turns_in_the_order_in_which_they_became_non_empty()
    {
        (IActorRef a, IActorRef b, IActorRef c) = (Make("a"), Make("b"), Make("c"));
        _dispatcher.RunUntilIdle();

        foreach ((IActorRef to, string message) in new[] { (b, "1"), (b, "2"), (b, "3"), (a, "1"), (a, "2"), (c, "1") })
            to.Tell(message);
        _dispatcher.RunUntilIdle();

        Assert.Equal(["b 1", "a 1", "c 1", "b 2", "a 2", "b 3"], _log);
    }

    [Fact]
    public void What_an_actor_tells_itself_waits_for_the_others()
    {
        (IActorRef a, IActorRef b) = (Make("a"), Make("b"));
        _dispatcher.RunUntilIdle();

        a.Tell((Action<IActorRef>)(self =>
        {
            self.Tell("itself");
            b.Tell("other");
        }));
        _dispatcher.RunUntilIdle();

        Assert.Equal(["b other", "a itself"], _log);
    }

    [Fact]
    public void A_mailbox_of_any_length_is_first_in_first_out()
    {
        IActorRef a = Make("a");
        _dispatcher.RunUntilIdle();

        int next = 0;
        for (int round = 0; round < 50; round++)
        {
            a.Tell((Action<IActorRef>)(self =>
            {
                for (int i = 0; i < round; i++)
                    self.Tell($"{next++}");
            }));
            _dispatcher.RunUntilIdle();
        }

        Assert.Equal(Enumerable.Range(0, next).Select(i => $"a {i}"), _log);
    }

    [Fact]
    public void Deliver_hands_a_message_over_at_once_when_all_is_idle()
    {
        (IActorRef a, IActorRef b) = (Make("a"), Make("b"));
        _dispatcher.RunUntilIdle();

        _dispatcher.Deliver(a, (Action<IActorRef>)(_ => b.Tell("after")), ActorRefs.NoSender);

        Assert.Equal(["b after"], _log);
        Assert.True(_dispatcher.IsIdle);
    }

    [Fact]
    public void Deliver_queues_behind_what_waits()
    {
        (IActorRef a, IActorRef b) = (Make("a"), Make("b"));
        _dispatcher.RunUntilIdle();
        b.Tell("first");

        _dispatcher.Deliver(a, "second", ActorRefs.NoSender);

        Assert.Equal(["b first", "a second"], _log);
    }

    [Fact]
    public void Deliver_names_the_sender()
    {
        (IActorRef a, IActorRef b) = (Make("a"), Make("b"));
        _dispatcher.RunUntilIdle();

        _dispatcher.Deliver(a, "who?", b);

        Assert.Equal(["a who?", "b a"], _log);
    }

    [Fact]
    public void An_actor_that_delivers_only_queues()
    {
        (IActorRef a, IActorRef b) = (Make("a"), Make("b"));
        _dispatcher.RunUntilIdle();

        _dispatcher.Deliver(
            a,
            (Action<IActorRef>)(_ =>
            {
                _dispatcher.Deliver(b, "queued", ActorRefs.NoSender);
                _log.Add("a goes on");
            }),
            ActorRefs.NoSender);

        Assert.Equal(["a goes on", "b queued"], _log);
    }

    [Fact]
    public void A_failure_of_a_delivered_message_is_the_supervisors_business()
    {
        IActorRef a = Make("a");
        _dispatcher.RunUntilIdle();

        _dispatcher.Deliver(a, (Action<IActorRef>)(_ => throw new InvalidOperationException("boom")), ActorRefs.NoSender);
        _dispatcher.Deliver(a, "next", ActorRefs.NoSender);

        Assert.Equal(["a restarted", "a next"], _log);
    }

    [Fact]
    public void Deliver_to_an_actor_that_has_stopped_is_a_dead_letter()
    {
        (IActorRef a, IActorRef b) = (Make("a"), Make("b"));
        _system.EventStream.Subscribe(b, typeof(DeadLetter));
        _system.Stop(a);
        _dispatcher.RunUntilIdle();

        _dispatcher.Deliver(a, "late", ActorRefs.NoSender);

        Assert.Equal(["b dead late"], _log);
    }

    [Fact]
    public void System_messages_come_before_user_messages()
    {
        (IActorRef a, IActorRef b) = (Make("a"), Make("b"));
        _system.EventStream.Subscribe(b, typeof(DeadLetter));
        _dispatcher.RunUntilIdle();

        a.Tell("too late");
        _system.Stop(a);
        _dispatcher.RunUntilIdle();

        Assert.Equal(["b dead too late"], _log);
    }

    [Fact]
    public void Planned_messages_come_by_time_and_then_in_the_order_of_planning()
    {
        IActorRef a = Make("a");
        foreach ((int after, string message) in new[] { (20, "late"), (10, "first"), (10, "second"), (0, "now") })
            _system.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(after), a, message, ActorRefs.NoSender);

        _dispatcher.Advance(TimeSpan.FromMilliseconds(10));

        Assert.Equal(["a now", "a first", "a second"], _log);
    }

    [Fact]
    public void The_clock_reads_the_time_of_each_item_while_it_runs()
    {
        IActorRef a = Make("a");
        var planned = (Action<IActorRef>)(_ => _log.Add($"{_system.Scheduler.MonotonicClock.TotalMilliseconds}"));
        _system.Scheduler.ScheduleTellRepeatedly(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20), a, planned, ActorRefs.NoSender);

        _dispatcher.Advance(TimeSpan.FromMilliseconds(60));

        Assert.Equal(["10", "30", "50"], _log);
        Assert.Equal(TimeSpan.FromMilliseconds(60), _dispatcher.Now);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddMilliseconds(60), _system.Scheduler.Now);
    }

    [Fact]
    public void What_an_item_plans_within_the_time_that_passes_happens_within_it()
    {
        IActorRef a = Make("a");
        _system.Scheduler.Advanced.ScheduleOnce(
            TimeSpan.FromMilliseconds(10),
            () => _system.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(5), a, "planned later", ActorRefs.NoSender));
        _system.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(20), a, "planned before", ActorRefs.NoSender);

        _dispatcher.Advance(TimeSpan.FromMilliseconds(20));

        Assert.Equal(["a planned later", "a planned before"], _log);
    }

    [Fact]
    public void An_actor_must_not_advance_the_time()
    {
        IActorRef a = Make("a");
        Exception? refused = null;

        a.Tell((Action<IActorRef>)(_ => refused = Record.Exception(() => _dispatcher.Advance(TimeSpan.Zero))));
        _dispatcher.RunUntilIdle();

        Assert.IsType<InvalidOperationException>(refused);
    }

    [Fact]
    public void A_dispatcher_runs_one_system_only()
    {
        Assert.Throws<InvalidOperationException>(() => ActorSystem.Create("another", _dispatcher));
    }

    [Fact]
    public void Terminating_needs_nobody_to_run_it()
    {
        Make("a");

        Task ended = _system.Terminate();

        Assert.True(ended.IsCompletedSuccessfully);
    }

    [Fact]
    public void Children_are_listed_in_the_order_in_which_they_were_made()
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(i => $"child-{i * 7919 % 100}")];
        string[] listed = [];
        IActorRef parent = Make("parent");

        parent.Tell((Action<IUntypedActorContext>)(context =>
        {
            foreach (string name in names)
                context.ActorOf(Props.Create(() => new Logging(_log)), name);
            context.Stop(context.Child(names[50]));
        }));
        parent.Tell((Action<IUntypedActorContext>)(context => listed = [.. context.GetChildren().Select(child => child.Path.Name)]));
        _dispatcher.RunUntilIdle();

        Assert.Equal(names.Where(name => name != names[50]), listed);
    }

    [Fact]
    public void A_message_in_the_steady_state_allocates_nothing()
    {
        IActorRef[] ring = [.. Enumerable.Range(0, 4).Select(_ => _system.ActorOf<Passing>())];
        for (int i = 0; i < ring.Length; i++)
            ring[i].Tell(new Passing.Next(ring[(i + 1) % ring.Length]));
        _dispatcher.RunUntilIdle();
        var token = new Passing.Token();
        PassAround(ring, token, 1000);

        long allocated = Allocations.Of(_ => PassAround(ring, token, 5_000));

        Assert.True(token.Passed >= 4 * 31_000, $"{token.Passed} messages");
        Assert.Equal(0, allocated);
    }

    /// <summary>Every round delivers one token past the mailbox and queues two, so that rings and the ready queue take part.</summary>
    private void PassAround(IActorRef[] ring, Passing.Token token, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            ring[0].Tell(token, ActorRefs.NoSender);
            ring[0].Tell(token, ActorRefs.NoSender);
            ring[1].Tell(token, ActorRefs.NoSender);
            _dispatcher.RunUntilIdle();
            _dispatcher.Deliver(ring[2], token, ring[3]);
        }
    }

    private IActorRef Make(string name) => _system.ActorOf(Props.Create(() => new Logging(_log)), name);

    private sealed class Logging(List<string> log) : UntypedActor
    {
        protected override void PostRestart(Exception reason) => log.Add($"{Self.Path.Name} restarted");

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Action<IActorRef> action:
                    action(Self);
                    break;
                case Action<IUntypedActorContext> action:
                    action(Context);
                    break;
                case DeadLetter letter:
                    log.Add($"{Self.Path.Name} dead {letter.Message}");
                    break;
                case "who?":
                    log.Add($"{Self.Path.Name} {message}");
                    Sender.Tell(Self.Path.Name);
                    break;
                default:
                    log.Add($"{Self.Path.Name} {message}");
                    break;
            }
        }
    }

    private sealed class Passing : UntypedActor
    {
        private IActorRef _next = ActorRefs.Nobody;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Token token:
                    if (++token.Passed % 4 != 0)
                        _next.Tell(token, Self);
                    break;
                case Next next:
                    _next = next.Ref;
                    break;
            }
        }

        internal sealed record Next(IActorRef Ref);

        internal sealed class Token
        {
            internal int Passed { get; set; }
        }
    }
}
