using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Charts.Svg;

/// <summary>Draws charts as SVG of our own: no chart library for .NET comes with every package feed.</summary>
internal sealed class SvgChartRenderer : IChartRenderer
{
    /// <inheritdoc/>
    public string StyleSheet => ChartStyleSheet.Dark;

    /// <inheritdoc/>
    public Markup Render(IPicture picture, ChartPlacement placement) => picture switch
    {
        Chart chart => Draw(chart, placement),
        IDrawing drawing => drawing.Draw(placement),
        _ => throw new ArgumentException($"{picture.GetType()} is neither a chart nor a drawing.", nameof(picture)),
    };

    private static Markup Draw(Chart chart, ChartPlacement placement)
    {
        var frame = new ChartFrame(chart, placement.Size);
        var svg = new MarkupWriter();
        SvgRoot.Open(svg, placement, chart.Title, ChartText.Of(frame), frame.Width, frame.Height);
        WriteHead(svg, frame);
        svg.Line($"<g transform=\"translate({frame.Left} {frame.Top})\">");
        BandDrawing.WriteTo(svg, frame);
        WriteAxes(svg, frame);
        bool isOver = chart.Series.Any(series => series.BarEnds is not null);
        if (!isOver) WriteMarks(svg, frame);
        WriteSeries(svg, frame);
        if (isOver) WriteMarks(svg, frame);
        svg.Line($"</g>");
        svg.Line($"</svg>");
        return svg.ToMarkup();
    }

    private static void WriteHead(MarkupWriter svg, ChartFrame frame)
    {
        SvgRoot.WriteTitle(svg, frame.TitleLines);
        if (frame.Legend.Rows == 0) return;

        svg.Line($"<g class=\"nc-ink\" fill=\"{ChartStyleSheet.Ink}\" font-size=\"{ChartFrame.TextSize}\">");
        foreach (Legend.Entry entry in frame.Legend.Entries)
        {
            double middle = frame.LegendMiddle + (entry.Row * Legend.RowHeight);
            double x = ChartFrame.Edge + entry.X;
            if (entry.IsBand) BandDrawing.WriteSample(svg, x, middle);
            else if (entry.SeriesIndex is { } index) DrawingOf(frame, index).WriteSample(svg, x, middle);
            else WriteReference(svg, new PathData().Move(x, middle).Across(x + Legend.SampleWidth));
            svg.Line(
                $"<text x=\"{ChartFrame.Edge + entry.TextX}\" y=\"{middle + 4.5}\">{SvgRoot.TooltipOf(entry.Shown, entry.Name)}{entry.Shown}</text>");
        }
        svg.Line($"</g>");
    }

    private static void WriteAxes(MarkupWriter svg, ChartFrame frame)
    {
        AxisLayout x = frame.X;
        AxisLayout y = frame.Y;
        var grid = new PathData();
        foreach (Tick tick in y.Ticks) grid.Move(0, tick.Position).Across(frame.PlotWidth);
        foreach (Tick tick in x.Ticks) grid.Move(tick.Position, 0).Down(frame.AxisY);
        svg.Line($"<path class=\"nc-grid\" stroke=\"{ChartStyleSheet.Grid}\" d=\"{grid.ToMarkup()}\"/>");

        PathData axes = new PathData().Move(0, 0).Down(frame.AxisY).Across(frame.PlotWidth);
        if (frame.Lanes.Count > 0) axes.Move(0, frame.PlotHeight).Across(frame.PlotWidth);
        foreach (Tick tick in y.Ticks) axes.Move(0, tick.Position).Shape("h-5");
        foreach (Tick tick in x.Ticks) axes.Move(tick.Position, frame.AxisY).Shape("v5");
        svg.Line($"<path class=\"nc-axis\" fill=\"none\" stroke=\"{ChartStyleSheet.AxisLine}\" d=\"{axes.ToMarkup()}\"/>");

        svg.Line($"<g class=\"nc-soft\" fill=\"{ChartStyleSheet.SoftInk}\" font-size=\"{ChartFrame.TickSize}\" text-anchor=\"end\">");
        if (!frame.Data.IsEmpty)
            foreach (Tick tick in y.Ticks) svg.Line($"<text x=\"-9\" y=\"{tick.Position + 4}\">{tick.Label}</text>");
        foreach (ChartFrame.LanePlace lane in frame.Lanes)
            svg.Line($"<text x=\"-9\" y=\"{lane.Middle + 4}\">{SvgRoot.TooltipOf(lane.Shown, lane.Series.Name)}{lane.Shown}</text>");
        svg.Line($"</g>");
        svg.Line($"<g class=\"nc-soft\" fill=\"{ChartStyleSheet.SoftInk}\" font-size=\"{ChartFrame.TickSize}\" text-anchor=\"middle\">");
        foreach (Tick tick in x.Ticks) svg.Line($"<text x=\"{tick.Position}\" y=\"{frame.TickBaseline}\">{tick.Label}</text>");
        svg.Line($"</g>");

        svg.Line($"<g class=\"nc-ink\" fill=\"{ChartStyleSheet.Ink}\" font-size=\"{ChartFrame.TextSize}\">");
        svg.Line($"<text x=\"{ChartFrame.Edge - frame.Left}\" y=\"{frame.YTitleBaseline}\">{y.Title}</text>");
        svg.Line($"<text x=\"{frame.PlotWidth / 2}\" y=\"{frame.XTitleBaseline}\" text-anchor=\"middle\">{x.Title}</text>");
        svg.Line($"</g>");
    }

