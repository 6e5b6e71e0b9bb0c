using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Svg;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Diagrams.Timeline;

/// <summary>Draws a chart of rows. The parts of bars have the colours of the paths, so that pictures of a report agree.</summary>
internal sealed class TimelineDrawing(TimelineChart chart) : IDrawing
{
    private const int MostEvents = 24;

    /// <inheritdoc/>
    public string Title => chart.Title;

    private bool HasRanges => chart.Rows.OfType<TimelineRow.Range>().Any();

    private IReadOnlyList<SpanKind> SpanKinds =>
        [.. chart.Rows.OfType<TimelineRow.Spans>().SelectMany(row => row.All).Select(span => span.Kind).Distinct().OrderDescending()];

    private IReadOnlyList<string> Legend => SpanKinds.Count > 0 ? [.. SpanKinds.Select(SpanDrawing.NameOf)] : HasRanges
        ? ["least to greatest", "p50: half take no longer", "p95: 95 % take no longer"] : chart.Parts.Count > 1 ? chart.Parts : [];

    /// <inheritdoc/>
    public Markup Draw(ChartPlacement placement)
    {
        var frame = new TimelineFrame(chart, Legend, placement.Size.Width);
        var svg = new MarkupWriter();
        SvgRoot.Open(svg, placement, chart.Title, Text, frame.Width, frame.Height);
        SvgRoot.WriteTitle(svg, frame.TitleLines);
        WriteLegend(svg, frame);
        WriteAxis(svg, frame);
        for (int i = 0; i < chart.Rows.Count; i++) WriteRow(svg, frame, chart.Rows[i], i);
        svg.Line($"</svg>");
        return svg.ToMarkup();
    }

    private string Text
    {
        get
        {
            IEnumerable<string> rows = chart.Rows.Take(MostEvents).Select(row => $"{row.Name}: {row.Sentence}.");
            string rest = chart.Rows.Count > MostEvents ? $" And {chart.Rows.Count - MostEvents} more." : "";
            return $"{chart.Description} {string.Join(' ', rows)}{rest}";
        }
    }

    private void WriteLegend(MarkupWriter svg, TimelineFrame frame)
    {
        for (int i = 0; i < frame.Legend.Count; i++)
        {
            (double x, int row, string? shown) = frame.Legend[i];
            double middle = frame.LegendMiddle(row);
            if (SpanKinds.Count > 0) SpanDrawing.WriteSample(svg, SpanKinds[i], x, middle);
            else if (!HasRanges) WritePart(svg, i == chart.Paths ? -1 : i, x, middle, 26);
            else if (i == 0) WriteSpan(svg, x, x + 26, middle);
            else if (i == 1) WriteMedian(svg, x + 13, middle);
            else WriteP95(svg, x + 13, middle);
            svg.Line(
                $"<text class=\"nc-ink\" fill=\"{ChartTheme.Ink.Light}\" font-size=\"{TimelineFrame.TextSize}\" x=\"{x + 33}\" y=\"{middle + 4.5}\">{shown}</text>");
        }
    }

    private static void WriteAxis(MarkupWriter svg, TimelineFrame frame)
    {
        var grid = new PathData();
        foreach (Tick tick in frame.X.Ticks) grid.Move(frame.Left + tick.Position, frame.Top).Down(frame.Bottom);
        svg.Line($"<path class=\"nc-grid\" stroke=\"{ChartTheme.Grid.Light}\" d=\"{grid.ToMarkup()}\"/>");
        PathData axis = new PathData().Move(frame.Left, frame.Top).Down(frame.Bottom).Across(frame.Left + frame.PlotWidth);
        svg.Line($"<path class=\"nc-axis\" fill=\"none\" stroke=\"{ChartTheme.AxisLine.Light}\" d=\"{axis.ToMarkup()}\"/>");
        svg.Line($"<g class=\"nc-soft\" fill=\"{ChartTheme.SoftInk.Light}\" font-size=\"{ChartFrame.TickSize}\" text-anchor=\"middle\">");
        foreach (Tick tick in frame.X.Ticks)
            svg.Line($"<text x=\"{frame.Left + tick.Position}\" y=\"{frame.Bottom + 8 + ChartFrame.TickSize}\">{tick.Label}</text>");
        svg.Line($"</g>");
        svg.Line(
            $"<text class=\"nc-ink\" fill=\"{ChartTheme.Ink.Light}\" font-size=\"{TimelineFrame.TextSize}\" text-anchor=\"middle\" " +
            $"x=\"{frame.Left + (frame.PlotWidth / 2)}\" y=\"{frame.Bottom + 16 + ChartFrame.TickSize + TimelineFrame.TextSize}\">{frame.X.Title}</text>");
    }

