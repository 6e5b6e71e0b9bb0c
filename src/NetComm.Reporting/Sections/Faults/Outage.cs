namespace NetComm.Reporting.Sections.Faults;

/// <summary>A time in which a link or LAN was down, a host or router had crashed, or the network was parted.</summary>
/// <param name="To">When it was back; the end of the run where it was not.</param>
internal sealed record Outage(string Name, double From, double To, bool IsEnded)
{
    /// <summary>The name of times in which the network is parted.</summary>
    public const string Partition = "partition";

    public bool IsCrash { get; init; }

    /// <summary>What it was, in two words: <c>core down</c>.</summary>
    public string Text => Name == Partition ? Name : $"{Name} {(IsCrash ? "crashed" : "down")}";

    /// <summary>All of a run, in the order in which they began.</summary>
    public static IReadOnlyList<Outage> Of(Scenario scenario, SimTime end)
    {
        var all = new List<Outage>();
        foreach (Fault fault in scenario.Faults.Where(fault => fault.At <= end))
        {
            (string? name, bool isBack) = ChangeOf(fault.Change, scenario);
            if (name is null) continue;
            int open = all.FindIndex(outage => outage.Name == name && !outage.IsEnded);
            if (!isBack && open < 0)
                all.Add(new Outage(name, fault.At.TotalSeconds, end.TotalSeconds, IsEnded: false)
                {
                    IsCrash = fault.Change is FaultChange.NodeCrash,
                });
            if (isBack && open >= 0) all[open] = all[open] with { To = fault.At.TotalSeconds, IsEnded = true };
        }

        return all;
    }

    private static (string? Name, bool IsBack) ChangeOf(FaultChange change, Scenario scenario) => change switch
    {
        FaultChange.LinkDown down => (scenario.Links[down.Medium].Name, false),
        FaultChange.LinkUp up => (scenario.Links[up.Medium].Name, true),
        FaultChange.NodeCrash crash => (scenario.Nodes[crash.Node].Name, false),
        FaultChange.NodeRestart restart => (scenario.Nodes[restart.Node].Name, true),
        FaultChange.Partition => (Partition, false),
        FaultChange.Heal => (Partition, true),
        _ => (null, false),
    };
}
