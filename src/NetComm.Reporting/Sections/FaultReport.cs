namespace NetComm.Reporting.Sections;

/// <summary>A change in the network.</summary>
/// <param name="Text">The change in a few words: <c>core down</c>.</param>
internal sealed record FaultReport(double Seconds, string Text)
{
    /// <summary>Whether a time in which something was down or had crashed begins or ends with it.</summary>
    public bool IsOfOutage { get; init; }

    public static IReadOnlyList<FaultReport> AllOf(Scenario scenario, SimTime end) =>
        [.. scenario.Faults.Where(fault => fault.At <= end)
            .Select(fault => new FaultReport(fault.At.TotalSeconds, TextOf(fault.Change, scenario))
            {
                IsOfOutage =
                    fault.Change is FaultChange.LinkDown or FaultChange.LinkUp or FaultChange.NodeCrash or FaultChange.NodeRestart
                        or FaultChange.Partition or FaultChange.Heal,
            })];

    private static string TextOf(FaultChange change, Scenario scenario) => change switch
    {
        FaultChange.LinkDown down => $"{scenario.Links[down.Medium].Name} down",
        FaultChange.LinkUp up => $"{scenario.Links[up.Medium].Name} up",
        FaultChange.LinkSet set => $"{scenario.Links[set.Medium].Name}: {set.Text}",
        FaultChange.Partition partition => $"partition {partition.Text}",
        FaultChange.Heal => "partitions healed",
        FaultChange.NodeCrash crash => $"{scenario.Nodes[crash.Node].Name} crashes",
        FaultChange.NodeRestart restart => $"{scenario.Nodes[restart.Node].Name} is back",
        FaultChange.GroupJoin join => $"{scenario.Nodes[join.Node].Name} joins {scenario.Groups[join.Group].Name}",
        FaultChange.GroupLeave leave => $"{scenario.Nodes[leave.Node].Name} leaves {scenario.Groups[leave.Group].Name}",
        _ => throw new InvalidOperationException($"No text for {change}."),
    };
}
