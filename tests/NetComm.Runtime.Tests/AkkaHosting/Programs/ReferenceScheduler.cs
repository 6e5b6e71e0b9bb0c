using Akka.Configuration;
using Akka.Dispatch;

namespace NetComm.Runtime.Tests.AkkaHosting.Programs;

/// <summary>Timers in virtual time, by time and then in the order in which they were asked for.</summary>
internal sealed class ReferenceScheduler : SchedulerBase
{
    private readonly PriorityQueue<(Action Run, ICancelable? Cancelable), (TimeSpan When, int Order)> _timers = new();
    private TimeSpan _now;
    private int _order;

    public ReferenceScheduler(Config config, ILoggingAdapter log)
        : base(config, log)
    {
    }

    public override TimeSpan MonotonicClock => _now;

    public override TimeSpan HighResMonotonicClock => _now;

    protected override DateTimeOffset TimeNow => DateTimeOffset.UnixEpoch + _now;

    /// <summary>The next timer goes off; false where none does before <paramref name="end"/>.</summary>
    internal bool Step(TimeSpan end)
    {
        if (!_timers.TryPeek(out _, out (TimeSpan When, int Order) first) || first.When >= end) return false;
        (Action run, ICancelable? cancelable) = _timers.Dequeue();
        _now = first.When;
        if (cancelable?.IsCancellationRequested != true) run();
        return true;
    }

    internal void SkipTo(TimeSpan end) => _now = end;

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

    private void After(TimeSpan delay, Action run, ICancelable? cancelable) => _timers.Enqueue((run, cancelable), (_now + delay, _order++));

    private void Repeat(TimeSpan delay, TimeSpan interval, Action run, ICancelable? cancelable) => After(
        delay,
        () =>
        {
            run();
            Repeat(interval, interval, run, cancelable);
        },
        cancelable);
}
