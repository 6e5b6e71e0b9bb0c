namespace NetComm.Scenarios.Reading.Expectations;

/// <summary>The metrics of the language (scenario language, 'Expectations').</summary>
internal static class MetricNames
{
    private static readonly (string Name, Metric Metric, MetricValue Value)[] OfFlows =
    [
        ("sent", Metric.Sent, MetricValue.Number),
        ("due", Metric.Due, MetricValue.Number),
        ("received", Metric.Received, MetricValue.Number),
        ("lost", Metric.Lost, MetricValue.Number),
        ("loss", Metric.Loss, MetricValue.Share),
        ("inFlight", Metric.InFlight, MetricValue.Number),
        ("duplicates", Metric.Duplicates, MetricValue.Number),
        ("reordered", Metric.Reordered, MetricValue.Number),
        ("latency.min", Metric.LatencyMin, MetricValue.Time),
        ("latency.mean", Metric.LatencyMean, MetricValue.Time),
        ("latency.p50", Metric.LatencyP50, MetricValue.Time),
        ("latency.p90", Metric.LatencyP90, MetricValue.Time),
        ("latency.p95", Metric.LatencyP95, MetricValue.Time),
        ("latency.p99", Metric.LatencyP99, MetricValue.Time),
        ("latency.max", Metric.LatencyMax, MetricValue.Time),
        ("latency.stddev", Metric.LatencyStandardDeviation, MetricValue.Time),
        ("response.min", Metric.ResponseMin, MetricValue.Time),
        ("response.mean", Metric.ResponseMean, MetricValue.Time),
        ("response.p50", Metric.ResponseP50, MetricValue.Time),
        ("response.p90", Metric.ResponseP90, MetricValue.Time),
        ("response.p95", Metric.ResponseP95, MetricValue.Time),
        ("response.p99", Metric.ResponseP99, MetricValue.Time),
        ("response.max", Metric.ResponseMax, MetricValue.Time),
        ("response.stddev", Metric.ResponseStandardDeviation, MetricValue.Time),
        ("jitter", Metric.Jitter, MetricValue.Time),
        ("ipdv.mean", Metric.VariationMean, MetricValue.Time),
        ("ipdv.min", Metric.VariationMin, MetricValue.TimeDifference),
        ("ipdv.max", Metric.VariationMax, MetricValue.TimeDifference),
        ("pdv", Metric.DelayVariation, MetricValue.Time),
        ("bursts.count", Metric.BurstCount, MetricValue.Number),
        ("bursts.mean", Metric.BurstMean, MetricValue.Number),
        ("bursts.max", Metric.BurstMax, MetricValue.Number),
        ("throughput", Metric.Throughput, MetricValue.Rate),
        ("goodput", Metric.Goodput, MetricValue.Rate),
        ("completed", Metric.Completed, MetricValue.YesNo),
        ("completion-time", Metric.CompletionTime, MetricValue.Time),
        ("retransmissions", Metric.Retransmissions, MetricValue.Number),
        ("answered-by", Metric.AnsweredBy, MetricValue.Host),
    ];

    private static readonly (string Name, Metric Metric, MetricValue Value)[] OfMedia =
    [
        ("utilisation", Metric.Utilisation, MetricValue.Share),
        ("queue.mean", Metric.QueueMean, MetricValue.Number),
        ("queue.max", Metric.QueueMax, MetricValue.Number),
        ("drops", Metric.Drops, MetricValue.Number),
    ];

    private static readonly (string Name, Metric Metric, MetricValue Value)[] OfPrograms =
    [
        ("completed", Metric.Completed, MetricValue.YesNo),
        ("failed", Metric.Failed, MetricValue.YesNo),
        ("printed", Metric.Printed, MetricValue.Text),
        ("status", Metric.Status, MetricValue.Number),
    ];

    /// <summary>The metrics of a subject, by name.</summary>
    public static IReadOnlyList<(string Name, Metric Metric, MetricValue Value)> Of(ExpectationSubject subject) => subject switch
    {
        ExpectationSubject.Flow => OfFlows,
        ExpectationSubject.Medium => OfMedia,
        _ => OfPrograms,
    };

    /// <summary>What a subject is called in messages.</summary>
    public static string Noun(ExpectationSubject subject) => subject switch
    {
        ExpectationSubject.Flow => "a flow",
        ExpectationSubject.Medium => "a link or LAN",
        ExpectationSubject.Program => "a program",
        _ => "an app",
    };
}
