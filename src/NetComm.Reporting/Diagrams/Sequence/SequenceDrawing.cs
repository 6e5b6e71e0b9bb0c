using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Svg;
using NetComm.Reporting.Packets;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Diagrams.Sequence;

/// <summary>A message-time diagram: a life line per node, time downwards, an arrow per hop.</summary>
/// <param name="paths">The flows and programs that have a colour, by name, with its number; several may share one.</param>
internal sealed class SequenceDrawing(MessageSequence sequence, IReadOnlyDictionary<string, int> paths) : IDrawing
{
    private const int MostEvents = 20;
    private const double ArrowLength = 10;
    private const double ArrowHalf = 4;

    public string Title => sequence.Name;

    /// <summary>Whether equal distances are equal times.</summary>
    public bool IsToScale => Wide.IsToScale;

    /// <summary>Whether they are but for gaps in which nothing is under way.</summary>
    public bool IsToScaleButGaps => Wide.IsToScaleButGaps;

    private SequenceFrame Wide => new(sequence, Title, ChartSize.Wide.Width);

    public Markup Draw(ChartPlacement placement)
    {
        var frame = new SequenceFrame(sequence, Title, placement.Size.Width);
        var svg = new MarkupWriter();
        SvgRoot.Open(svg, placement, Title, Text, frame.Width, frame.Height);
        SvgRoot.WriteTitle(svg, frame.TitleLines);
        WriteTimes(svg, frame);
        foreach (MessageSequence.Party party in sequence.Nodes) WriteLifeLine(svg, frame, party);
        foreach (Hop hop in sequence.Hops) WriteArrow(svg, frame, hop);
        WriteLabels(svg, frame);
        svg.Line($"</svg>");
        return svg.ToMarkup();
    }

    private static void WriteTimes(MarkupWriter svg, SequenceFrame frame)
    {
        var grid = new PathData();
        foreach (int i in frame.WrittenInstants)
            grid.Move(frame.AxisX + 4, frame.Rows[i]).Across(frame.Width - ChartFrame.Edge);
        svg.Line($"<path class=\"nc-grid\" stroke=\"{ChartTheme.Grid.Light}\" d=\"{grid.ToMarkup()}\"/>");
        svg.Line($"<g class=\"nc-soft\" fill=\"{ChartTheme.SoftInk.Light}\" font-size=\"{SequenceFrame.TextSize}\" text-anchor=\"end\">");
        svg.Line($"<text x=\"{frame.AxisX}\" y=\"{frame.FirstRow - 22}\">{frame.Unit.Symbol}</text>");
        foreach (int i in frame.WrittenInstants)
            svg.Line($"<text x=\"{frame.AxisX}\" y=\"{frame.Rows[i] + 4}\">{frame.Times[i]}</text>");
        foreach (double gap in frame.Gaps) svg.Line($"<text x=\"{frame.AxisX - 6}\" y=\"{gap + 4}\">⋮</text>");
        svg.Line($"</g>");
    }

    private static void WriteLifeLine(MarkupWriter svg, SequenceFrame frame, MessageSequence.Party party)
    {
        double x = frame.X(party.Index);
        double top = frame.HeadTop(party);
        string shown = frame.Shown(party);
        PathData line = new PathData().Move(x, top + SequenceFrame.HeadHeight).Down(frame.Bottom);
        svg.Line(
            $"<path class=\"nc-axis\" fill=\"none\" stroke=\"{ChartTheme.AxisLine.Light}\" stroke-width=\"1.2\" d=\"{line.ToMarkup()}\"/>");
        svg.Line(
            $"<rect class=\"nc-paper nc-axis\" x=\"{x - frame.HalfHeadOf(party)}\" y=\"{top}\" width=\"{frame.HalfHeadOf(party) * 2}\" height=\"{SequenceFrame.HeadHeight}\" rx=\"{(party.IsRouter ? 13 : 0)}\" fill=\"{ChartTheme.Paper.Light}\" stroke=\"{ChartTheme.AxisLine.Light}\" stroke-width=\"1.5\"/>");
        svg.Line(
            $"<text class=\"nc-ink\" fill=\"{ChartTheme.Ink.Light}\" font-size=\"{SequenceFrame.TextSize + 1}\" font-weight=\"600\" " +
            $"text-anchor=\"middle\" x=\"{x}\" y=\"{top + 17.5}\">{SvgRoot.TooltipOf(shown, party.Name)}{shown}</text>");
    }

