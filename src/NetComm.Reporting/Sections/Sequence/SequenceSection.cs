using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Reporting.Diagrams.Topology;
using NetComm.Reporting.Sections.Topology;

namespace NetComm.Reporting.Sections.Sequence;

/// <summary>The section of the page that shows packets hop by hop: all, or those of the part that is worth it.</summary>
/// <param name="network">The picture of the network, after which life lines are ordered.</param>
internal sealed class SequenceSection(ReportedRun run, NetworkDrawing network) : ReportSection
{
    /// <summary>So many life lines fit on a telephone.</summary>
    private const int FewNodes = 3;

    private readonly SequenceFold _fold = new(run.Header, WindowOf(run));

    public override IReadOnlyList<ITraceFold> Folds => [_fold, network.Paths];

    public override Section? Build(ReportContext context) =>
        _fold.Result() is { } sequence
            ? Of(sequence with { IsAboutTime = IsAboutTime(sequence) }, network.Plan, network.Drawing) : null;

    private bool IsAboutTime(MessageSequence sequence) =>
        sequence.Hops.Any(hop => hop.Loss != DropReason.None)
            || run.Scenario.Links.SelectMany(medium => medium.DistinctProperties).Any(HasVaryingDelay);

    private static bool HasVaryingDelay(LinkProperties link) => link.Jitter is not null || !link.Reorder.Model.IsNone;

    /// <summary>Life lines stand as the nodes do on the plan.</summary>
    internal static Section Of(MessageSequence sequence, NetworkPlan? plan, TopologyDrawing? topology)
    {
        TopologyDrawing? order = topology is { IsReadable: true } ? topology : null;
        if (order is not null)
        {
            Dictionary<int, MessageSequence.Party> nodes = sequence.Nodes.ToDictionary(node => node.Index);
            sequence = sequence with { Nodes = [.. order.FromLeft(nodes.Keys).Select(node => nodes[node])] };
        }
        var drawing = new SequenceDrawing(sequence, plan?.PathOf ?? new Dictionary<string, int>());
        return new Section("sequence", "Packet by packet",
        [
            new Picture("sequence-picture", "charts/sequence.svg", drawing,
                CaptionOf(sequence, drawing, order)) { Scrolls = sequence.Nodes.Count > FewNodes },
        ]);
    }

    private static SequenceWindow WindowOf(ReportedRun run) =>
        run.Sequence is { } asked ? new(asked.From, asked.To, SequenceReason.Asked) : SequenceWindow.Of(run.Trace);

    private static string CaptionOf(MessageSequence sequence, SequenceDrawing drawing, TopologyDrawing? order)
    {
        int hops = sequence.Hops.Sum(hop => hop.Count);
        var sentences = new List<string>
        {
            sequence.IsWhole ? "All packets that crossed the network."
                : sequence.Reason == SequenceReason.Beginning ? $"The first {hops} hops of the run."
                : $"{hops} hops of the run, from {Unit.Seconds.Format(sequence.Hops[0].Start.TotalSeconds)} on " +
                    "(another part: --sequence FROM..TO).",
            "Time runs downwards. An arrow begins when a packet enters a link's queue and ends when its last bit has arrived.",
            drawing.IsToScale ? "Vertical distances are to scale: the steeper an arrow, the longer it took."
                : drawing.IsToScaleButGaps ? "Vertical distances are to scale, but for the gaps in which nothing was under way."
                : "Rows are evenly spaced, however much time lies between them: the times stand on the left.",
        };
        if (sequence.Owner is { } owner) sentences.Add($"Only packets of {owner} are shown.");
        if (order is not null)
        {
            sentences.Add(
                "Nodes are in the same order as in the picture of the network, from left to right"
                + (order.AreConnected(sequence.Nodes.Select(node => node.Index)) ? "." : ", one separate part after the other."));
        }

        if (sequence.HasLan) sentences.Add("LANs are not shown; arrows go from the sender to each receiver.");
        if (sequence.Hops.Any(hop => hop.Loss != DropReason.None))
            sentences.Add("A cross marks where a packet was lost, with the reason.");
        if (sequence.Hops.Any(hop => hop.Last is not null))
            sentences.Add("A band is a burst of segments, between the arrows of its first and its last.");
        if (sequence.LacksChatter) sentences.Add("Of the routing and membership messages (IGMP, PIM, RIP), only the first are shown.");
        if (sequence.LeftOut > 0)
            sentences
                .Add(sequence.LeftOut == 1 ? "One more node took part but is not shown."
                : $"{sequence.LeftOut} more nodes took part but are not shown.");
        return string.Join(' ', sentences);
    }
}