    private static void WriteRow(MarkupWriter svg, TimelineFrame frame, TimelineRow row, int index)
    {
        double middle = frame.Middle(index);
        string shown = frame.Shown(row);
        (double x, string? anchor) = frame.IsNarrow ? (frame.Left, "start") : (frame.Left - 8, "end");
        svg.Line(
            $"<text class=\"nc-ink\" fill=\"{ChartTheme.Ink.Light}\" font-size=\"{TimelineFrame.TextSize}\" text-anchor=\"{anchor}\" x=\"{x}\" y=\"{frame.NameBaseline(index)}\">{SvgRoot.TooltipOf(shown, row.Name)}{shown}</text>");
        if (row is TimelineRow.Spans spans)
        {
            SpanDrawing.Write(svg, frame, spans, middle);
            return;
        }

        double end = row switch
        {
            TimelineRow.Bar bar => WriteBar(svg, frame, bar, middle),
            TimelineRow.Range range => WriteRange(svg, frame, range, middle),
            _ => frame.Left,
        };
        svg.Line(
            $"<text class=\"nc-soft\" fill=\"{ChartTheme.SoftInk.Light}\" font-size=\"{ChartFrame.TickSize}\" x=\"{end + 7}\" y=\"{middle + 4}\">{row.Text}</text>");
    }

    private static double WriteBar(MarkupWriter svg, TimelineFrame frame, TimelineRow.Bar bar, double middle)
    {
        double sum = 0.0;
        for (int part = 0; part < bar.Lengths.Count; part++)
        {
            if (bar.Lengths[part] <= 0) continue;
            double from = frame.Left + frame.X.Position(sum);
            sum += bar.Lengths[part];
            WritePart(svg, part == bar.Lengths.Count - 1 ? -1 : part, from, middle, frame.Left + frame.X.Position(sum) - from);
        }
        return frame.Left + frame.X.Position(sum);
    }

    /// <summary>A part of a bar. A thread of paper through it has the dashes of the flowPath, so that parts differ in print.</summary>
    private static void WritePart(MarkupWriter svg, int flowPath, double x, double middle, double width)
    {
        SeriesStyle? style = flowPath < 0 ? null : FlowPathStyle.Of(flowPath);
        var fill =
            Markup.Of(style is null ? (MarkupHandler)$"class=\"nc-soft\" fill=\"{ChartTheme.SoftInk.Light}\" fill-opacity=\".45\""
                : $"class=\"nc-f{style.Index}\" fill=\"{style.Colour}\"");
        double drawn = Math.Max(1, width - (width > 3 ? 1 : 0));
        svg.Line(
            $"<rect {fill} x=\"{x}\" y=\"{middle - (TimelineFrame.BarHeight / 2)}\" width=\"{drawn}\" height=\"{TimelineFrame.BarHeight}\"/>");
        if (style is null || style.Dash.Length == 0 || drawn < 4) return;
        svg.Line(
            $"<g class=\"nc-paper\"><path fill=\"none\" stroke=\"{ChartTheme.Paper.Light}\" stroke-width=\"2\" " +
            $"stroke-dasharray=\"{style.Dash}\" d=\"{new PathData().Move(x + 1, middle).Across(x + drawn - 1).ToMarkup()}\"/></g>");
    }

    private static double WriteRange(MarkupWriter svg, TimelineFrame frame, TimelineRow.Range range, double middle)
    {
        (double from, double to) = (frame.Left + frame.X.Position(range.Min), frame.Left + frame.X.Position(range.Max));
        WriteSpan(svg, from, to, middle);
        WriteP95(svg, frame.Left + frame.X.Position(range.P95), middle);
        WriteMedian(svg, frame.Left + frame.X.Position(range.Median), middle);
        return Math.Max(to, frame.Left + frame.X.Position(range.P95) + 4);
    }

    private static void WriteSpan(MarkupWriter svg, double from, double to, double middle)
    {
        var style = SeriesStyle.Of(0);
        PathData path = new PathData().Move(from, middle).Across(to).Move(from, middle - 5).Shape("v10").Move(to, middle - 5).Shape("v10");
        svg.Line($"<path class=\"nc-s{style.Index}\" fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"2\" d=\"{path.ToMarkup()}\"/>");
    }

    private static void WriteMedian(MarkupWriter svg, double x, double middle) =>
        svg.Line($"<circle class=\"nc-ink\" cx=\"{x}\" cy=\"{middle}\" r=\"4.5\" fill=\"{ChartTheme.Ink.Light}\"/>");

    private static void WriteP95(MarkupWriter svg, double x, double middle)
    {
        var style = SeriesStyle.Of(1);
        svg.Line(
            $"<path class=\"nc-f{style.Index}\" fill=\"{style.Colour}\" d=\"{new PathData().Move(x, middle - 6.5).Shape("l5 6.5l-5 " +
            "6.5l-5-6.5z").ToMarkup()}\"/>");
    }
}
