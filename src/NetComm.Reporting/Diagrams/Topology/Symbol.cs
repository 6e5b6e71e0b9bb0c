using NetComm.Reporting.Charts.Svg;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Diagrams.Topology;

/// <summary>The symbols of the plan. They differ in shape: a host is a rectangle, a router round, a LAN six-sided.</summary>
internal static class Symbol
{
    private const double Corner = 9;

    public static void Write(MarkupWriter svg, PlanFrame frame, PlanVertex vertex, Box box)
    {
        string shown = frame.Shown(vertex);
        svg.Line($"<g>");
        if (shown != vertex.Name) svg.Line($"<title>{vertex.Name}</title>");
        if (vertex.Kind == VertexKind.Hosts)
            foreach (int behind in (int[])[6, 3])
                WriteShape(svg, OutlineOf(vertex, box with { Middle = box.Middle + new Place(behind, behind) }));
        WriteShape(svg, OutlineOf(vertex, box));
        svg.Line(
            $"<path class=\"nc-line\" fill=\"none\" stroke=\"{ChartTheme.Ink.Light}\" stroke-width=\"1.4\" " +
            $"d=\"{GlyphOf(vertex.Kind, box).ToMarkup()}\"/>");
        double text = box.Left + PlanFrame.GlyphRoom;
        bool hasTwo = vertex.Under.Length > 0;
        svg.Line(
            $"<text class=\"nc-ink\" fill=\"{ChartTheme.Ink.Light}\" font-size=\"{PlanFrame.TextSize}\" font-weight=\"600\" " +
            $"x=\"{text}\" y=\"{box.Middle.Y + (hasTwo ? -3 : 4.5)}\">{shown}</text>");
        if (hasTwo)
            svg.Line(
                $"<text class=\"nc-soft\" fill=\"{ChartTheme.SoftInk.Light}\" font-size=\"{PlanFrame.SmallSize}\" x=\"{text}\" y=\"{box.Middle.Y + 12.5}\">{frame.ShownUnder(vertex)}</text>");
        svg.Line($"</g>");
    }

    private static void WriteShape(MarkupWriter svg, Markup outline)
    {
        svg.Line(
            $"<path class=\"nc-paper nc-axis\" fill=\"{ChartTheme.Paper.Light}\" stroke=\"{ChartTheme.AxisLine.Light}\" stroke-width=\"1.5\" d=\"{outline}\"/>");
    }

    private static Markup OutlineOf(PlanVertex vertex, Box box)
    {
        var path = new PathData();
        switch (vertex.Kind)
        {
            case VertexKind.Router:
                var r = Markup.Of($"{box.Height / 2}");
                path.Move(box.Left + (box.Height / 2), box.Top).Across(box.Right - (box.Height / 2))
                    .Shape($"a{r} {r} 0 0 1 0 {Markup.Of($"{box.Height}")}");
                path.Across(box.Left + (box.Height / 2)).Shape($"a{r} {r} 0 0 1 0 {Markup.Of($"{-box.Height}")}z");
                break;
            case VertexKind.Lan:
                path.Move(box.Left + Corner, box.Top).Across(box.Right - Corner).Line(box.Right, box.Middle.Y)
                    .Line(box.Right - Corner, box.Bottom)
                    .Across(box.Left + Corner).Line(box.Left, box.Middle.Y).Shape("z");
                break;
            default:
                path.Move(box.Left, box.Top).Across(box.Right).Down(box.Bottom).Across(box.Left).Shape("z");
                break;
        }
        return path.ToMarkup();
    }

    /// <summary>A screen on its foot; four arrows; two arrows past each other.</summary>
    private static PathData GlyphOf(VertexKind kind, Box box)
    {
        PathData path = new PathData().Move(box.Left + 16, box.Middle.Y);
        return kind switch
        {
            VertexKind.Router =>
                path.Shape(
                "m-6 0h12m-2.5-2.5l2.5 2.5l-2.5 2.5m-7-5l-2.5 2.5l2.5 2.5m3.5-8.5v12m-2.5-9.5l2.5-2.5l2.5 2.5m-5 7l2.5 2.5l2.5-2.5"),
            VertexKind.Lan => path.Shape("m-5-3h10m-2.5-2.5l2.5 2.5l-2.5 2.5m2.5 3.5h-10m2.5-2.5l-2.5 2.5l2.5 2.5"),
            _ => path.Shape("m-7-6h13v9h-13zm3.5 12h6m-3-3v3"),
        };
    }
}
