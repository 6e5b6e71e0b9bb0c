using NetComm.Analysis;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>
/// All figures of all flows: a table for each kind of figure, a line for each flow, and where it has several receivers for each of them.
/// </summary>
internal static class FlowTables
{
    public const string PacketsId = "flow-packets";
    public const string BurstsId = "flow-bursts";
    public const string LatencyId = "flow-latency";
    public const string ResponseId = "flow-response";
    public const string JitterId = "flow-jitter";
    public const string RatesId = "flow-rates";

    /// <summary>What the places above end with, in the tables of flows that stand together under one name.</summary>
    public const string OfMembers = "-each";

    /// <summary>Of more receivers a table shows those that missed most.</summary>
    private const int MostReceivers = 20;

    private sealed record Line(string Name, DeliveryMeasurement Figures);

    public static IEnumerable<Table> Of(IReadOnlyList<FlowReport> flows)
    {
        FlowReport[] ofPackets = [.. flows.Where(flow => !flow.IsStream)];
        if (ofPackets.Length > 0)
        {
            yield return Packets(ofPackets);
            if (ofPackets.Any(flow => flow.Total.Lost > 0)) yield return Bursts([.. ofPackets.Where(flow => flow.Total.Lost > 0)]);
            if (ofPackets.Any(flow => flow.Total.Latency is not null))
            {
                yield return Times(LatencyNameOf(ofPackets), LatencyId, ofPackets, line => line.Latency);
                FlowReport[] due = [.. ofPackets.Where(flow => flow.Total.Response is not null)];
                if (due.Length > 0)
                    yield return Times("Response time, since each request was due", ResponseId, due, line => line.Response);
                yield return Jitter(ofPackets);
            }
        }

        yield return Rates(flows);
    }

    private static string LatencyNameOf(IReadOnlyList<FlowReport> flows) =>
        flows.All(flow => flow.IsRoundTrip) ? "Round-trip time"
            : flows.Any(flow => flow.IsRoundTrip) ? "Latency, or round-trip time where requests are answered" : "Latency";

    private static Table Packets(IReadOnlyList<FlowReport> flows) => Lines(
        flows.All(flow => flow.IsRoundTrip) ? "Requests and answers" : "Packets",
        PacketsId,
        flows,
        [new("Sent"), new("Due"), new("Received"), new("Lost"), new("In flight"), new("Loss"), new("Duplicates"), new("Reordered")],
        line =>
        [
            Figure.Of((line as FlowMeasurement)?.Sent), Figure.Of(line.Due), Figure.Of(line.Received), Figure.Of(line.Lost),
            Figure.Of(line.InFlight), Figure.Of(line.Loss, Unit.Share), Figure.Of(line.Duplicates), Figure.Of(line.Reordered),
        ]);

    private static Table Bursts(IReadOnlyList<FlowReport> flows) => Lines(
        "Losses in a row",
        BurstsId,
        flows,
        [new("Lost"), new("Bursts (RFC 3357)"), new("Mean length"), new("Longest")],
        line =>
        [
            Figure.Of(line.Lost), Figure.Of(line.Bursts?.Count), Figure.Of(line.Bursts?.MeanLength, Unit.Count),
            Figure.Of(line.Bursts?.Longest),
        ]);

    /// <summary>How much latency varies, by each of the names for it.</summary>
    private static Table Jitter(IReadOnlyList<FlowReport> flows) => Lines(
        "Jitter: smoothed (RFC 3550), from packet to packet (IPDV, RFC 3393), and p95 − p50 (PDV)",
        JitterId,
        flows,
        [new("Smoothed, last"), new("mean"), new("max"), new("IPDV mean"), new("min"), new("max"), new("PDV")],
        line =>
        [
            Figure.Variation(line.Jitter?.TotalSeconds), Figure.Variation(line.JitterMean?.TotalSeconds),
            Figure.Variation(line.JitterMax?.TotalSeconds), Figure.Variation(line.Variation?.Mean.TotalSeconds),
            Figure.Variation(line.Variation?.Min.TotalSeconds), Figure.Variation(line.Variation?.Max.TotalSeconds),
            Figure.Variation(line.Latency?.DelayVariation.TotalSeconds),
        ]);

