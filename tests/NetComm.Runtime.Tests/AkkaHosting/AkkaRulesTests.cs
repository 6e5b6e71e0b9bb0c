using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Tests.AkkaHosting.Programs;

namespace NetComm.Runtime.Tests.AkkaHosting;

/// <summary>What simulated runs rely on in Akka.NET 1.5.74, shown on Akka's own mailboxes and references.</summary>
public sealed class AkkaRulesTests : IDisposable
{
    private static readonly Exception Failure = new InvalidOperationException("The queue is corrupt.");

    private readonly ScriptedSystem _system = new(new ReferenceSystem());

    public void Dispose() => _system.Dispose();

    [Fact]
    public void The_version_is_the_one_that_was_read()
    {
        Version? version = typeof(ActorSystem).Assembly.GetName().Version;

        Assert.True(
            version == new Version(1, 5, 74, 0),
            $"Akka.NET is {version} now: read again what Runtime/AkkaHosting says about it, and run MessageOrderProperties on many more " +
            $"numbers.");
    }

    [Fact]
    public void A_mailbox_is_asked_for_messages_only_while_it_is_not_suspended()
    {
        LocalActorRef actor = Child("actor");
        var queue = (ReferenceQueue)actor.Cell.Mailbox!.MessageQueue;
        actor.Suspend();
        _system.Drain();
        int asked = queue.Asked;

        actor.Tell("1");
        _system.Do(_system.Top("watcher"), watcher => watcher.Own.Watch(actor));
        Assert.Equal(asked, queue.Asked);
        Assert.Equal(["actor 1"], _system.SeenOf(() => actor.Resume()));

        Assert.InRange(queue.Asked, asked + 1, int.MaxValue);
    }

    [Fact]
    public void A_mailbox_is_not_asked_for_messages_once_its_actor_stops()
    {
        LocalActorRef actor = Child("actor");
        var queue = (ReferenceQueue)actor.Cell.Mailbox!.MessageQueue;
        int asked = queue.Asked;

        actor.Tell("1");
        actor.Stop();
        _system.Drain();

        Assert.Equal(asked, queue.Asked);
    }

    [Fact]
    public void A_mailbox_handles_its_system_messages_before_it_is_asked_for_a_message()
    {
        LocalActorRef actor = Child("actor");

        List<string> seen = _system.SeenOf(() =>
        {
            actor.Tell("1");
            actor.Restart(Failure);
            actor.Suspend();
        });

        Assert.DoesNotContain("actor 1", seen);
    }

    [Fact]
    public void A_mailbox_asks_for_a_turn_once_until_it_has_run()
    {
        IActorRef actor = Child("actor");

        List<string> asked = WhatIsAskedOfTheDispatcherIn(() =>
        {
            actor.Tell("1");
            actor.Tell("2");
            ((IInternalActorRef)actor).Suspend();
        });

        Assert.Equal(["turn", "Suspend to actor"], asked);
    }

    [Fact]
    public void Actors_of_the_system_are_repointable_and_children_are_not()
    {
        IActorRef top = _system.Top("top");

        Assert.IsType<RepointableActorRef>(top);
        Assert.IsType<LocalActorRef>(_system.Child(top, "child"));
    }

    [Fact]
    public void In_a_simulation_children_have_references_of_ours()
    {
        using var simulation = new ScriptedSystem(new SimulatedProgramSystem(goesPastMailboxes: true));
        IActorRef top = simulation.Top("top");

        Assert.IsType<RepointableActorRef>(top);
        Assert.IsType<SimulatedActorRef>(simulation.Child(top, "child"));
    }

    [Fact]
    public void Who_fails_tells_its_children_and_its_supervisor_but_not_itself()
    {
        IActorRef actor = Child("actor");
        _system.Child(actor, "child");

        List<string> told = WhatIsAskedOfTheDispatcherIn(() => ((LocalActorRef)actor).Cell.Invoke(new Envelope(Failure, actor)));

        Assert.Equal(["Suspend to child", "turn", "Failed to parent-of-actor", "turn"], told);
    }

    [Fact]
    public void A_cell_handles_what_its_actor_throws()
    {
        LocalActorRef actor = Child("actor");

        actor.Cell.Invoke(new Envelope(Failure, actor));

        Assert.Equal(["actor stops", "actor starts"], _system.SeenOf(_system.Drain));
    }

