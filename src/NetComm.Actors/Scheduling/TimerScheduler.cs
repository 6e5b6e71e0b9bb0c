namespace NetComm.Actors;

/// <summary>The timers of one instance of an actor.</summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, TimerMessage> _running = [];

    public IReadOnlyCollection<object> ActiveTimers => _running.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) => Start(key, msg, initialDelay, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, null);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _running.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_running.Remove(key, out TimerMessage? timer))
            timer.Cancelable.Cancel();
    }

    public void CancelAll()
    {
        foreach (TimerMessage timer in _running.Values)
            timer.Cancelable.Cancel();
        _running.Clear();
    }

    /// <summary>The message of a timer that fired; null when it was cancelled or replaced on its way.</summary>
    internal object? Take(TimerMessage timer)
    {
        if (!_running.TryGetValue(timer.Key, out TimerMessage? running) || running != timer)
            return null;
        if (!timer.IsPeriodic)
            _running.Remove(timer.Key);
        return timer.Message;
    }

    private void Start(object key, object message, TimeSpan delay, TimeSpan? interval, IActorRef? sender)
    {
        Cancel(key);
        IScheduler scheduler = cell.System.Scheduler;
        var timer = new TimerMessage(this, key, message, interval is not null, new Cancelable(scheduler));
        _running[key] = timer;
        if (interval is { } period)
            scheduler.ScheduleTellRepeatedly(delay, period, cell, timer, sender, timer.Cancelable);
        else
            scheduler.ScheduleTellOnce(delay, cell, timer, sender, timer.Cancelable);
    }
}
