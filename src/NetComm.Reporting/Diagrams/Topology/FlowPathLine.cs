using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Svg;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Diagrams.Topology;

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
