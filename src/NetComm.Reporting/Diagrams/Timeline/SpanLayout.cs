using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Diagrams.Timeline;

/// <summary>Lays out spans of time. Kinds differ in height and filling, so that they can be told apart without colour.</summary>
internal static class SpanLayout
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

    /// <summary>How high a kind is drawn, in pixels.</summary>
    public static double HeightOf(SpanKind kind) => kind switch
    {
        SpanKind.Active => 4,
        SpanKind.Member => 8,
        _ => TimelineFrame.BarHeight,
    };

    /// <summary>A row's spans; those that matter more lie over the others.</summary>
    public static IEnumerable<Shape> Of(TimelineFrame frame, TimelineRow.Spans row, double middle)
    {
        foreach (Span span in row.All.OrderBy(span => span.Kind))
        {
            (double from, double to) = (frame.Left + frame.X.Position(span.From), frame.Left + frame.X.Position(span.To));
            yield return BarOf(span.Kind, from, Math.Max(2, to - from), middle) with { Tooltip = $"{row.Name}: {span.Sentence}" };
            if (span.Kind == SpanKind.Changed && LabelAt(frame, row, span, from, to) is { } x)
                yield return new Label(Pixel.At(x, middle + 4), span.Text, new TextStyle(ChartTheme.Ink, ChartFrame.TickSize));
        }
    }

    /// <summary>What stands before a kind's name in the legend.</summary>
    public static Shape Sample(SpanKind kind, double x, double middle) => BarOf(kind, x, 26, middle) with { Tooltip = NameOf(kind) };

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

    private static Rectangles BarOf(SpanKind kind, double x, double width, double middle)
    {
        int style = kind switch { SpanKind.Active => 0, SpanKind.Member => 2, SpanKind.Changed => 5, _ => 1 };
        double height = HeightOf(kind);
        ThemeColour colour = ChartTheme.Series[style];
        Fill fill = kind == SpanKind.Changed ? new Fill(colour, 0.35, new Pen(colour, 1)) : new Fill(colour);
        return new Rectangles([PixelBox.At(x, middle - (height / 2), x + width, middle + (height / 2))], fill);
    }
}
