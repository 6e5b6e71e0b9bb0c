using System.Globalization;

namespace NetComm.Model;

/// <summary>Every figure of a run, once, in the order of summary.json: expectations, grades, summary and tables read this list.</summary>
public static class MetricCatalogue
{
    private const double Milliseconds = 1e9;
    private const double Seconds = SimDuration.PerSecond;

    private static readonly MetricDefinition Drops =
        new(Metric.Drops, "drops", "drops", MetricUnit.Number, "packets dropped, for all reasons");

    private static readonly MetricDefinition[] OfFlows =
    [
        new(Metric.Sent, "sent", "sent", MetricUnit.Number, "packets (requests) that the sender sent"),
        new(Metric.Unsent, "unsent", "unsent", MetricUnit.Number, "requests that were to be sent before the end and were not"),
        new(Metric.Due, "due", "due", MetricUnit.Number, "packets that receivers should get; requests that want an answer"),
        new(Metric.Received, "received", "received", MetricUnit.Number, "distinct packets that receivers got; answers that came back"),
        new(Metric.Lost, "lost", "lost", MetricUnit.Number, "due, neither received nor under way at the end"),
        new(Metric.InFlight, "inFlight", "inFlight", MetricUnit.Number, "due, and under way when the run ended"),
        new(Metric.Loss, "loss", "loss", MetricUnit.Share, "lost as a share of due"),
        new(Metric.Duplicates, "duplicates", "duplicates", MetricUnit.Number, "further copies received"),
        new(Metric.Reordered, "reordered", "reordered", MetricUnit.Number, "packets received after one that was sent later (RFC 4737)"),
        new(Metric.BurstCount, "bursts.count", "lossBursts.count", MetricUnit.Number, "bursts of losses (RFC 3357), single losses too"),
        new(Metric.BurstMean, "bursts.mean", "lossBursts.meanLength", MetricUnit.Number, "packets in a burst of losses, on average"),
        new(Metric.BurstMax, "bursts.max", "lossBursts.longest", MetricUnit.Number, "packets in the longest burst of losses"),
        .. Durations("latency", "latencyMs", "from the send call to the receiving application; of requests the round trip",
            [Metric.LatencyMin, Metric.LatencyMean, Metric.LatencyP50, Metric.LatencyP90, Metric.LatencyP95, Metric.LatencyP99,
                Metric.LatencyMax, Metric.LatencyStandardDeviation]),
        .. Durations("response", "responseMs", "from when a request was to be sent to its answer",
            [Metric.ResponseMin, Metric.ResponseMean, Metric.ResponseP50, Metric.ResponseP90, Metric.ResponseP95, Metric.ResponseP99,
                Metric.ResponseMax, Metric.ResponseStandardDeviation]),
        new(Metric.Jitter, "jitter", "jitterMs", MetricUnit.Duration, "interarrival jitter (RFC 3550), its last value", Milliseconds),
        new(Metric.JitterMean, "jitter.mean", "jitterMeanMs", MetricUnit.Duration, "the same, its mean over all packets", Milliseconds),
        new(Metric.JitterMax, "jitter.max", "jitterMaxMs", MetricUnit.Duration, "the same, its largest value", Milliseconds),
        new(Metric.VariationMean, "ipdv.mean", "ipdvMs.mean", MetricUnit.Duration,
            "mean absolute difference in latency between packets sent one behind the other (RFC 3393)", Milliseconds),
        new(Metric.VariationMin, "ipdv.min", "ipdvMs.min", MetricUnit.DurationDifference,
            "the most negative of these differences", Milliseconds),
        new(Metric.VariationMax, "ipdv.max", "ipdvMs.max", MetricUnit.DurationDifference, "the largest of these differences", Milliseconds),
        new(Metric.DelayVariation, "pdv", "pdvMs", MetricUnit.Duration, "95th less 50th percentile of latency (RFC 5481)", Milliseconds),
        new(Metric.Throughput, "throughput", "throughputBps", MetricUnit.Rate,
            "IP bits that reached receivers, over the time from the flow's start to its completion or the end"),
        new(Metric.Goodput, "goodput", "goodputBps", MetricUnit.Rate, "application bits delivered, each once, over the same time"),
        new(Metric.Completed, "completed", "completed", MetricUnit.YesNo, "whether all was sent and nothing is under way any more"),
        new(Metric.CompletionTime, "completion-time", "completionSeconds", MetricUnit.Duration, "from start to completion", Seconds),
        new(Metric.Retransmissions, "retransmissions", "retransmissions", MetricUnit.Number, "TCP segments sent again"),
        new(Metric.AnsweredBy, "answered-by", "answeredBy", MetricUnit.Host, "answers by the host that sent them"),
    ];

