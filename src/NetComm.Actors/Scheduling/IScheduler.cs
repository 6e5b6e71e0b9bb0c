namespace NetComm.Actors;

/// <summary>Sends messages later, by the system's clock.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>Runs actions instead of sending messages.</summary>
    IAdvancedScheduler Advanced { get; }
}
