using NetComm.Reporting.Diagrams;
using NetComm.Reporting.Diagrams.Topology;

namespace NetComm.Reporting.Sections.Topology;

/// <summary>The network as several sections show it: its plan with the ways of the packets, and where its nodes are drawn.</summary>
internal sealed class NetworkDrawing
{
    private readonly Lazy<NetworkPlan> _plan;
    private readonly Lazy<TopologyDrawing> _drawing;

    public NetworkDrawing(ReportedRun run)
    {
        Paths = new FlowPathFold(run.Header, run.End);
        _plan = new(() => NetworkPlans.Of(run.Scenario, run.Header.Directions, Paths.Paths, Paths.More));
        _drawing = new(() => new TopologyDrawing(Plan));
    }

    public FlowPathFold Paths { get; }

    public NetworkPlan Plan => _plan.Value;

    public TopologyDrawing Drawing => _drawing.Value;
}

internal static class NetworkPlans
{
    public static NetworkPlan Of(Scenario scenario, IReadOnlyList<Direction> directions, IReadOnlyList<FlowPath> paths, int morePaths) =>
        new()
        {
            Nodes = [.. scenario.Nodes.Select(node => new PlanNode(node.Name, node.Kind))],
            Media =
            [
                .. scenario.Links.Select(medium => new PlanMedium(medium.Name, medium is Lan, LabelOf(medium, scenario))
                {
                    IsShared = medium is Lan { Medium: LanMedium.Shared },
                }),
            ],
            Directions = directions,
            Paths = paths,
            MorePaths = morePaths,
        };

    private static IReadOnlyList<string> LabelOf(LinkOrLan medium, Scenario scenario)
    {
        if (medium is Lan lan) return NotEmpty(TextOf(lan.Properties));
        var link = (Link)medium;
        (string? forward, string? backward) = (TextOf(link.Forward), TextOf(link.Backward));
        string NameOf(int end) => scenario.Nodes[link.Interfaces[end].Node].Name;
        // A link without a name of its own is called after its ends.
        string name = link.Name == $"{NameOf(0)}--{NameOf(1)}" ? "" : link.Name;
        return forward == backward
            ? NotEmpty(name, forward)
            : NotEmpty(name, $"to {NameOf(1)}: {OrNoLimit(forward)}", $"to {NameOf(0)}: {OrNoLimit(backward)}");
    }

    private static IReadOnlyList<string> NotEmpty(params string[] lines) => [.. lines.Where(line => line.Length > 0)];

    private static string OrNoLimit(string text) => text.Length == 0 ? "no limit" : text;

    private static string TextOf(LinkProperties properties)
    {
        var parts = new List<string>();
        if (!properties.Rate.IsInfinite) parts.Add(Unit.BitsPerSecond.Format(properties.Rate.BitsPerSecond));
        if (properties.Delay != SimDuration.Zero) parts.Add(Unit.Seconds.Format(properties.Delay.TotalSeconds));
        if (!properties.Loss.IsNone)
            parts.Add(
                $"loss {Unit.Share.Format(properties.Loss.MeanShare.Value)}{(properties.Loss is LossModel.GilbertElliott ? " in " +
                "bursts" : "")}");
        return string.Join(", ", parts);
    }
}
