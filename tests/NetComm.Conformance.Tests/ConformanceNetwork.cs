namespace NetComm.Conformance.Tests;

/// <summary>The network on which all arms are tested.</summary>
internal static class ConformanceNetwork
{
    internal static Scenario Build() => new NetworkBuilder()
        .Hosts("alice", "bob", "carol")
        .Link("alice", "bob", new LinkProperties { Delay = SimDuration.FromMilliseconds(1) }, name: "cable")
        .Lan("office", LinkProperties.Perfect, "alice", "bob", "carol")
        .Build();
}