    [Theory]
    [InlineData(Directive.Restart, "Recreate to child")]
    [InlineData(Directive.Resume, "Resume to child")]
    [InlineData(Directive.Stop, "Terminate to child")]
    public void What_becomes_of_who_failed_comes_as_a_system_message(Directive directive, string message)
    {
        IActorRef parent = _system.Top("parent"), child = _system.Child(parent, "child");
        _system.Do(parent, actor => actor.Strategy = new OneForOneStrategy(_ => directive));

        List<string> told = SystemMessagesOf(() => _system.Deliver(child, Failure));

        Assert.Equal(["Failed to parent", message], told.Take(2));
    }

    [Fact]
    public void Who_stops_a_watched_child_sends_and_gets_system_messages()
    {
        IActorRef parent = _system.Top("parent"), child = _system.Child(parent, "child");

        List<string> told = SystemMessagesOf(() => _system.Do(parent, actor =>
        {
            actor.Own.Watch(child);
            actor.Own.Stop(child);
        }));

        Assert.Equal(["Watch to child", "Terminate to child", "DeathWatchNotification to parent"], told);
    }

    [Fact]
    public void Who_makes_a_child_tells_itself_by_a_system_message()
    {
        IActorRef parent = _system.Top("parent");

        List<string> told = SystemMessagesOf(() => _system.Do(parent, actor => actor.Own.ActorOf(_system.NewActor(), "child")));

        Assert.Equal(["Supervise to parent"], told);
    }

    [Fact]
    public void A_poison_pill_waits_its_turn()
    {
        IActorRef actor = Child("actor");

        List<string> seen = _system.SeenOf(() =>
        {
            actor.Tell("1");
            actor.Tell(PoisonPill.Instance);
            actor.Tell("2");
        });

        Assert.Equal(["actor 1", "actor stops"], seen);
    }

    [Fact]
    public void A_stop_lets_no_further_message_in()
    {
        IActorRef actor = Child("actor");

        List<string> seen = _system.SeenOf(() =>
        {
            ScriptedSystem.Tell(actor, me =>
            {
                me.Own.Stop(actor);
                me.Record("goes on");
            });
            actor.Tell("1");
        });

        Assert.Equal(["actor goes on", "actor stops"], seen);
    }

    [Fact]
    public void Messages_that_waited_and_messages_to_the_dead_become_dead_letters()
    {
        IActorRef actor = Child("actor");
        _system.Actors.EventStream.Subscribe(_system.Top("undertaker"), typeof(DeadLetter));

        List<string> seen = _system.SeenOf(() =>
        {
            ScriptedSystem.Tell(actor, me => me.Own.Stop(actor));
            actor.Tell("1");
            _system.Drain();
            actor.Tell("2");
        });

        Assert.Equal(["actor stops", "undertaker dead letter 1", "undertaker dead letter 2"], seen);
    }

    [Fact]
    public void Who_sends_without_a_name_is_the_dead_letters()
    {
        IActorRef actor = Child("actor");
        IActorRef? sender = null;

        _system.Do(actor, me => sender = me.Own.Sender);

        Assert.Equal(_system.Actors.DeadLetters, sender);
    }

    [Fact]
    public void A_message_is_out_of_the_queue_while_it_is_handled_and_stashed_ones_come_back_in_front()
    {
        IActorRef actor = Child("actor");
        _system.Do(actor, me => me.Own.Become(message =>
        {
            if (message is not "open") me.Stash.Stash();
            if (message is not "open") return;
            me.Own.UnbecomeStacked();
            me.Own.Become(other => me.Record($"{other}"));
            me.Stash.UnstashAll();
        }));

        List<string> seen = _system.SeenOf(() =>
        {
            foreach (string message in (string[])["1", "2", "open", "3"]) actor.Tell(message);
        });

        Assert.Equal(["actor 1", "actor 2", "actor 3"], seen);
    }

    [Fact]
    public void Children_stop_before_their_parent_does()
    {
        IActorRef parent = _system.Top("parent");
        _system.Child(parent, "child");

        Assert.Equal(["child stops", "parent stops"], _system.SeenOf(() => _system.Actors.Stop(parent)));
    }

    [Fact]
    public void A_restart_stops_the_children_and_starts_when_they_have_stopped()
    {
        IActorRef actor = Child("actor");
        _system.Child(actor, "child");

        Assert.Equal(["actor stops", "child stops", "actor starts"], _system.SeenOf(() => actor.Tell(Failure)));
    }

