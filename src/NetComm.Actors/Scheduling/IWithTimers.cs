namespace NetComm.Actors;

/// <summary>An actor with timers, which the kernel sets before the constructor runs and cancels at stop and restart.</summary>
public interface IWithTimers
{
    /// <summary>The actor's timers.</summary>
    ITimerScheduler Timers { get; set; }
}
