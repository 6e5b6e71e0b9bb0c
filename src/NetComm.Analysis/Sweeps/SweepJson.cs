using System.Text.Json;

namespace NetComm.Analysis;

/// <summary>Writes <c>sweep.json</c> (reports/FILES.md): what was varied, every run, and what the runs say of each point.</summary>
public static class SweepJson
{
    /// <summary>The first key's value.</summary>
    public const string Schema = "netcomm/sweep/1";

    /// <summary>Writes the results; the stream stays open.</summary>
    public static void Write(Stream stream, SweepResults results)
    {
        Sweep sweep = results.Sweep;
        using var json = new Utf8JsonWriter(stream, FileText.JsonOptions());
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("scenario", sweep.Scenario.Title);
        json.WriteString("file", sweep.Scenario.FileName);
        json.WriteString("mode", sweep.Scenario.Mode == RunMode.Loopback ? "loopback" : "simulated");
        json.WriteNumber("seed", sweep.Scenario.Seed);
        json.WriteTexts("keys", sweep.Keys);
        json.WriteArray("metrics", sweep.Figures, WriteFigure);
        json.WriteArray("points", [.. Enumerable.Range(0, sweep.Points.Count)], (writer, point) => WritePoint(writer, results, point));
        json.WriteArray("runs", [.. results.Runs], (writer, run) => WriteRun(writer, sweep, run));
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void WriteFigure(Utf8JsonWriter json, SweepFigure figure)
    {
        json.WriteString("name", figure.Name);
        if (figure.Unit.Length > 0) json.WriteString("unit", figure.Unit);
    }

    private static void WritePoint(Utf8JsonWriter json, SweepResults results, int point)
    {
        Sweep sweep = results.Sweep;
        json.WriteNumber("point", point + 1);
        WriteValues(json, sweep, point);
        json.WriteNumber("runs", results.RunsOf(point).Count);
        json.WriteStartObject("metrics");
        for (int figure = 0; figure < sweep.Figures.Count; figure++)
        {
            json.WriteStartObject(sweep.Figures[figure].Name);
            json.WriteEstimate(results.At(point, figure));
            if (results.TheoryAt(point, figure) is { } theory) json.WriteNumber("theory", theory);
            json.WriteAboveFirst(point > 0 ? results.AboveFirst(point, figure) : null);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteArray("expectations", sweep.Points[point].Scenario.Expectations.Index().ToArray(), (writer, expected) =>
        {
            writer.WriteString("text", expected.Item.Text);
            writer.WriteNumber("passed", results.RunsOf(point).Count(run => run.Grades[expected.Index] == true));
        });
    }

    private static void WriteRun(Utf8JsonWriter json, Sweep sweep, SweepRun run)
    {
        json.WriteNumber("point", run.Point + 1);
        json.WriteNumber("replication", run.Replication);
        json.WriteNumber("seed", sweep.ScenarioOf(run.Point, run.Replication).Seed);
        if (!run.IsComplete) json.WriteBoolean("complete", false);
        json.WriteStartObject("metrics");
        for (int figure = 0; figure < sweep.Figures.Count; figure++)
            if (run.Figures[figure] is { } value) json.WriteNumber(sweep.Figures[figure].Name, value);
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, Sweep sweep, int point)
    {
        json.WriteStartObject("values");
        for (int key = 0; key < sweep.Keys.Count; key++) json.WriteString(sweep.Keys[key], sweep.Points[point].Values[key].Text);
        json.WriteEndObject();
    }
}
