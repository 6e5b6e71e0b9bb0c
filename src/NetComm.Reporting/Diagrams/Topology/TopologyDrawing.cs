using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Svg;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Diagrams.Topology;

/// <summary>The network as a plan: symbols and lines, and along the lines which way the packets of each flow went.</summary>
internal sealed class TopologyDrawing(NetworkPlan plan) : IDrawing
{
    /// <summary>Beyond it no drawing on a page can be read.</summary>
    private const int MostSymbols = 200;

    private readonly PlanGraph _graph = PlanGraph.Of(plan);

    public string Title => plan.Paths.Count == 0 ? "Hosts and links" : "Which way packets went";

    public bool IsReadable => _graph.Vertices.Count is > 0 and <= MostSymbols;

    public string Shapes
    {
        get
        {
            (VertexKind Kind, string Text)[] all =
                [(VertexKind.Router, "routers are round"), (VertexKind.Lan, "LANs have six sides")];
            return $"{string.Join(", ", all.Where(shape => _graph.Vertices.Any(v => v.Kind == shape.Kind)).Select(shape => shape.Text).Prepend("Hosts are rectangles"))}.";
        }
    }

    /// <summary>
    /// Nodes in the order in which they stand on the plan: one network after the other where several are not connected, each from left to
    /// right; those level with each other as in the scenario.
    /// </summary>
    public IEnumerable<int> FromLeft(IEnumerable<int> nodes) =>
        IsReadable
            ? nodes.OrderBy(_graph.PartOf).ThenBy(node => Math.Round(_graph.Places[_graph.VertexOf(node)].X, 1)).ThenBy(node => node)
            : nodes.Order();

    /// <summary>Whether packets can get from each of these nodes to each other one.</summary>
    public bool AreConnected(IEnumerable<int> nodes) => nodes.Select(_graph.PartOf).Distinct().Count() <= 1;

    public bool IsCollapsed => _graph.Vertices.Any(vertex => vertex.Kind == VertexKind.Hosts);

    public Markup Draw(ChartPlacement placement)
    {
        var frame = new PlanFrame(plan, _graph, Title, placement.Size.Width);
        var svg = new MarkupWriter();
        SvgRoot.Open(svg, placement, Title, PlanText.Of(plan, _graph), frame.Width, frame.Height);
        SvgRoot.WriteTitle(svg, frame.TitleLines);
        WriteLegend(svg, frame);
        WriteLines(svg, frame);
        for (int i = 0; i < _graph.Vertices.Count; i++) Symbol.Write(svg, frame, _graph.Vertices[i], frame.Boxes[i]);
        WriteLabels(svg, frame);
        svg.Line($"</svg>");
        return svg.ToMarkup();
    }

    private static void WriteLegend(MarkupWriter svg, PlanFrame frame)
    {
        if (frame.CommonLabel.Length > 0)
            svg.Line(
                $"<text class=\"nc-soft\" fill=\"{ChartTheme.SoftInk.Light}\" font-size=\"{PlanFrame.TextSize}\" x=\"{ChartFrame.Edge}\" y=\"{frame.CommonLabelBaseline}\">{frame.CommonLabel}</text>");
        if (frame.Legend.Count == 0) return;
        svg.Line($"<g class=\"nc-ink\" fill=\"{ChartTheme.Ink.Light}\" font-size=\"{PlanFrame.TextSize}\">");
        foreach (LegendEntry entry in frame.Legend)
        {
            double middle = frame.LegendMiddle(entry.Row);
            var from = new Place(entry.X, middle);
            Place to = from + new Place(34, 0);
            FlowPathLine.Write(
                svg, entry.Path, new PlanLine(from, to, new Place(0, 1), from, to, 0), isForward: true, isBackward: false, at: 0.55);
            svg.Line(
                $"<text x=\"{entry.X + LegendEntry.SampleWidth}\" y=\"{middle + 4.5}\">{SvgRoot.TooltipOf(entry.Shown, entry.Full)}{entry.Shown}</text>");
        }
        svg.Line($"</g>");
    }

