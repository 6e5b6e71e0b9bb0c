using System.Runtime.CompilerServices;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Simulated;
using Serilog;
using Serilog.Core;
using SerilogEvent = Serilog.Events.LogEvent;
using SerilogLevel = Serilog.Events.LogEventLevel;

namespace NetComm.Runtime.Tests.AkkaHosting;

/// <summary>What the actor system of a simulated run promises: its traces are the same everywhere because this holds.</summary>
public sealed class SimulationSystemTests : IDisposable
{
    private sealed class Witness : UntypedActor
    {
        private readonly List<string> _seen;

        public Witness(List<string> seen) => _seen = seen;

        protected override void PreStart() => _seen.Add($"{Self.Path.Name} starts");

        protected override void PostStop() => _seen.Add($"{Self.Path.Name} stops");

        protected override void OnReceive(object message)
        {
            if (message is Exception failure) throw failure;
            if (message is Props child) Context.ActorOf(child, "child").Tell("hello", Self);
            if (message is (IActorRef next, string text)) next.Tell(text, Self);
            if (message is "stop yourself") Context.Stop(Self);
            if (message is string said) _seen.Add($"{Self.Path.Name} {said}");
        }
    }

    private sealed class Entries : ILogEventSink
    {
        internal List<SerilogEvent> All { get; } = [];

        public void Emit(SerilogEvent logEvent) => All.Add(logEvent);
    }

    private readonly SimulationSystem _simulation = ActorRuntime.CreateSimulation("test");
    private readonly List<string> _seen = [];

    public void Dispose() => _simulation.Dispose();

    [Fact]
    public void Nothing_runs_until_it_is_drained()
    {
        Started("a").Tell("1");

        Assert.Empty(_seen);
    }

    [Fact]
    public void Mailboxes_take_turns_in_the_order_in_which_they_became_non_empty_one_message_a_turn()
    {
        IActorRef a = Started("a"), b = Started("b"), c = Started("c");

        Tell(b, "1", "2", "3", "4");
        Tell(a, "1", "2");
        Tell(c, "1");
        _simulation.Drain();

        Assert.Equal(["b 1", "a 1", "c 1", "b 2", "a 2", "b 3", "b 4"], _seen);
    }

    [Fact]
    public void Who_is_told_something_meanwhile_queues_behind_those_who_wait()
    {
        IActorRef a = Started("a"), b = Started("b"), c = Started("c");

        a.Tell((c, "from a"));
        a.Tell("2");
        b.Tell((c, "from b"));
        _simulation.Drain();

        Assert.Equal(["c from a", "a 2", "c from b"], _seen);
    }

    [Fact]
    public void What_is_delivered_is_handled_at_once_and_all_that_comes_of_it()
    {
        IActorRef a = Started("a"), b = Started("b");

        _simulation.Deliver(a, (b, "hello"));

        Assert.Equal(["b hello"], _seen);
    }

    [Fact]
    public void Actors_start_in_the_order_in_which_they_were_made_each_with_its_first_message()
    {
        foreach (string name in (string[])["a", "b", "c"]) Make(name).Tell("1");
        _simulation.Drain();

        Assert.Equal(["a starts", "a 1", "b starts", "b 1", "c starts", "c 1"], _seen);
    }

    [Fact]
    public void A_child_takes_its_place_when_it_is_made()
    {
        IActorRef a = Started("a"), b = Started("b"), c = Started("c");
        List<string> seen = _seen;

        b.Tell("1");
        a.Tell(Props.Create(() => new Witness(seen)));
        c.Tell("1");
        Tell(b, "2");
        _simulation.Drain();

        Assert.Equal(["b 1", "c 1", "b 2", "child starts", "child hello"], _seen);
    }

    [Fact]
    public void An_actor_that_stops_handles_nothing_more()
    {
        IActorRef a = Started("a"), b = Started("b");

        Tell(a, "stop yourself", "2");
        Tell(b, "1");
        _simulation.Drain();

        Assert.Equal(["a stop yourself", "a stops", "b 1"], _seen);
    }

    [Fact]
    public void Actors_stop_when_the_simulation_is_disposed_of()
    {
        Started("a");

        _simulation.Dispose();

        Assert.Equal(["a stops"], _seen);
    }

    [Fact]
    public void A_system_that_is_let_go_leaves_nothing_behind()
    {
        WeakReference system = MakeAndLetGo();

        CollectUntilGone(system);

        Assert.False(system.IsAlive);
    }

