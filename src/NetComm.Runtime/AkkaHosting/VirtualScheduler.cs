using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using NetComm.Runtime.Simulated;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>Akka's scheduler in virtual time: timers and receive timeouts wait in the run's own queue of events.</summary>
/// <remarks>
/// The timeout of an Ask does not, nor does the window of a supervisor's restarts: Akka reads the real time for both (seen in 1.5.74).
/// Simulated actors do not ask.
/// </remarks>
internal sealed class VirtualScheduler(Config config, ILoggingAdapter log) : SchedulerBase(config, log), IDisposable
{
    /// <summary>Something that happens on the run loop's thread at its time, unless it is cancelled before.</summary>
    internal sealed class Task(Action run, ICancelable? cancelable)
    {
        internal void Run()
        {
            if (cancelable is { IsCancellationRequested: true }) return;

            // A task belongs to no actor: what it tells has no sender.
            InternalCurrentActorCellKeeper.Current = null;
            run();
        }
    }

    /// <summary>A tick of a TimeSpan is 100 ns.</summary>
    private const long PicosecondsPerTick = 100_000;

    private SimulatedClock? _clock;

    public override TimeSpan MonotonicClock => new(Now.Picoseconds / PicosecondsPerTick);

    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    protected override DateTimeOffset TimeNow => DateTimeOffset.UnixEpoch + MonotonicClock;

    private SimTime Now => _clock?.Now ?? SimTime.Zero;

    /// <summary>From now on the run's clock is its time.</summary>
    internal void Follow(SimulatedClock clock) => _clock = clock;

    public void Dispose() => _clock = null;

    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        After(delay, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Repeat(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => After(delay, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        After(delay, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Repeat(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Repeat(initialDelay, interval, action.Run, cancelable);

    private void Repeat(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable) => After(
        delay,
        () =>
        {
            action();
            Repeat(interval, interval, action, cancelable);
        },
        cancelable);

    // Akka asks for a time after its scheduler has ended, and expects this exception (seen in 1.5.74, where a dispatcher shuts down).
    private void After(TimeSpan delay, Action action, ICancelable? cancelable)
    {
        if (_clock is not { } clock) throw new SchedulerException("The run is over.");
        clock.At(clock.Now + new SimDuration(delay.Ticks * PicosecondsPerTick), new Task(action, cancelable));
    }
}
