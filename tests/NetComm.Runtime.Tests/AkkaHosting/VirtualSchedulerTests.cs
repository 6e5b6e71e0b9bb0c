using NetComm.Runtime.Tests.AkkaHosting.Programs;

namespace NetComm.Runtime.Tests.AkkaHosting;

/// <summary>What of Akka happens in virtual time, on the run's own thread.</summary>
public sealed class VirtualSchedulerTests : IDisposable
{
    private sealed record Uncounted : INotInfluenceReceiveTimeout;

    private readonly ScriptedSystem _system = new(new SimulatedProgramSystem(goesPastMailboxes: true));
    private readonly List<string> _seen = [];

    public void Dispose() => Record.Exception(_system.Dispose);

    [Fact]
    public void A_timer_goes_off_at_its_time_on_the_runs_thread()
    {
        IActorRef actor = _system.Child("actor");
        int here = Environment.CurrentManagedThreadId;
        _system.Do(actor, me => me.Timers.StartSingleTimer("key", (Action<ScriptedActor>)(_ => Note(here)), Milliseconds(20)));

        _system.PassTime(20);
        Assert.Empty(_seen);
        _system.PassTime(1);

        Assert.Equal(["20 ms"], _seen);
    }

    [Fact]
    public void A_periodic_timer_goes_off_until_it_is_cancelled()
    {
        IActorRef actor = _system.Child("actor");
        int here = Environment.CurrentManagedThreadId;
        _system.Do(
            actor, me => me.Timers.StartPeriodicTimer("key", (Action<ScriptedActor>)(_ => Note(here)), Milliseconds(5), Milliseconds(20)));

        _system.PassTime(60);
        _system.Do(actor, me => me.Timers.Cancel("key"));
        _system.PassTime(60);

        Assert.Equal(["5 ms", "25 ms", "45 ms"], _seen);
    }

    [Fact]
    public void Timers_end_with_a_restart()
    {
        IActorRef actor = _system.Child("actor");
        int here = Environment.CurrentManagedThreadId;
        _system.Do(actor, me => me.Timers.StartSingleTimer("key", (Action<ScriptedActor>)(_ => Note(here)), Milliseconds(5)));

        _system.Deliver(actor, new InvalidOperationException("The queue is corrupt."));
        _system.PassTime(10);

        Assert.Empty(_seen);
    }

    [Fact]
    public void Silence_is_measured_from_the_last_message_that_counts()
    {
        IActorRef actor = _system.Child("actor");
        _system.Do(actor, me => me.Own.SetReceiveTimeout(Milliseconds(20)));
        _system.PassTime(15);
        _system.Deliver(actor, "hello");
        _system.PassTime(15);
        _system.Deliver(actor, new Uncounted());

        Assert.Empty(_system.SeenOf(() => _system.PassTime(5)));
        Assert.Equal(["actor silence"], _system.SeenOf(() => _system.PassTime(1)));
        Assert.Equal(["actor silence"], _system.SeenOf(() => _system.PassTime(20)));
    }

    [Fact]
    public void A_silence_that_was_taken_back_never_comes()
    {
        IActorRef actor = _system.Child("actor");
        _system.Do(actor, me => me.Own.SetReceiveTimeout(Milliseconds(20)));

        _system.Do(actor, me => me.Own.SetReceiveTimeout(null));

        Assert.Empty(_system.SeenOf(() => _system.PassTime(100)));
    }

    [Fact]
    public void What_is_due_at_one_instant_comes_in_the_order_in_which_it_was_asked_for()
    {
        IActorRef a = _system.Child("a"), b = _system.Child("b");
        IScheduler scheduler = _system.Actors.Scheduler;

        scheduler.ScheduleTellOnce(Milliseconds(20), b, "1", ActorRefs.NoSender);
        scheduler.ScheduleTellOnce(Milliseconds(20), a, "2", ActorRefs.NoSender);
        scheduler.ScheduleTellOnce(Milliseconds(10), b, "3", ActorRefs.NoSender);

        Assert.Equal(["b 3", "b 1", "a 2"], _system.SeenOf(() => _system.PassTime(21)));
    }

    [Fact]
    public void What_is_planned_repeatedly_comes_until_it_is_cancelled()
    {
        IActorRef actor = _system.Child("actor");
        IScheduler scheduler = _system.Actors.Scheduler;
        ICancelable ticking =
            scheduler.ScheduleTellRepeatedlyCancelable(Milliseconds(5), Milliseconds(10), actor, "tick", ActorRefs.NoSender);

        Assert.Equal(["actor tick", "actor tick"], _system.SeenOf(() => _system.PassTime(20)));
        ticking.Cancel();

        Assert.Empty(_system.SeenOf(() => _system.PassTime(20)));
    }

    [Fact]
    public void What_a_planned_action_tells_has_no_sender()
    {
        IActorRef actor = _system.Child("actor"), other = _system.Child("other");
        IActorRef sender = ActorRefs.Nobody;
        _system.Actors.Scheduler.Advanced
            .ScheduleOnce(Milliseconds(20), () => actor.Tell((Action<ScriptedActor>)(me => sender = me.Own.Sender)));

        _system.Deliver(other, "hello");
        _system.PassTime(21);

        Assert.Equal(_system.Actors.DeadLetters, sender);
    }

    [Fact]
    public void An_ask_is_answered_at_once()
    {
        IActorRef actor = _system.Child("actor");

        Task<string> answer = actor.Ask<string>((Action<ScriptedActor>)(me => me.Own.Sender.Tell("here")));
        _system.Drain();

        Assert.True(answer.IsCompletedSuccessfully);
    }

    // Akka's asks wait in a timer of .NET's: SimulatedActorTests bans them.
    [Fact]
    public void An_ask_times_out_in_real_time()
    {
        Task<string> answer = _system.Child("actor").Ask<string>("hello", TimeSpan.FromMinutes(10));

        _system.PassTime(3_600_000);

        Assert.False(answer.IsCompleted);
    }

    [Fact]
    public void An_answer_that_is_piped_to_an_actor_comes_on_another_thread_and_ends_the_run()
    {
        IActorRef actor = _system.Child("actor");
        Task piped = actor.Ask<string>((Action<ScriptedActor>)(me => me.Own.Sender.Tell("here"))).PipeTo(actor);

        _system.Drain();
        Record.Exception(piped.Wait);

        Assert.Throws<InvalidOperationException>(_system.Drain);
    }

    private void Note(int thread)
    {
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        _seen.Add($"{_system.Now.TotalMilliseconds} ms");
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