    [Fact]
    public void A_run_hears_nothing_of_the_one_before()
    {
        _simulation.BeginRun();
        var clock = new SimulatedClock(_simulation);
        IActorRef first = Started("a");
        clock.At(SimTime.Zero + SimDuration.FromSeconds(1), first, "later");
        _simulation.EndRun();

        _simulation.BeginRun();
        var next = new SimulatedClock(_simulation);
        IActorRef second = Started("a");
        next.At(SimTime.Zero + SimDuration.FromSeconds(2), second, "in its time");
        while (next.Step(SimTime.Never)) ;

        Assert.Equal(["a in its time"], _seen);
        Assert.Equal(first.Path.ToStringWithoutAddress(), second.Path.ToStringWithoutAddress());
    }

    [Fact]
    public void The_next_run_may_be_on_another_thread()
    {
        var thread = new Thread(() =>
        {
            _simulation.BeginRun();
            Started("a");
            _simulation.EndRun();
        });
        thread.Start();
        thread.Join();

        _simulation.BeginRun();
        Tell(Started("a"), "1");
        _simulation.EndRun();

        Assert.Equal(["a 1"], _seen);
    }

    [Fact]
    public void A_run_that_is_over_leaves_nothing_behind()
    {
        WeakReference actor = RunAndEnd();

        CollectUntilGone(actor);

        Assert.False(actor.IsAlive);
    }

    [Fact]
    public void What_fails_in_a_run_is_logged_there_and_not_in_the_one_before()
    {
        Entries first = new(), second = new();

        foreach (Entries entries in (Entries[])[first, second])
        {
            using Logger log = new LoggerConfiguration().WriteTo.Sink(entries).CreateLogger();
            _simulation.BeginRun();
            IActorRef listener = _simulation.System.ActorOf(Props.Create(() => new LogActor(log)), "log");
            _simulation.Deliver(Started("a"), new InvalidOperationException("The queue is corrupt."));
            _simulation.EndRun(listener);
        }

        Assert.Equal((1, 1), (first.All.Count, second.All.Count));
    }

    [Fact]
    public void A_failure_is_logged_with_its_actor_and_its_exception()
    {
        var entries = new Entries();
        using Logger log = new LoggerConfiguration().WriteTo.Sink(entries).CreateLogger();
        _simulation.System.ActorOf(Props.Create(() => new LogActor(log)), "log");
        var failure = new InvalidOperationException("The queue is corrupt.");

        _simulation.Deliver(Started("a"), failure);

        SerilogEvent entry = Assert.Single(entries.All);
        Assert.Equal(SerilogLevel.Error, entry.Level);
        Assert.Same(failure, entry.Exception);
        Assert.Equal("\"akka://test/user/a\": \"The queue is corrupt.\"", entry.RenderMessage(null));
    }

    [Fact]
    public void An_actor_that_failed_is_restarted_and_goes_on()
    {
        IActorRef a = Started("a");

        a.Tell(new InvalidOperationException("The queue is corrupt."));
        Tell(a, "2");
        _simulation.Drain();

        Assert.Equal(["a stops", "a starts", "a 2"], _seen);
    }

    // Not inlined, or its locals would keep the system alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference MakeAndLetGo()
    {
        List<string> seen = _seen;
        SimulationSystem simulation = ActorRuntime.CreateSimulation("over");
        var clock = new SimulatedClock(simulation);
        IActorRef actor = simulation.System.ActorOf(Props.Create(() => new Witness(seen)), "a");
        clock.At(SimTime.Zero + SimDuration.FromSeconds(1), actor, "later");
        simulation.Drain();
        return new WeakReference(simulation.System);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference RunAndEnd()
    {
        using Logger log = new LoggerConfiguration().CreateLogger();
        _simulation.BeginRun();
        IActorRef listener = _simulation.System.ActorOf(Props.Create(() => new LogActor(log)), "log");
        IActorRef actor = Started("a");
        new SimulatedClock(_simulation).At(SimTime.Zero + SimDuration.FromSeconds(1), actor, "later");
        _simulation.EndRun(listener);
        return new WeakReference(actor);
    }

    private static void CollectUntilGone(WeakReference reference)
    {
        for (int i = 0; i < 10 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private IActorRef Make(string name)
    {
        List<string> seen = _seen;
        return _simulation.System.ActorOf(Props.Create(() => new Witness(seen)), name);
    }

    private IActorRef Started(string name)
    {
        IActorRef actor = Make(name);
        _simulation.Drain();
        _seen.Clear();
        return actor;
    }

    private static void Tell(IActorRef actor, params string[] messages)
    {
        foreach (string message in messages) actor.Tell(message, ActorRefs.NoSender);
    }
}