    private void WriteArrow(MarkupWriter svg, SequenceFrame frame, Hop hop)
    {
        (Place from, Place to) = frame.Ends(hop);
        SeriesStyle? style = hop.Owner is { } owner && paths.TryGetValue(owner, out int path) ? FlowPathStyle.Of(path) : null;
        var stroke =
            Markup.Of(style is null ? (MarkupHandler)$"class=\"nc-line\" stroke=\"{ChartTheme.Ink.Light}\""
                : $"class=\"nc-s{style.Index}\" stroke=\"{style.Colour}\"");
        var fill =
            Markup.Of(style is null ? (MarkupHandler)$"class=\"nc-ink\" fill=\"{ChartTheme.Ink.Light}\""
                : $"class=\"nc-f{style.Index}\" fill=\"{style.Colour}\"");
        bool isLost = hop.Loss != DropReason.None;
        svg.Line($"<g><title>{SentenceOf(hop)}</title>");
        if (!hop.IsAtNode)
        {
            Markup dash = isLost || hop.End is null ? new Markup(" stroke-dasharray=\"5 3\"") : Markup.None;
            svg.Line(
                $"<path {stroke} fill=\"none\" stroke-width=\"1.8\"{dash} d=\"{new PathData().Move(from.X, from.Y).Line(to.X, to.Y).ToMarkup()}\"/>");
            if (hop.Last is not null) WriteBurst(svg, (from, to), frame.Ends(hop.Last), stroke, fill);
        }
        if (isLost)
            svg.Line(
                $"<path class=\"nc-line\" stroke=\"{ChartTheme.Ink.Light}\" fill=\"none\" stroke-width=\"2.6\" " +
                $"d=\"{new PathData().Move(to.X, to.Y).Shape("m-5-5l10 10m0-10l-10 10").ToMarkup()}\"/>");
        else if (hop.End is not null) svg.Line($"<path {fill} d=\"{HeadOf(from, to).ToMarkup()}\"/>");
        svg.Line($"</g>");
    }

    /// <summary>The arrow of a burst's last packet, and the band from its first.</summary>
    private static void WriteBurst(MarkupWriter svg, (Place From, Place To) first, (Place From, Place To) last, Markup stroke, Markup fill)
    {
        PathData arrow = new PathData().Move(last.From.X, last.From.Y).Line(last.To.X, last.To.Y);
        PathData band = new PathData().Move(first.From.X, first.From.Y).Line(first.To.X, first.To.Y).Line(last.To.X, last.To.Y)
            .Line(last.From.X, last.From.Y).Shape("Z");
        svg.Line($"<path {fill} fill-opacity=\".25\" d=\"{band.ToMarkup()}\"/>");
        svg.Line($"<path {stroke} fill=\"none\" stroke-width=\"1.8\" d=\"{arrow.ToMarkup()}\"/>");
        svg.Line($"<path {fill} d=\"{HeadOf(last.From, last.To).ToMarkup()}\"/>");
    }

    private static PathData HeadOf(Place from, Place to)
    {
        Place way = to - from;
        Place unit = way.Length == 0 ? new Place(1, 0) : way * (1 / way.Length);
        Place across = new Place(-unit.Y, unit.X) * ArrowHalf;
        Place foot = to - (unit * ArrowLength);
        return new PathData().Move(to.X, to.Y).Line(foot.X + across.X, foot.Y + across.Y).Line(foot.X - across.X, foot.Y - across.Y)
            .Shape("Z");
    }

    private static void WriteLabels(MarkupWriter svg, SequenceFrame frame)
    {
        svg.Line($"<g class=\"nc-ink\" fill=\"{ChartTheme.Ink.Light}\" font-size=\"{SequenceFrame.TextSize}\" text-anchor=\"middle\">");
        foreach (HopLabel label in frame.Labels.OfType<HopLabel>())
        {
            svg.Line(
                $"<rect class=\"nc-paper\" x=\"{label.Box.Left}\" y=\"{label.Box.Top}\" width=\"{label.Box.Width}\" height=\"{label.Box.Height}\" fill=\"{ChartTheme.Paper.Light}\" fill-opacity=\".9\"/>");
            svg.Line($"<text x=\"{label.Box.Middle.X}\" y=\"{label.Box.Middle.Y + 4}\">{label.Text}</text>");
        }
        svg.Line($"</g>");
    }

    private string Text
    {
        get
        {
            IEnumerable<string> sentences = sequence.Hops.Take(MostEvents).Select(SentenceOf);
            string rest = sequence.Hops.Count > MostEvents ? $" And {sequence.Hops.Count - MostEvents} more." : "";
            return $"Message-time diagram with life lines for {string.Join(", ", sequence.Nodes.Select(node => node.Name))}. {string.Join(' ', sentences)}{rest}";
        }
    }

    private string SentenceOf(Hop hop)
    {
        string NameOf(int node) => sequence.Nodes.First(party => party.Index == node).Name;
        string At(SimTime time) => Unit.Seconds.Format(time.TotalSeconds);
        string what = hop.IsAtNode ? $"{hop.Label}: given up by {NameOf(hop.From)}"
            : hop.To is { } to ? $"{hop.Label}: {NameOf(hop.From)} → {NameOf(to)}" : $"{hop.Label}: from {NameOf(hop.From)}";
        if (hop.Loss != DropReason.None) return $"{what}, {DropReasonText.Of(hop.Loss)} at {At(hop.End ?? hop.Start)}.";
        return hop.LastEnd is { } end ? $"{what}, {At(hop.Start)} to {At(end)}." : $"{what}, from {At(hop.Start)}, under way at the end.";
    }
}