    private static readonly MetricDefinition[] OfLinks =
    [
        new(Metric.Packets, "packets", "packets", MetricUnit.Number, "packets transmitted, whether or not they arrived"),
        new(Metric.Bytes, "bytes", "bytes", MetricUnit.Number, "their bytes, with Ethernet's on a LAN"),
        new(Metric.Utilisation, "utilisation", "utilisation", MetricUnit.Share, "share of time in transmission"),
        new(Metric.QueueMean, "queue.mean", "queueMean", MetricUnit.Number, "packets waiting or in transmission, averaged over time"),
        new(Metric.QueueMax, "queue.max", "queueMax", MetricUnit.Number, "the most packets that waited, the one in transmission included"),
        new(Metric.QueueDelayMean, "queue.delay.mean", "queueDelayMs.mean", MetricUnit.Duration,
            "mean time from when a packet came until its transmission began", Milliseconds),
        new(Metric.QueueDelayP50, "queue.delay.p50", "queueDelayMs.p50", MetricUnit.Duration,
            "nearest-rank 50th percentile of that time", Milliseconds),
        new(Metric.QueueDelayP95, "queue.delay.p95", "queueDelayMs.p95", MetricUnit.Duration,
            "nearest-rank 95th percentile of that time", Milliseconds),
        new(Metric.QueueDelayMax, "queue.delay.max", "queueDelayMs.max", MetricUnit.Duration, "the longest of these times", Milliseconds),
        new(Metric.Marks, "marks", "marks", MetricUnit.Number, "packets that the queue discipline marked instead of dropping them (ECN)"),
        new(Metric.Collisions, "collisions", "collisions", MetricUnit.Number,
            "how often a station on a shared medium heard another one while it sent"),
        Drops,
        new(Metric.Loss, "loss", "loss", MetricUnit.Share, "dropped as a share of those that were dropped or came out at the other end"),
    ];

    private static readonly MetricDefinition[] OfNodes = [Drops];

    private static readonly MetricDefinition[] OfPrograms =
    [
        new(Metric.Completed, "completed", "completed", MetricUnit.YesNo, "whether it came to its end without a failed step"),
        new(Metric.Failed, "failed", "failure", MetricUnit.YesNo, "whether a step failed"),
        new(Metric.Status, "status", "status", MetricUnit.Number, "the status that an app's protocol gave, such as HTTP's 200"),
        new(Metric.Printed, "printed", "printed", MetricUnit.Text, "the lines that it printed"),
        new(Metric.CompletionTime, "completion-time", "completionSeconds", MetricUnit.Duration, "from its start to its end", Seconds),
    ];

    /// <summary>The metrics of a subject, in the order of summary.json.</summary>
    public static IReadOnlyList<MetricDefinition> Of(ExpectationSubject subject) => subject switch
    {
        ExpectationSubject.Flow => OfFlows,
        ExpectationSubject.Medium => OfLinks,
        ExpectationSubject.Node => OfNodes,
        _ => OfPrograms,
    };

