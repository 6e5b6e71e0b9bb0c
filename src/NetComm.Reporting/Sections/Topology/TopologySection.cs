using NetComm.Reporting.Diagrams.Topology;

namespace NetComm.Reporting.Sections.Topology;

internal sealed class TopologySection(NetworkDrawing network) : ReportSection
{
    public override IReadOnlyList<ITraceFold> Folds => [network.Paths];

    public override Section? Build(ReportContext context) => Of(network.Plan, network.Drawing);

    internal static Section? Of(NetworkPlan plan, TopologyDrawing drawing)
    {
        if (plan.Nodes.Count == 0) return null;
        return new Section("topology", "The network",
        [
            drawing.IsReadable
                ? new Picture("topology-picture", "charts/topology.svg", drawing, CaptionOf(plan, drawing))
                : new Block.Paragraph($"The network has {plan.Nodes.Count} hosts and routers, too many for a readable drawing."),
        ]);
    }

    private static string CaptionOf(NetworkPlan plan, TopologyDrawing drawing)
    {
        var sentences = new List<string>();
        if (plan.Paths.Count > 0)
            sentences
                .Add("Each colour marks the links that carried packets of one flow, and arrows show which way. Follow one colour from its "
                +
                "sender to see where it branches and which links it does not use.");
        else sentences.Add("No link is coloured, as no packet on them is known to be of a flow or program.");
        sentences.Add(drawing.Shapes);
        string[] shared = [.. plan.Media.Where(medium => medium.IsShared).Select(medium => medium.Name)];
        if (shared.Length > 0) sentences.Add($"There is no switch in {string.Join(" and ", shared)}: stations share one wire.");
        if (drawing.IsCollapsed) sentences.Add("Similar hosts share one symbol.");
        if (plan.MorePaths > 0) sentences.Add($"Only the first {plan.Paths.Count} flows are coloured; {plan.MorePaths} more are not.");
        return string.Join(' ', sentences);
    }
}
