namespace NetComm.Actors;

/// <summary>The time in a system: virtual on a deterministic dispatcher, real on the thread pool.</summary>
public interface ITimeProvider
{
    /// <summary>The date and time; a virtual clock starts at the Unix epoch.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The time since the start, which never goes back.</summary>
    TimeSpan MonotonicClock { get; }

    /// <summary>The same at the best resolution there is.</summary>
    TimeSpan HighResMonotonicClock { get; }
}
