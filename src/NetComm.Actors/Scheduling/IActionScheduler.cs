namespace NetComm.Actors;

/// <summary>Runs actions later, outside any actor: they must not touch an actor's state.</summary>
public interface IActionScheduler
{
    /// <summary>Runs once, after <paramref name="delay"/>.</summary>
    void ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Runs once, after <paramref name="delay"/>, unless called off.</summary>
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    /// <summary>Runs after <paramref name="initialDelay"/> and then every <paramref name="interval"/>.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);

    /// <summary>Runs after <paramref name="initialDelay"/> and then every <paramref name="interval"/>, until called off.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable);
}