    private static void WriteMarks(MarkupWriter svg, ChartFrame frame)
    {
        if (frame.Chart.Marks.Count == 0) return;
        var lines = new PathData();
        foreach (double x in frame.Chart.Marks.Select(mark => Math.Round(frame.X.Position(mark.At) * 2) / 2).Distinct().Order())
            lines.Move(x, -4).Down(frame.AxisY);
        svg.Line(
            $"<path class=\"nc-axis\" fill=\"none\" stroke=\"{ChartStyleSheet.AxisLine}\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\" " +
            $"d=\"{lines.ToMarkup()}\"/>");

        svg.Line($"<g class=\"nc-soft\" fill=\"{ChartStyleSheet.SoftInk}\" font-size=\"{ChartFrame.TickSize}\" text-anchor=\"middle\">");
        foreach (MarkLabels.Label label in frame.Marks.Labels)
            svg.Line(
                $"<text x=\"{label.Middle}\" y=\"{-8 - (label.Row * MarkLabels.RowHeight)}\">{SvgRoot.TooltipOf(label.Shown, label.Full)}{label.Shown}</text>");
        svg.Line($"</g>");
        if (frame.Marks.KeyLines.Count == 0) return;

        svg.Line($"<g class=\"nc-soft\" fill=\"{ChartStyleSheet.SoftInk}\" font-size=\"{ChartFrame.TickSize}\">");
        for (int i = 0; i < frame.Marks.KeyLines.Count; i++)
            svg.Line(
                $"<text x=\"{ChartFrame.Edge - frame.Left}\" y=\"{frame.KeyBaseline + (i * ChartFrame.KeyLine)}\">{frame.Marks.KeyLines[i]}</text>");
        svg.Line($"</g>");
    }

    private static void WriteSeries(MarkupWriter svg, ChartFrame frame)
    {
        for (int i = 0; i < frame.Chart.Series.Count; i++) DrawingOf(frame, i).WriteTo(svg);
        foreach (HorizontalLine line in frame.Chart.Lines)
            WriteReference(svg, new PathData().Move(0, frame.Y.Position(line.At)).Across(frame.PlotWidth));
        if (frame.Data.IsEmpty)
            svg.Line(
                $"<text class=\"nc-soft\" fill=\"{ChartStyleSheet.SoftInk}\" font-size=\"{ChartFrame.TitleSize}\" text-anchor=\"middle\" x=\"{frame.PlotWidth / 2}\" y=\"{(frame.PlotHeight / 2) + 5}\">no data</text>");
    }

    private static void WriteReference(MarkupWriter svg, PathData line) =>
        svg.Line(
            $"<path class=\"nc-line\" fill=\"none\" stroke=\"{ChartStyleSheet.Ink}\" stroke-width=\"1.5\" stroke-dasharray=\"1.5 3\" " +
            $"d=\"{line.ToMarkup()}\"/>");

    private static SeriesDrawing DrawingOf(ChartFrame frame, int index)
    {
        Series series = frame.Chart.Series[index];
        return new SeriesDrawing(frame, series, SeriesStyle.Of(series.Style ?? index));
    }
}
