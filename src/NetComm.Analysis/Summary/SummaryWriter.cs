using System.Text.Json;

namespace NetComm.Analysis;

/// <summary>Writes summary.json (reports/FILES.md): keys always in the same order, what does not apply left out.</summary>
public static class SummaryWriter
{
    /// <summary>The first key's value.</summary>
    public const string Schema = "netcomm/summary/1";

    /// <summary>Writes the summary of a run.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="header">Scenario, file, mode and seed.</param>
    /// <param name="grades">The expectations' outcomes.</param>
    /// <param name="complete">Whether the run came to its end.</param>
    /// <param name="run">What differs from run to run.</param>
    /// <param name="oneLine">Without line breaks, as <c>--json</c> prints it.</param>
    /// <param name="order">Which order of what happens at one instant was taken; null: the usual one.</param>
    /// <param name="replayOf">The trace hash of the run whose sends it played; null: it made its own.</param>
    /// <param name="overrides">What <c>--set</c> changed; null: nothing.</param>
    /// <param name="more">Writes what else is known of it, before the key <c>run</c>; null: nothing.</param>
    public static void Write(
        Stream stream, TraceHeader header, Measurements measured, IReadOnlyList<Grade> grades, bool complete, RunFacts run,
        bool oneLine = false, long? order = null, string? replayOf = null,
        IReadOnlyDictionary<string, string>? overrides = null, Action<Utf8JsonWriter>? more = null)
    {
        using var json = new Utf8JsonWriter(stream, FileText.JsonOptions(oneLine));
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("scenario", header.Scenario);
        json.WriteString("file", header.File);
        json.WriteString("mode", NameOf(header.Mode));
        json.WriteNumber("seed", header.Seed);
        if (order is { } number) json.WriteNumber("order", number);
        WriteOverrides(json, overrides);
        json.WriteBoolean("complete", complete);
        if (replayOf is not null) json.WriteString("replayOf", replayOf);
        json.WriteString("traceHash", measured.TraceHash);
        json.WriteString("traceHeaderHash", header.Hash);
        json.WriteNumber("events", measured.Events);
        json.WriteNumber("simulatedSeconds", Rounding.Round(measured.Duration.TotalSeconds));
        json.WriteArray("flows", measured.Flows, WriteFlow);
        json.WriteArray("links", measured.Links, WriteLink);
        json.WriteArray("hosts", measured.Hosts, WriteHost);
        json.WriteArray("programs", measured.Programs, WriteProgram);
        json.WriteArray("apps", measured.Apps, WriteProgram);
        WritePools(json, measured.Pools);
        json.WriteArray("expectations", grades, WriteGrade);
        more?.Invoke(json);
        WriteRun(json, run);
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void WriteOverrides(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? overrides)
    {
        if (overrides is null or { Count: 0 }) return;
        json.WriteStartObject("overrides");
        foreach ((string path, string value) in overrides) json.WriteString(path, value);
        json.WriteEndObject();
    }

    /// <summary>The figures of what stands together under one name, with the names of its members; nothing where nothing does.</summary>
    private static void WritePools(Utf8JsonWriter json, PooledMeasurements pools)
    {
        if (pools.IsEmpty) return;
        json.WriteStartObject("pools");
        WritePools(json, "flows", pools.Flows, WriteFlow);
        WritePools(json, "programs", pools.Programs, WriteProgram);
        WritePools(json, "apps", pools.Apps, WriteProgram);
        json.WriteEndObject();
    }

    private static void WritePools<T>(Utf8JsonWriter json, string key, IReadOnlyList<Pooled<T>> pools, Action<Utf8JsonWriter, T> write)
    {
        if (pools.Count == 0) return;
        json.WriteArray(key, pools, (_, pool) =>
        {
            write(json, pool.Figures);
            json.WriteTexts("members", pool.Members);
        });
    }

    private static void WriteFlow(Utf8JsonWriter json, FlowMeasurement flow)
    {
        json.WriteString("name", flow.Name);
        json.WriteString("cast", NameOf(flow.Cast));
        json.WriteString("transport", NameOf(flow.Transport));
        json.WriteString("from", flow.From);
        json.WriteString("to", flow.To);
        WriteFigures(json, ExpectationSubject.Flow, flow.FigureOf, flow);
        WriteAnswers(json, flow.AnsweredBy);
        if (flow.Receivers.Count > 0) json.WriteArray("receivers", flow.Receivers, WriteReceiver);
    }

    private static void WriteReceiver(Utf8JsonWriter json, ReceiverMeasurement receiver)
    {
        json.WriteString("host", receiver.Host);
        WriteFigures(json, ExpectationSubject.Flow, receiver.FigureOf, receiver);
    }

    private static void WriteAnswers(Utf8JsonWriter json, IReadOnlyList<AnswerCount>? answers)
    {
        if (answers is null) return;
        json.WriteStartObject("answeredBy");
        foreach (AnswerCount answer in answers) json.WriteNumber(answer.Host, answer.Answers);
        json.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter json, LinkMeasurement link)
    {
        json.WriteString("name", link.Name);
        json.WriteString("from", link.From);
        json.WriteString("to", link.To);
        WriteFigures(json, ExpectationSubject.Medium, metric => metric is Metric.Drops or Metric.Loss ? null : link.FigureOf(metric));
        WriteDrops(json, link.Drops);
    }

    private static void WriteHost(Utf8JsonWriter json, HostMeasurement host)
    {
        json.WriteString("name", host.Name);
        json.WriteString("kind", host.Kind == NodeKind.Router ? "router" : "host");
        json.WriteStartArray("addresses");
        foreach (Ipv4Address address in host.Addresses) json.WriteStringValue(address.ToString());
        json.WriteEndArray();
        WriteDrops(json, host.Drops);
    }

    private static void WriteDrops(Utf8JsonWriter json, IReadOnlyList<DropCount> drops)
    {
        json.WriteStartObject("drops");
        foreach (DropCount drop in drops) json.WriteNumber(drop.Reason, drop.Packets);
        json.WriteEndObject();
    }

    private static void WriteProgram(Utf8JsonWriter json, ProgramMeasurement program)
    {
        json.WriteString("name", program.Name);
        if (program.Kind is { } kind) json.WriteString("kind", kind);
        json.WriteString("host", program.Host);
        json.WriteBoolean("completed", program.Completed);
        json.WriteString("failure", program.Failure);
        if (program.Status is { } status) json.WriteNumber("status", status);
        if (program.CompletionTime is { } time) json.WriteNumber("completionSeconds", Rounding.Round(time.TotalSeconds));
        json.WriteTexts("printed", program.Printed);
    }

    private static void WriteGrade(Utf8JsonWriter json, Grade grade)
    {
        json.WriteString("text", grade.Expectation.Text);
        if (grade.Passed is { } passed) json.WriteBoolean("passed", passed);
        else json.WriteNull("passed");
        json.WriteString("actual", grade.Actual);
        if (grade.Expectation.Points != 1) json.WriteNumber("points", grade.Expectation.Points);
        if (grade.Expectation.Hint is { } hint) json.WriteString("hint", hint);
    }

    private static void WriteRun(Utf8JsonWriter json, RunFacts run)
    {
        json.WriteStartObject("run");
        json.WriteString("actorRuntime", run.ActorRuntime);
        json.WriteNumber("wallSeconds", Rounding.Round(run.WallSeconds));
        json.WriteNumber("packetHopsPerSecond", Rounding.Round(run.PacketHopsPerSecond));
        json.WriteString("version", run.Version);
        json.WriteString("platform", run.Platform);
        if (run.Notes.Count > 0) json.WriteTexts("notes", run.Notes);
        json.WriteEndObject();
    }

    /// <summary>The figures that there are, by their keys: those of <c>a.b</c> and <c>a.c</c> stand in an object <c>a</c>.</summary>
    private static void WriteFigures(
        Utf8JsonWriter json, ExpectationSubject subject, Func<Metric, double?> figureOf, DeliveryMeasurement? packets = null)
    {
        string open = "";
        foreach (MetricDefinition metric in MetricCatalogue.Of(subject))
        {
            if (figureOf(metric.Metric) is not { } figure) continue;
            string[] key = metric.Key.Split('.');
            string parent = key.Length > 1 ? key[0] : "";
            if (parent != open)
            {
                Close(json, open, packets);
                if (parent.Length > 0) json.WriteStartObject(parent);
                open = parent;
            }

            if (metric.Unit == MetricUnit.YesNo) json.WriteBoolean(key[^1], figure != 0);
            else json.WriteNumber(key[^1], metric.KeyUnit == 1 ? figure : Rounding.Round(figure / metric.KeyUnit));
        }

        Close(json, open, packets);
    }
    private static void Close(Utf8JsonWriter json, string open, DeliveryMeasurement? packets)
    {
        if (open.Length == 0) return;
        LatencyMeasurement? times = open switch { "latencyMs" => packets?.Latency, "responseMs" => packets?.Response, _ => null };
        if (times is { FromHistogram: true }) json.WriteString("percentiles", "from a histogram, within 0.1 %");
        json.WriteEndObject();
    }

    private static string NameOf(RunMode mode) => mode == RunMode.Loopback ? "loopback" : "simulated";

    private static string NameOf(Cast cast) => cast switch
    {
        Cast.Broadcast => "broadcast",
        Cast.Multicast => "multicast",
        Cast.Anycast => "anycast",
        _ => "unicast",
    };

    private static string NameOf(Transport transport) => transport switch
    {
        Transport.Tcp => "tcp",
        Transport.Icmp => "icmp",
        _ => "udp",
    };
}