    // Who stops with several children must not let them write to the trace, or must stop them by itself one by one.
    [Fact]
    public void Children_stop_in_an_order_of_hashes()
    {
        IActorRef parent = _system.Top("parent");
        string[] names = [.. Enumerable.Range(0, 30).Select(number => $"child-{number}")];
        foreach (string name in names) _system.Child(parent, name);

        List<string> seen = _system.SeenOf(() => _system.Actors.Stop(parent));

        Assert.NotEqual([.. names.Select(name => $"{name} stops"), "parent stops"], seen);
    }

    [Fact]
    public void Children_that_are_stopped_one_by_one_stop_in_that_order()
    {
        IActorRef parent = _system.Top("parent");
        string[] names = [.. Enumerable.Range(0, 30).Select(number => $"child-{number}")];
        IActorRef[] children = [.. names.Select(name => _system.Child(parent, name))];

        List<string> seen = _system.SeenOf(() => ScriptedSystem.Tell(parent, actor =>
        {
            foreach (IActorRef child in children) actor.Own.Stop(child);
        }));

        Assert.Equal(names.Select(name => $"{name} stops"), seen);
    }

    [Fact]
    public void A_name_is_free_again_when_its_actor_has_ended()
    {
        IActorRef parent = _system.Top("parent"), child = _system.Child(parent, "child");
        Exception? refusal = null;

        _system.Do(parent, actor =>
        {
            actor.Own.Watch(child);
            actor.Own.Stop(child);
            refusal = Record.Exception(() => actor.Own.ActorOf(_system.NewActor(), "child"));
        });
        IActorRef second = _system.Child(parent, "child");

        Assert.IsType<InvalidActorNameException>(refusal);
        Assert.NotEqual(child, second);
        Assert.Equal(child.Path, second.Path);
    }

    [Fact]
    public void The_end_of_an_actor_comes_once_however_often_it_is_watched()
    {
        IActorRef watcher = _system.Top("watcher"), actor = Child("actor");
        _system.Do(watcher, me => me.Own.Watch(actor));
        _system.Do(watcher, me => me.Own.Watch(actor));

        Assert.Equal(["actor stops", "watcher sees the end of actor"], _system.SeenOf(() => _system.Actors.Stop(actor)));
    }

    [Fact]
    public void The_end_of_an_actor_that_is_no_longer_watched_does_not_come_though_it_waits_in_the_queue()
    {
        IActorRef watcher = _system.Top("watcher"), actor = Child("actor");
        _system.Do(watcher, me => me.Own.Watch(actor));

        List<string> seen = _system.SeenOf(() =>
        {
            ScriptedSystem.Tell(watcher, me => ScriptedSystem.Tell(watcher, _ => me.Own.Unwatch(actor)));
            _system.Actors.Stop(actor);
        });

        Assert.Equal(["actor stops"], seen);
    }

    [Fact]
    public void What_a_dispatcher_throws_at_a_sender_is_swallowed()
    {
        IActorRef actor = Child("actor");
        Dispatcher.Observe = _ => throw Failure;

        Exception? thrown = Record.Exception(() => actor.Tell("1"));

        Dispatcher.Observe = null;
        Assert.Null(thrown);
    }

    [Fact]
    public void A_window_of_restarts_is_real_time()
    {
        IActorRef parent = _system.Top("parent"), child = _system.Child(parent, "child");
        _system.Do(parent, actor => actor.Strategy = new OneForOneStrategy(1, TimeSpan.FromMinutes(10), _ => Directive.Restart));
        _system.Deliver(child, Failure);
        _system.PassTime(3_600_000);

        Assert.Equal(["child stops"], _system.SeenOf(() => child.Tell(Failure)));
    }

    private ReferenceDispatcher Dispatcher => (ReferenceDispatcher)_system.Actors.Dispatchers.DefaultGlobalDispatcher;

    private LocalActorRef Child(string name) => Assert.IsType<LocalActorRef>(_system.Child(name));

    private List<string> SystemMessagesOf(Action act) => [.. WhatIsAskedOfTheDispatcherIn(act).Where(what => what != "turn")];

    /// <summary>System messages, and turns of mailboxes.</summary>
    private List<string> WhatIsAskedOfTheDispatcherIn(Action act)
    {
        List<string> asked = [];
        Dispatcher.Observe = asked.Add;
        act();
        Dispatcher.Observe = null;
        _system.Drain();
        return asked;
    }
}
