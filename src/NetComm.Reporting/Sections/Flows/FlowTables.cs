using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>The tables of the flows.</summary>
internal static class FlowTables
{
    /// <summary>All flows, a line each.</summary>
    public static Table Overview(IReadOnlyList<FlowReport> flows) => Table.Of(
        "All flows",
        [new("Flow", false), new("Cast", false), new("From → to", false), new("Received / due"), new("In flight"), new("Loss"),
            new("Latency p50"), new("p95"), new("Goodput")],
        flows.Index(),
        one =>
        [
            RichText.Link(one.Item.Name, $"#flow-{one.Index + 1}"),
            one.Item.Cast.ToString().ToLowerInvariant(),
            Figure.Between(one.Item.From, one.Item.To),
            one.Item.Total.Due is null ? Figure.None : Figure.Of(one.Item.Total.Received) + " / " + Figure.Of(one.Item.Total.Due),
            Figure.Of(one.Item.Total.InFlight),
            Figure.Of(one.Item.Total.Loss, Unit.Share),
            Figure.Duration(one.Item.Total.Latency?.P50),
            Figure.Duration(one.Item.Total.Latency?.P95),
            Figure.Of(one.Item.Total.Goodput, Unit.BitsPerSecond),
        ]);

    /// <summary>Where the packets of a flow went.</summary>
    public static Table Packets(FlowReport flow) => Table.Of(
        $"{flow.Name}: {(flow.IsRoundTrip ? "requests and answers" : "packets")}",
        [new("Receiver", false), new("Sent"), new("Due"), new("Received"), new("Lost"), new("In flight"), new("Loss"), new("Duplicates"),
            new("Reordered")],
        Lines(flow),
        line =>
        [
            line.Name, Figure.Of(line.Sent), Figure.Of(line.Due), Figure.Of(line.Received), Figure.Of(line.Lost), Figure.Of(line.InFlight),
            Figure.Of(line.Loss, Unit.Share), Figure.Of(line.Duplicates), Figure.Of(line.Reordered),
        ]);

    /// <summary>How long they took.</summary>
    public static Table Latency(FlowReport flow) => Times(
        flow, flow.LatencyName, line => line.Latency);

    /// <summary>How long requests took from when they should have been sent; null where there is no schedule.</summary>
    public static Table? Response(FlowReport flow) => flow.Total.Response is null ? null : Times(
        flow, "response time (since each request was due)", line => line.Response);

    /// <summary>How much latency varies, by each of the names for it.</summary>
    public static Table Jitter(FlowReport flow) => Table.Of(
        $"{flow.Name}: jitter",
        [new("Receiver", false), new("Smoothed (RFC 3550)"), new("IPDV mean (RFC 3393)"), new("IPDV min"), new("IPDV max"),
            new("PDV (p95 − p50)")],
        Lines(flow),
        line =>
        [
            line.Name, Figure.Duration(line.Jitter), Figure.Duration(line.Variation?.Mean), Figure.Duration(line.Variation?.Min),
            Figure.Duration(line.Variation?.Max), Figure.Duration(line.DelayVariation),
        ]);

    /// <summary>How losses bunch; null where nothing was lost.</summary>
    public static Table? Bursts(FlowReport flow) => flow.Total.Lost is null or 0 ? null : Table.Of(
        $"{flow.Name}: losses in a row",
        [new("Receiver", false), new("Lost"), new("Bursts (RFC 3357)"), new("Mean burst length"), new("Longest burst")],
        Lines(flow),
        line =>
        [
            line.Name, Figure.Of(line.Lost), Figure.Of(line.Bursts?.Count), Figure.Of(line.Bursts?.MeanLength, Unit.Count),
                Figure.Of(line.Bursts?.Longest),
        ]);

    /// <summary>Rates, completion, who answered: what there is of it.</summary>
    public static Table Totals(FlowReport flow)
    {
        var lines = new List<(string Name, RichText Value)>
        {
            ("Throughput (IP bytes that reached the receiver)", Figure.Of(flow.Total.Throughput, Unit.BitsPerSecond)),
            ("Goodput (application bytes, without duplicates)", Figure.Of(flow.Total.Goodput, Unit.BitsPerSecond)),
        };
        if (flow.Completed is { } completed) lines.Add(("Completed", completed ? "yes" : "no"));
        if (flow.CompletionTime is { } time) lines.Add(("Completion time", Figure.Of(time, Unit.Seconds)));
        if (flow.Retransmissions is { } count) lines.Add(("Retransmissions", Figure.Of(count)));
        if (flow.AnsweredBy.Count > 0) lines.Add(("Answered by", Figure.Of(flow.AnsweredBy)));
        return Table.Of(
            $"{flow.Name}: rates and totals", [new("Measure", false), new("Value")],
            lines, line => [line.Name, line.Value]);
    }

    private static Table Times(FlowReport flow, string what, Func<FlowFigures, LatencySeconds?> figures) => Table.Of(
        $"{flow.Name}: {what}",
        [new("Receiver", false), new("Min"), new("Mean"), new("p50"), new("p90"), new("p95"), new("p99"), new("Max"), new("Std. dev.")],
        Lines(flow).Select(line => (line.Name, Times: figures(line))),
        line =>
        [
            line.Name, Figure.Duration(line.Times?.Min), Figure.Duration(line.Times?.Mean), Figure.Duration(line.Times?.P50),
                Figure.Duration(line.Times?.P90),
            Figure.Duration(line.Times?.P95), Figure.Duration(line.Times?.P99), Figure.Duration(line.Times?.Max),
                Figure.Duration(line.Times?.StandardDeviation),
        ]);

    private static IEnumerable<FlowFigures> Lines(FlowReport flow) => [flow.Total, .. flow.Receivers];
}
