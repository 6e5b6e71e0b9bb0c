namespace NetComm.Actors.Tests;

/// <summary>Rules that hold on a system of either kind; its subclasses hold them against one of each.</summary>
public abstract class RuleTests(ActorSystem system) : ActorTestKit(system)
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait for what must come, on a machine however busy.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected static ActorSystem OneThread() => RuleSystems.OneThread();

    protected static ActorSystem ThreadPool() => RuleSystems.ThreadPool();
}
