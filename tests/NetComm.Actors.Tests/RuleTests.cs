namespace NetComm.Actors.Tests;

/// <summary>Rules that hold on a system of either kind; its subclasses hold them against one of each.</summary>
public abstract class RuleTests(ActorSystem system) : TestKit.Xunit2.TestKit(system)
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    protected static ActorSystem OneThread() => ActorSystem.Create("rules", new DeterministicDispatcher());

    protected static ActorSystem ThreadPool() => ActorSystem.Create("rules");
}
