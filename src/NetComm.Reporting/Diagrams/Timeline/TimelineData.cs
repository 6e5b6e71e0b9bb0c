using System.Text.Json;
using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Page;

namespace NetComm.Reporting.Diagrams.Timeline;

/// <summary>What a chart of rows shows, for the page's script: of each row its spans, parts or figures, each in words too.</summary>
internal static class TimelineData
{
    /// <summary>The chart as JSON; one of spans is over the time of the run.</summary>
    public static string Of(TimelineChart chart) => ChartData.Written(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("time", chart.Rows.Any(row => row is TimelineRow.Spans));
        ChartData.WriteAxis(json, "x", chart.X);
        json.WriteStartArray("series");
        for (int i = 0; i < chart.Rows.Count; i++) WriteRow(json, chart, i);
        json.WriteEndArray();
        json.WriteStartArray("frames");
        foreach (ChartSize size in (ChartSize[])[ChartSize.Wide, ChartSize.Narrow])
            WriteFrame(json, chart, new TimelineFrame(chart, TimelineLayout.LegendOf(chart), size.Width));
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteRow(Utf8JsonWriter json, TimelineChart chart, int index)
    {
        List<(double From, double To, string Text, double Height)> items = [.. ItemsOf(chart, chart.Rows[index])];
        if (items.Count == 0) return;
        json.WriteStartObject();
        json.WriteString("name", chart.Rows[index].Name);
        json.WriteString("part", ChartParts.Row(index));
        json.WriteString("kind", "spans");
        ValueColumn.Write(json, "x", items.Select(item => item.From));
        ValueColumn.Write(json, "ends", items.Select(item => item.To));
        ValueColumn.Write(json, "heights", items.Select(item => item.Height));
        json.WritePropertyName("texts");
        JsonSerializer.Serialize(json, items.Select(item => item.Text));
        json.WriteEndObject();
    }

    /// <summary>In the order in which they are drawn.</summary>
    private static IEnumerable<(double From, double To, string Text, double Height)> ItemsOf(TimelineChart chart, TimelineRow row) =>
        row switch
        {
            TimelineRow.Spans spans => spans.All.OrderBy(span => span.Kind)
                .Select(span => (span.From, span.To, span.Text, SpanLayout.HeightOf(span.Kind))),
            TimelineRow.Bar bar => PartsOf(chart, bar),
            TimelineRow.Range range =>
                [FigureAt(range.Min, "least"), FigureAt(range.Median, "p50"), FigureAt(range.P95, "p95"), FigureAt(range.Max, "greatest")],
            _ => [],
        };

    private static (double From, double To, string Text, double Height) FigureAt(double at, string name) =>
        (at, at, name, TimelineFrame.BarHeight);

    private static IEnumerable<(double From, double To, string Text, double Height)> PartsOf(TimelineChart chart, TimelineRow.Bar bar)
    {
        double sum = 0;
        for (int part = 0; part < bar.Lengths.Count; part++)
        {
            if (bar.Lengths[part] <= 0) continue;
            yield return (sum, sum + bar.Lengths[part], part < chart.Parts.Count ? chart.Parts[part] : bar.Name, TimelineFrame.BarHeight);
            sum += bar.Lengths[part];
        }
    }

    private static void WriteFrame(Utf8JsonWriter json, TimelineChart chart, TimelineFrame frame)
    {
        json.WriteStartObject();
        foreach ((string name, double at) in (ReadOnlySpan<(string, double)>)
            [("left", frame.Left), ("top", frame.Top), ("width", frame.PlotWidth), ("foot", frame.Bottom - frame.Top)])
            json.WriteNumber(name, ChartData.Tenths(at));
        ChartData.WriteRange(json, "x", frame.X);
        json.WritePropertyName("lanes");
        JsonSerializer.Serialize(json, chart.Rows.Index().ToDictionary(
            row => ChartParts.Row(row.Index), row => ChartData.Tenths(frame.Middle(row.Index) - frame.Top)));
        json.WriteEndObject();
    }
}