    /// <summary>The metrics of a subject that expectations can name, in the order of the scenario language.</summary>
    public static IEnumerable<MetricDefinition> NamedOf(ExpectationSubject subject) =>
        Of(subject).Where(metric => metric.Name is not null).OrderBy(metric => metric.Metric);

    /// <summary>What an expectation's figure is called, and how it is counted; null where it has none of this list.</summary>
    internal static MetricDefinition? Of(Expectation expected) => expected is { Percentile: { } percent, Metric: var metric }
        ? Percentile(metric, percent) : Of(expected.Subject).FirstOrDefault(one => one.Metric == expected.Metric);

    /// <summary>A percentile that has no name of its own.</summary>
    internal static MetricDefinition Percentile(Metric metric, decimal percent)
    {
        string family = metric == Metric.LatencyPercentile ? "latency" : "response";
        string name = string.Create(CultureInfo.InvariantCulture, $"p{percent}");
        return new(metric, $"{family}.{name}", $"{family}Ms.{name}", MetricUnit.Duration, "a nearest-rank percentile", Milliseconds)
        {
            Percent = percent,
        };
    }

    private static IEnumerable<MetricDefinition> Durations(string name, string key, string meaning, Metric[] metrics)
    {
        (string Name, string Meaning)[] statistics =
        [
            ("min", "the shortest"), ("mean", "the arithmetic mean"), ("p50", "nearest-rank 50th percentile"),
            ("p90", "nearest-rank 90th percentile"), ("p95", "nearest-rank 95th percentile"), ("p99", "nearest-rank 99th percentile"),
            ("max", "the longest"), ("stddev", "standard deviation, divided by n"),
        ];
        return statistics.Zip(metrics, (statistic, metric) => new MetricDefinition(metric, $"{name}.{statistic.Name}",
            $"{key}.{statistic.Name}", MetricUnit.Duration, $"{statistic.Meaning} of the time {meaning}", Milliseconds));
    }
}

/// <summary>What a figure is called, and how it is counted.</summary>
/// <param name="Metric">Which figure it is.</param>
/// <param name="Name">Its name in expectations, such as <c>latency.p95</c>; null where they cannot ask for it.</param>
/// <param name="Key">Its key in summary.json, such as <c>latencyMs.p95</c>: the key <c>p95</c> of the object <c>latencyMs</c>.</param>
/// <param name="Unit">What it is a number of.</param>
/// <param name="Meaning">How it is counted.</param>
/// <param name="KeyUnit">How many base units (picoseconds) one of the unit in summary.json has.</param>
public sealed record MetricDefinition(Metric Metric, string? Name, string Key, MetricUnit Unit, string Meaning, double KeyUnit = 1)
{
    /// <summary>Which percentile it is, of one that has no name of its own; else null.</summary>
    internal decimal? Percent { get; init; }

    /// <summary>The unit of its values in files, <c>ms</c>, <c>s</c> or <c>bps</c>; empty for plain numbers and shares.</summary>
    public string FileUnit => Unit switch
    {
        MetricUnit.Duration or MetricUnit.DurationDifference => KeyUnit == SimDuration.PerSecond ? "s" : "ms",
        MetricUnit.Rate => "bps",
        _ => "",
    };
}

/// <summary>What a figure is a number of: its base unit, in which it is held and compared until it is printed.</summary>
public enum MetricUnit
{
    /// <summary>A plain number, of packets or the like.</summary>
    Number,

    /// <summary>A share of 1.</summary>
    Share,

    /// <summary>A duration in picoseconds, as <see cref="SimDuration"/> counts them.</summary>
    Duration,

    /// <summary>A duration that may be negative.</summary>
    DurationDifference,

    /// <summary>Bits per second.</summary>
    Rate,

    /// <summary>1 where it holds, 0 where it does not.</summary>
    YesNo,

    /// <summary>The name of a host.</summary>
    Host,

    /// <summary>A text.</summary>
    Text,
}
