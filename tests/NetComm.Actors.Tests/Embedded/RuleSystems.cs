namespace NetComm.Actors.Tests;

/// <summary>The systems that the rules are held against: one of each kind.</summary>
internal static class RuleSystems
{
    internal static ActorSystem OneThread() => ActorSystem.Create("rules", new DeterministicDispatcher());

    internal static ActorSystem ThreadPool() => ActorSystem.Create("rules");
}
