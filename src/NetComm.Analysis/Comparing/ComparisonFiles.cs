using System.Text;
using System.Text.Json;
using static NetComm.Analysis.FileText;

namespace NetComm.Analysis;

/// <summary>
/// Writes <c>compare.json</c> and <c>compare.csv</c> (reports/FILES.md), one side after the other: of both modes nothing of the machine
/// stands in or before what the simulated runs say.
/// </summary>
public static class ComparisonFiles
{
    /// <summary>The first key's value.</summary>
    public const string Schema = "netcomm/compare/1";

    private const string Columns = "side,flow,metric,unit,n,mean,stddev,low,high,above_first,above_low,above_high";

    /// <summary>Writes compare.json; the stream stays open.</summary>
    public static void WriteJson(Stream stream, RunComparison comparison)
    {
        using var json = new Utf8JsonWriter(stream, JsonOptions());
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("scenario", comparison.Title);
        json.WriteString("file", comparison.File);
        json.WriteArray("sides", [.. Enumerable.Range(0, comparison.Sides.Count)], (writer, side) => WriteSide(writer, comparison, side));
        if (comparison.Machine is { } machine) WriteMachine(json, comparison, machine);
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    /// <summary>The text of compare.csv: a row for each side, flow and figure; without an interval its fields are empty.</summary>
    public static string Csv(RunComparison comparison)
    {
        StringBuilder text = new StringBuilder(Columns).Append('\n');
        for (int side = 0; side < comparison.Sides.Count; side++)
            foreach (string flow in comparison.Flows)
                foreach (MetricDefinition metric in comparison.MetricsOf(flow))
                    if (comparison.At(side, flow, metric) is { } found) AppendRow(text, comparison, side, flow, metric, found);

        return text.ToString();
    }

    private static void AppendRow(
        StringBuilder text, RunComparison comparison, int side, string flow, MetricDefinition metric, Estimate found)
    {
        Estimate? above = side > 0 ? comparison.AboveFirst(side, flow, metric) : null;
        string[] fields =
        [
            Quoted(comparison.Sides[side].Name), Quoted(flow), NameOf(metric), metric.FileUnit, Written(found.Count),
            Written(found.Mean), Written(found.StandardDeviation), Written(found.Low), Written(found.High),
            Written(above?.Mean), Written(above?.Low), Written(above?.High),
        ];
        text.AppendJoin(',', fields).Append('\n');
    }

    private static void WriteSide(Utf8JsonWriter json, RunComparison comparison, int side)
    {
        json.WriteString("name", comparison.Sides[side].Name);
        json.WriteArray("runs", comparison.Sides[side].Runs, WriteRun);
        json.WriteArray("flows", comparison.Flows, (writer, flow) =>
        {
            writer.WriteString("name", flow);
            writer.WriteStartObject("metrics");
            foreach (MetricDefinition metric in comparison.MetricsOf(flow)) WriteMetric(writer, comparison, side, flow, metric);
            writer.WriteEndObject();
        });
    }

    private static void WriteRun(Utf8JsonWriter json, RunFigures run)
    {
        json.WriteString("mode", run.Mode == RunMode.Loopback ? "loopback" : "simulated");
        json.WriteNumber("seed", run.Seed);
        json.WriteBoolean("complete", run.IsComplete);
        json.WriteString("traceHash", run.TraceHash);
    }

    private static void WriteMetric(Utf8JsonWriter json, RunComparison comparison, int side, string flow, MetricDefinition metric)
    {
        if (comparison.At(side, flow, metric) is not { } found) return;
        json.WriteStartObject(NameOf(metric));
        if (metric.FileUnit.Length > 0) json.WriteString("unit", metric.FileUnit);
        json.WriteEstimate(found);
        json.WriteAboveFirst(side > 0 ? comparison.AboveFirst(side, flow, metric) : null);
        json.WriteEndObject();
    }

    private static void WriteMachine(Utf8JsonWriter json, RunComparison comparison, MachineFacts machine)
    {
        json.WriteStartObject("machine");
        if (machine.Echo is { } echo)
        {
            json.WriteStartObject("echoMs");
            json.WriteNumber("n", echo.Count);
            json.WriteNumber("p50", Milliseconds(echo.Median));
            json.WriteNumber("p95", Milliseconds(echo.P95));
            json.WriteNumber("oneWay", Milliseconds(echo.OneWay));
            json.WriteEndObject();
        }

        json.WriteTexts("withoutEffect", machine.WithoutEffect);
        json.WriteTexts("notes", machine.Notes);
        json.WriteArray("verdicts", [.. comparison.Flows.SelectMany(flow => ModeVerdict.Of(comparison, flow))], WriteVerdict);
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, ModeVerdict verdict)
    {
        json.WriteString("flow", verdict.Flow);
        json.WriteString("metric", NameOf(verdict.Definition));
        json.WriteNumber("difference", Rounding.Round(verdict.Difference.Mean));
        if (verdict.Echo is { } echo) json.WriteNumber("echo", Rounding.Round(echo));
        if (verdict.IntervalsOverlap is { } overlap) json.WriteBoolean("intervalsOverlap", overlap);
    }

    private static double Milliseconds(SimDuration duration) => Rounding.Round(duration.TotalSeconds * 1000);

    private static string NameOf(MetricDefinition metric) => metric.Name ?? metric.Key;
}
