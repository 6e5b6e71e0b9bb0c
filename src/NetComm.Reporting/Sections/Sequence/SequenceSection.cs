using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Reporting.Diagrams.Topology;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Topology;
using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Sequence;

/// <summary>The section of the page that shows the first packets.</summary>
internal sealed class SequenceSection(ReportedRun run, NetworkDrawing network) : ReportSection
{
    /// <summary>So many life lines fit on a telephone.</summary>
    private const int FewNodes = 3;

    private readonly SequenceFold _fold = new(run.Header);

    /// <inheritdoc/>
    public override IReadOnlyList<ITraceFold> Folds => [_fold, network.Paths];

    /// <inheritdoc/>
    public override Section? Build(ReportContext context) =>
        _fold.Result() is { } sequence ? Of(sequence, network.Plan, network.Drawing) : null;

    /// <summary>Life lines stand as the nodes do on the plan, where routers took part.</summary>
    internal static Section Of(MessageSequence sequence, NetworkPlan? plan, TopologyDrawing? topology)
    {
        bool isAsOnPlan = topology is { IsReadable: true } && sequence.Nodes.Any(node => node.IsRouter);
        if (isAsOnPlan)
        {
            Dictionary<int, MessageSequence.Party> nodes = sequence.Nodes.ToDictionary(node => node.Index);
            sequence = sequence with { Nodes = [.. topology!.FromLeft(nodes.Keys).Select(node => nodes[node])] };
        }
        IReadOnlyList<string> paths = [.. plan?.Paths.Select(path => path.Name) ?? []];
        var drawing = new SequenceDrawing(sequence, paths);
        return new Section("sequence", sequence.IsWhole ? "Packet by packet" : "The first packets",
        [
            new Picture("sequence-picture", "charts/sequence.svg", drawing,
                CaptionOf(sequence, drawing, isAsOnPlan)) { Scrolls = sequence.Nodes.Count > FewNodes },
        ]);
    }

    private static string CaptionOf(MessageSequence sequence, SequenceDrawing drawing, bool isAsOnPlan)
    {
        var sentences = new List<string>
        {
            sequence.IsWhole ? "All packets that crossed the network." : $"The first {sequence.Hops.Count} hops of the run.",
            "Time runs downwards. An arrow begins when a packet enters a link's queue and ends when its last bit has arrived.",
            drawing.IsToScale ? "Vertical distances are to scale."
                : "Rows are evenly spaced, however much time lies between them: the times stand on the left.",
        };
        if (isAsOnPlan) sentences.Add("Nodes are in the same order as in the picture of the network, from left to right.");
        if (sequence.HasLan) sentences.Add("LAN switches are not shown; arrows go from the sender to each receiver.");
        if (sequence.Hops.Any(hop => hop.Loss != DropReason.None))
            sentences.Add("A cross marks where a packet was lost, with the reason.");
        if (sequence.LacksChatter) sentences.Add("Of the routing and membership messages (IGMP, PIM, RIP), only the first are shown.");
        if (sequence.LeftOut > 0)
            sentences
                .Add(sequence.LeftOut == 1 ? "One more node took part but is not shown."
                : $"{sequence.LeftOut} more nodes took part but are not shown.");
        return string.Join(' ', sentences);
    }
}
