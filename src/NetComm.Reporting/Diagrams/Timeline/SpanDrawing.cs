using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Diagrams.Timeline;

/// <summary>Draws spans of time. Kinds differ in height and filling, so that they can be told apart without colour.</summary>
internal static class SpanDrawing
{
    private const double Inset = 4;

    /// <summary>What a kind is called in the legend.</summary>
    public static string NameOf(SpanKind kind) => kind switch
    {
        SpanKind.Active => "flow is active",
        SpanKind.Member => "member of the group",
        SpanKind.Changed => "changed properties",
        SpanKind.Down => "down or crashed",
        _ => throw new InvalidOperationException($"No name for {kind}."),
    };

    /// <summary>Draws a row's spans; those that matter more lie over the others.</summary>
    public static void Write(MarkupWriter svg, TimelineFrame frame, TimelineRow.Spans row, double middle)
    {
        foreach (Span span in row.All.OrderBy(span => span.Kind))
        {
            (double from, double to) = (frame.Left + frame.X.Position(span.From), frame.Left + frame.X.Position(span.To));
            WriteBar(svg, span.Kind, from, Math.Max(2, to - from), middle, $"{row.Name}: {span.Sentence}");
            if (span.Kind == SpanKind.Changed && LabelAt(frame, row, span, from, to) is { } x)
                svg.Line(
                    $"<text class=\"nc-ink\" fill=\"{ChartTheme.Ink.Light}\" font-size=\"{ChartFrame.TickSize}\" x=\"{x}\" y=\"{middle + 4}\">{span.Text}</text>");
        }
    }

    /// <summary>Draws what stands before a kind's name in the legend.</summary>
    public static void WriteSample(MarkupWriter svg, SpanKind kind, double x, double middle) =>
        WriteBar(svg, kind, x, 26, middle, NameOf(kind));

    /// <summary>A text stands on its span, or behind it up to the next one; null where it fits nowhere.</summary>
    private static double? LabelAt(TimelineFrame frame, TimelineRow.Spans row, Span span, double from, double to)
    {
        double room = TextMetrics.Width(span.Text, ChartFrame.TickSize) + (2 * Inset);
        bool isAlone = row.All.All(other => other == span || other.To <= span.From || other.From >= span.To);
        if (isAlone && room <= to - from) return from + Inset;
        double next = row.All.Where(other => other != span && other.To > span.To).Select(other => frame.Left + frame.X.Position(other.From))
            .DefaultIfEmpty(frame.Left + frame.PlotWidth).Min();
        return room <= next - to ? to + Inset : null;
    }

    private static void WriteBar(MarkupWriter svg, SpanKind kind, double x, double width, double middle, string sentence)
    {
        (int number, double height) =
            kind switch
            {
                SpanKind.Active => (0, 4.0),
                SpanKind.Member => (2, 8.0),
                SpanKind.Changed => (5, TimelineFrame.BarHeight),
                _ =>
                (1, TimelineFrame.BarHeight)
            };
        var style = SeriesStyle.Of(number);
        Markup look = kind == SpanKind.Changed
            ? Markup.Of(
            $"class=\"nc-f{style.Index} nc-s{style.Index}\" fill=\"{style.Colour}\" fill-opacity=\"0.35\" stroke=\"{style.Colour}\"")
            : Markup.Of($"class=\"nc-f{style.Index}\" fill=\"{style.Colour}\"");
        svg.Line(
            $"<rect {look} x=\"{x}\" y=\"{middle - (height / 2)}\" width=\"{width}\" height=\"{height}\"><title>{sentence}</title></rect>");
    }
}