    private static Table Times(
        string caption, string id, IReadOnlyList<FlowReport> flows, Func<DeliveryMeasurement, LatencyMeasurement?> timesOf) =>
        Lines(
            caption,
            id,
            flows,
            [new("Min"), new("Mean"), new("p50"), new("p90"), new("p95"), new("p99"), new("Max"), new("Std. dev.")],
            line => timesOf(line) is { } times
                ?
                [
                    Figure.Duration(times.Min.TotalSeconds), Figure.Duration(times.Mean.TotalSeconds),
                    Figure.Duration(times.P50.TotalSeconds), Figure.Duration(times.P90.TotalSeconds),
                    Figure.Duration(times.P95.TotalSeconds), Figure.Duration(times.P99.TotalSeconds),
                    Figure.Duration(times.Max.TotalSeconds), Figure.Variation(times.StandardDeviation.TotalSeconds),
                ]
                : [.. Enumerable.Repeat(Figure.None, 8)]);

    private static Table Rates(IReadOnlyList<FlowReport> flows)
    {
        (Table.Column Column, Func<FlowReport, RichText?> Of)[] all =
        [
            (new("Throughput"), flow => Figure.Of(flow.Total.Throughput, Unit.BitsPerSecond)),
            (new("Goodput"), flow => Figure.Of(flow.Total.Goodput, Unit.BitsPerSecond)),
            (new("Retransmissions"), flow => flow.Total.Retransmissions is { } count ? Figure.Of(count) : null),
            (new("Completed", false), flow => flow.Total.Completed ? "yes" : "no"),
            (new("Completed after"), flow => flow.Total.CompletionTime is { } time ? Figure.Of(time.TotalSeconds, Unit.Seconds) : null),
            (new("Answered by", false), flow => flow.Total.AnsweredBy is { Count: > 0 } by
                ? Figure.Of([.. by.Select(one => KeyValuePair.Create(one.Host, one.Answers))]) : null),
        ];
        (Table.Column Column, Func<FlowReport, RichText?> Of)[] shown =
            [.. all.Where(column => flows.Any(flow => column.Of(flow) is not null))];
        return Table.Of(
            "Rates: IP packets that reached the receivers (throughput), and application bytes, each once (goodput)",
            [new("Flow", false), .. shown.Select(column => column.Column)],
            flows,
            flow => [flow.Name, .. shown.Select(column => column.Of(flow) ?? Figure.None)]) with
        { Id = RatesId };
    }

    private static Table Lines(
        string caption, string id, IReadOnlyList<FlowReport> flows, IReadOnlyList<Table.Column> columns,
        Func<DeliveryMeasurement, IReadOnlyList<RichText>> cells)
    {
        string heading = flows.Any(flow => flow.Receivers.Count > 0) ? "Flow → receiver" : "Flow";
        return Table.Of(
            $"{caption}{LeftOutOf(flows)}", [new(heading, false), .. columns], flows.SelectMany(LinesOf),
            line => [line.Name, .. cells(line.Figures)]) with
        {
            Id = id,
        };
    }

    private static IEnumerable<Line> LinesOf(FlowReport flow) =>
        Shown(flow.Receivers).Select(receiver => new Line($"{flow.Name} → {receiver.Host}", receiver)).Prepend(new(flow.Name, flow.Total));

    private static IEnumerable<ReceiverMeasurement> Shown(IReadOnlyList<ReceiverMeasurement> receivers) =>
        receivers.Count <= MostReceivers ? receivers
            : receivers.Index().OrderByDescending(receiver => receiver.Item.Lost).ThenBy(receiver => receiver.Index).Take(MostReceivers)
                .OrderBy(receiver => receiver.Index).Select(receiver => receiver.Item);

    private static string LeftOutOf(IReadOnlyList<FlowReport> flows) =>
        string.Concat(flows.Where(flow => flow.Receivers.Count > MostReceivers)
            .Select(flow => flow.Receivers.All(receiver => receiver.Lost == flow.Receivers[0].Lost)
                ? $"; the first {MostReceivers} of the {flow.Receivers.Count} receivers of {flow.Name}"
                : $"; of the {flow.Receivers.Count} receivers of {flow.Name} the {MostReceivers} that missed most"));
}
