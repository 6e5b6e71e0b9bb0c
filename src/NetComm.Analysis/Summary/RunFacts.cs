namespace NetComm.Analysis;

/// <summary>What differs from one run of a scenario to the next: the key <c>run</c> of summary.json.</summary>
/// <param name="ActorRuntime">Who runs the actors: <c>akka</c>.</param>
/// <param name="WallSeconds">How long the run took, in real seconds.</param>
/// <param name="PacketHopsPerSecond">Packets over directions, per real second.</param>
/// <param name="Platform">Operating system and processor.</param>
public sealed record RunFacts(string ActorRuntime, double WallSeconds, double PacketHopsPerSecond, string Version, string Platform)
{
    /// <summary>What was missing or taken instead, each as a sentence; none where the run had all that it needed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
