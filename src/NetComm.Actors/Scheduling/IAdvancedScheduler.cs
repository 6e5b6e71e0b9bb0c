namespace NetComm.Actors;

/// <summary>The part of a scheduler that is easy to misuse from inside an actor.</summary>
public interface IAdvancedScheduler : IActionScheduler
{
}
