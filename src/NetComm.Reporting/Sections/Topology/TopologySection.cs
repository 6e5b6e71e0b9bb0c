using NetComm.Reporting.Diagrams.Topology;
using NetComm.Reporting.Document;
using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Topology;

/// <summary>The section of the page that shows the network.</summary>
internal sealed class TopologySection(NetworkPicture network) : ReportSection
{
    /// <inheritdoc/>
    public override IReadOnlyList<ITraceFold> Folds => [network.Paths];

    /// <inheritdoc/>
    public override Section? Build(ReportContext context) => Of(network.Plan, network.Drawing);

    internal static Section? Of(NetworkPlan plan, TopologyDrawing drawing)
    {
        if (plan.Nodes.Count == 0) return null;
        return new Section("topology", "The network",
        [
            drawing.IsReadable
                ? new Picture("topology-picture", "charts/topology.svg", drawing, CaptionOf(plan, drawing))
                : new Block.Paragraph($"The network has {plan.Nodes.Count} hosts and routers: too many for a drawing that can be read."),
        ]);
    }

    private static string CaptionOf(NetworkPlan plan, TopologyDrawing drawing)
    {
        var sentences = new List<string>();
        if (plan.Trails.Count > 0)
            sentences
                .Add("Colours and arrows show every link that carried packets of a flow, and which way: follow one colour from its " +
                "sender and see where it branches, and which links it spares.");
        else sentences.Add("Nothing that a flow or program sent went over the network.");
        sentences.Add(drawing.Shapes);
        if (drawing.IsCollapsed) sentences.Add("Hosts that are all alike share one symbol.");
        if (plan.MoreTrails > 0) sentences.Add($"Only the first {plan.Trails.Count} flows are coloured; {plan.MoreTrails} more are not.");
        return string.Join(' ', sentences);
    }
}