    private void WriteLines(MarkupWriter svg, PlanFrame frame)
    {
        var plain = new PathData();
        foreach (PlanLine line in frame.Lines) plain.Move(line.A.X, line.A.Y).Line(line.B.X, line.B.Y);
        if (!plain.IsEmpty)
            svg.Line(
                $"<path class=\"nc-axis\" fill=\"none\" stroke=\"{ChartTheme.AxisLine.Light}\" stroke-width=\"1.5\" " +
                $"d=\"{plain.ToMarkup()}\"/>");
        for (int i = 0; i < frame.Lines.Count; i++)
        {
            IReadOnlyList<PlanEdge.Use> uses = _graph.Edges[i].Uses;
            for (int lane = 0; lane < uses.Count; lane++)
            {
                PlanLine line = frame.Lines[i];
                Place aside = line.Across * ((lane - ((uses.Count - 1) / 2.0)) * PlanFrame.LaneGap);
                // Arrows of neighbouring lanes stand apart, so that none hides another.
                double length = Math.Max(1, (line.SeenTo - line.Seen).Length);
                double at = Math.Clamp(0.5 + ((lane - ((uses.Count - 1) / 2.0)) * 13 / length), 0.15, 0.85);
                FlowPathLine.Write(
                    svg, uses[lane].Path,
                    line with { A = line.A + aside, B = line.B + aside, Seen = line.Seen + aside, SeenTo = line.SeenTo + aside },
                    uses[lane].Forward, uses[lane].Backward, at);
            }
        }
    }

    internal static void WriteLabels(MarkupWriter svg, PlanFrame frame)
    {
        svg.Line($"<g class=\"nc-soft\" fill=\"{ChartTheme.SoftInk.Light}\" font-size=\"{PlanFrame.SmallSize}\" text-anchor=\"middle\">");
        foreach (LineLabel label in frame.Labels)
        {
            svg.Line(
                $"<rect class=\"nc-paper\" x=\"{label.Box.Left}\" y=\"{label.Box.Top}\" width=\"{label.Box.Width}\" height=\"{label.Box.Height}\" fill=\"{ChartTheme.Paper.Light}\" fill-opacity=\".85\"/>");
            for (int i = 0; i < label.Text.Count; i++)
                svg.Line($"<text x=\"{label.Box.Middle.X}\" y=\"{label.Box.Top + 11 + (i * PlanFrame.SmallLine)}\">{label.Text[i]}</text>");
        }
        svg.Line($"</g>");
        for (int i = 0; i < frame.Key.Count; i++)
            if (frame.Key[i].Length > 0)
                svg.Line(
                    $"<text class=\"nc-soft\" fill=\"{ChartTheme.SoftInk.Light}\" font-size=\"{PlanFrame.TextSize}\" x=\"{ChartFrame.Edge}\" y=\"{frame.PlanBottom + 14 + (i * PlanFrame.LegendRow)}\">{frame.Key[i]}</text>");
    }
}

/// <summary>The line of a flowPath, with an arrow for each way that its packets went.</summary>
internal static class FlowPathLine
{
    private const double ArrowLength = 11;
    private const double ArrowHalf = 5;

    /// <summary>
    /// Draws along a line, under the symbols at its ends; <paramref name="at"/> is where the arrows stand, as a share of what is seen.
    /// </summary>
    public static void Write(MarkupWriter svg, int flowPath, PlanLine line, bool isForward, bool isBackward, double at)
    {
        SeriesStyle style = FlowPathStyle.Of(flowPath);
        Markup dash = style.Dash.Length == 0 ? Markup.None : Markup.Of($" stroke-dasharray=\"{style.Dash}\"");
        PathData path = new PathData().Move(line.A.X, line.A.Y).Line(line.B.X, line.B.Y);
        svg.Line(
            $"<path class=\"nc-s{style.Index}\" fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"3\"{dash} d=\"{path.ToMarkup()}\"/>");

        Place way = line.SeenTo - line.Seen;
        if (way.Length < 1) return;
        Place unit = way * (1 / way.Length);
        Place middle = line.At(at);
        var arrows = new PathData();
        double apart = isForward && isBackward ? ArrowLength * 0.6 : 0;
        if (isForward) Arrow(arrows, middle + (unit * apart), unit);
        if (isBackward) Arrow(arrows, middle - (unit * apart), unit * -1);
        svg.Line($"<path class=\"nc-f{style.Index}\" fill=\"{style.Colour}\" d=\"{arrows.ToMarkup()}\"/>");
    }

    private static void Arrow(PathData path, Place middle, Place unit)
    {
        Place across = new Place(-unit.Y, unit.X) * ArrowHalf;
        Place tip = middle + (unit * (ArrowLength / 2));
        Place foot = middle - (unit * (ArrowLength / 2));
        path.Move(tip.X, tip.Y).Line(foot.X + across.X, foot.Y + across.Y).Line(foot.X - across.X, foot.Y - across.Y).Shape("Z");
    }
}
