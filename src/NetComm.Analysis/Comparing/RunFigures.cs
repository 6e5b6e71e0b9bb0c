using System.Globalization;
using System.Text.Json;

namespace NetComm.Analysis;

/// <summary>The figures of a run as its summary.json has them, in the units of that file.</summary>
public sealed record RunFigures
{
    /// <summary>The title of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The name of its file.</summary>
    public required string File { get; init; }

    /// <summary>How it was run.</summary>
    public required RunMode Mode { get; init; }

    /// <summary>The seed that it ran with.</summary>
    public required long Seed { get; init; }

    /// <summary>Whether it came to its end.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Whether some expectation failed.</summary>
    public required bool HasFailed { get; init; }

    /// <summary>The hash of its events.</summary>
    public required string TraceHash { get; init; }

    /// <summary>The run itself, then flows with their receivers, links, hosts, programs and apps, in file order.</summary>
    public required IReadOnlyList<SubjectFigures> Subjects { get; init; }

    /// <summary>The flows alone.</summary>
    public IEnumerable<SubjectFigures> Flows => Subjects.Where(subject => subject.Kind == FigureSubject.Flow);

    /// <summary>Reads them from the file; a <see cref="SummaryException"/> says what is wrong with it.</summary>
    public static RunFigures Read(string path) => SummaryReader.Read(path, Of);

    /// <summary>Reads them from the text of a summary.json.</summary>
    public static RunFigures Parse(string summary)
    {
        using JsonDocument document = JsonDocument.Parse(summary);
        return Of(document.RootElement);
    }

    private static RunFigures Of(JsonElement root) => new()
    {
        Scenario = Text(root, "scenario"),
        File = Text(root, "file"),
        Mode = SummaryReader.ModeOf(root),
        Seed = root.GetProperty("seed").GetInt64(),
        IsComplete = root.GetProperty("complete").GetBoolean(),
        HasFailed = List(root, "expectations").Any(grade => grade.GetProperty("passed").ValueKind == JsonValueKind.False),
        TraceHash = Text(root, "traceHash"),
        Subjects =
        [
            new(FigureSubject.Run, "run", [.. FiguresIn("events", root), .. FiguresIn("simulatedSeconds", root)]),
            .. List(root, "flows").SelectMany(FlowWithReceivers),
            .. List(root, "links").Select(link => new SubjectFigures(
                FigureSubject.Link, $"{Text(link, "name")} {Text(link, "from")}>{Text(link, "to")}", FiguresOf(link))),
            .. List(root, "hosts").Select(host => new SubjectFigures(FigureSubject.Host, Text(host, "name"), FiguresOf(host))),
            .. List(root, "programs").Concat(List(root, "apps"))
                .Select(program => new SubjectFigures(FigureSubject.Program, Text(program, "name"), FiguresOf(program))),
        ],
    };

    /// <summary>A single receiver has the figures of its flow.</summary>
    private static IEnumerable<SubjectFigures> FlowWithReceivers(JsonElement flow)
    {
        string name = Text(flow, "name");
        JsonElement[] receivers = [.. List(flow, "receivers")];
        return receivers.Where(_ => receivers.Length > 1)
            .Select(one => new SubjectFigures(FigureSubject.Receiver, $"{name} by {Text(one, "host")}", FiguresOf(one)))
            .Prepend(new SubjectFigures(FigureSubject.Flow, name, FiguresOf(flow)));
    }

    private static IReadOnlyList<KeyedFigure> FiguresOf(JsonElement subject) =>
        [.. subject.EnumerateObject().Where(key => !IsDescription(key.Name)).SelectMany(key => Flattened(key.Name, key.Value))];

    /// <summary>What a subject is, and not what was measured of it; addresses are the machine's on loopback.</summary>
    private static bool IsDescription(string key) =>
        key is "name" or "cast" or "transport" or "from" or "to" or "receivers" or "host" or "kind" or "addresses";

    private static IEnumerable<KeyedFigure> FiguresIn(string key, JsonElement parent) =>
        parent.TryGetProperty(key, out JsonElement value) ? Flattened(key, value) : [];

    /// <summary>Values by their path: <c>latencyMs.p95</c>, <c>drops.queue</c>, <c>printed.1</c>.</summary>
    private static IEnumerable<KeyedFigure> Flattened(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(key => Flattened($"{path}.{key.Name}", key.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) =>
            Flattened(string.Create(CultureInfo.InvariantCulture, $"{path}.{i + 1}"), item)),
        JsonValueKind.Null => [],
        JsonValueKind.Number => [new(path, value.GetDouble(), value.GetRawText())],
        JsonValueKind.True => [new(path, 1, "yes")],
        JsonValueKind.False => [new(path, 0, "no")],
        _ => [new(path, null, value.GetString() ?? "")],
    };

    private static JsonElement.ArrayEnumerator List(JsonElement parent, string key) =>
        parent.TryGetProperty(key, out JsonElement list) ? list.EnumerateArray() : default;

    private static string Text(JsonElement parent, string key) => parent.GetProperty(key).GetString() ?? "";
}

/// <summary>What figures of a run are of.</summary>
public enum FigureSubject
{
    /// <summary>The run itself.</summary>
    Run,

    /// <summary>A flow, over all receivers.</summary>
    Flow,

    /// <summary>One of several receivers of a flow.</summary>
    Receiver,

    /// <summary>A direction of a link, or a port of a LAN.</summary>
    Link,

    /// <summary>A host or router.</summary>
    Host,

    /// <summary>A program or app.</summary>
    Program,
}

/// <summary>The figures of one subject.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name: of a receiver <c>call by bob</c>, of a direction <c>core r1&gt;r2</c>.</param>
/// <param name="Figures">In the order of summary.json.</param>
public sealed record SubjectFigures(FigureSubject Kind, string Name, IReadOnlyList<KeyedFigure> Figures)
{
    /// <summary>The figure of a metric; null where it does not apply.</summary>
    public double? Of(MetricDefinition metric) => Of(metric.Key)?.Number;

    /// <summary>The figure with a key; null where there is none.</summary>
    public KeyedFigure? Of(string key) => Figures.FirstOrDefault(figure => figure.Key == key);
}

/// <summary>A figure.</summary>
/// <param name="Key">Its path in summary.json, such as <c>latencyMs.p95</c>.</param>
/// <param name="Number">What it is, 1 and 0 for yes and no; null where it is no number.</param>
/// <param name="Text">As written there.</param>
public sealed record KeyedFigure(string Key, double? Number, string Text);
