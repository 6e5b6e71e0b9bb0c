namespace NetComm.Model;

/// <summary>
/// What is measured of a flow, link, LAN, program or app, in the order of the scenario language ('Expectations').
/// <see cref="MetricCatalogue"/> holds the name, unit and meaning of each.
/// </summary>
public enum Metric
{
    /// <summary>Packets (requests) sent.</summary>
    Sent,

    /// <summary>Packets that receivers should get, counted for each receiver.</summary>
    Due,

    /// <summary>Distinct packets delivered (answers that came back).</summary>
    Received,

    /// <summary>Due, neither received nor under way.</summary>
    Lost,

    /// <summary>Lost as a share of due.</summary>
    Loss,

    /// <summary>Under way when the run ended.</summary>
    InFlight,

    /// <summary>Further copies delivered.</summary>
    Duplicates,

    /// <summary>Delivered after a later one (RFC 4737).</summary>
    Reordered,

    /// <summary>Smallest latency.</summary>
    LatencyMin,

    /// <summary>Mean latency.</summary>
    LatencyMean,

    /// <summary>Nearest-rank 50th percentile.</summary>
    LatencyP50,

    /// <summary>Nearest-rank 90th percentile.</summary>
    LatencyP90,

    /// <summary>Nearest-rank 95th percentile.</summary>
    LatencyP95,

    /// <summary>Nearest-rank 99th percentile.</summary>
    LatencyP99,

    /// <summary>Largest latency.</summary>
    LatencyMax,

    /// <summary>Any other nearest-rank percentile: see <see cref="Expectation.Percentile"/>.</summary>
    LatencyPercentile,

    /// <summary>Standard deviation of latency, divided by n.</summary>
    LatencyStandardDeviation,

    /// <summary>Smallest response time: from when a request was to be sent to its answer.</summary>
    ResponseMin,

    /// <summary>Mean response time.</summary>
    ResponseMean,

    /// <summary>Nearest-rank 50th percentile of response time.</summary>
    ResponseP50,

    /// <summary>Nearest-rank 90th percentile of response time.</summary>
    ResponseP90,

    /// <summary>Nearest-rank 95th percentile of response time.</summary>
    ResponseP95,

    /// <summary>Nearest-rank 99th percentile of response time.</summary>
    ResponseP99,

    /// <summary>Largest response time.</summary>
    ResponseMax,

    /// <summary>Any other nearest-rank percentile of it.</summary>
    ResponsePercentile,

    /// <summary>Standard deviation of response time, divided by n.</summary>
    ResponseStandardDeviation,

    /// <summary>RFC 3550 interarrival jitter, its last value.</summary>
    Jitter,

    /// <summary>The same, its mean over all packets behind the first.</summary>
    JitterMean,

    /// <summary>The same, its largest value.</summary>
    JitterMax,

    /// <summary>RFC 3393 delay variation between packets sent one behind the other: the mean of its absolute value.</summary>
    VariationMean,

    /// <summary>The most negative of these differences.</summary>
    VariationMin,

    /// <summary>The largest of these differences.</summary>
    VariationMax,

    /// <summary>Packet delay variation: 95th less 50th percentile of latency.</summary>
    DelayVariation,

    /// <summary>Bursts of losses (RFC 3357), single ones too.</summary>
    BurstCount,

    /// <summary>Packets in a burst of losses, on average.</summary>
    BurstMean,

    /// <summary>Packets in the longest burst of losses.</summary>
    BurstMax,

    /// <summary>IP bytes that reached the receiver, per time.</summary>
    Throughput,

    /// <summary>Application bytes delivered, each once, per time.</summary>
    Goodput,

    /// <summary>Whether it completed.</summary>
    Completed,

    /// <summary>Time from its start to its completion.</summary>
    CompletionTime,

    /// <summary>Segments sent again.</summary>
    Retransmissions,

    /// <summary>The host that answered.</summary>
    AnsweredBy,

    /// <summary>Share of time in transmission.</summary>
    Utilisation,

    /// <summary>Time-weighted mean queue, in packets.</summary>
    QueueMean,

    /// <summary>Longest queue, in packets.</summary>
    QueueMax,

    /// <summary>Mean time that packets waited for their transmission.</summary>
    QueueDelayMean,

    /// <summary>Nearest-rank 50th percentile of that time.</summary>
    QueueDelayP50,

    /// <summary>Nearest-rank 95th percentile of that time.</summary>
    QueueDelayP95,

    /// <summary>The longest of these times.</summary>
    QueueDelayMax,

    /// <summary>Packets dropped.</summary>
    Drops,

    /// <summary>Packets marked by ECN.</summary>
    Marks,

    /// <summary>Whether a program or app failed.</summary>
    Failed,

    /// <summary>What a program or app printed.</summary>
    Printed,

    /// <summary>An app's status, such as HTTP's 200.</summary>
    Status,

    /// <summary>The comparison with a theory (<c>oracle</c>).</summary>
    Theory,

    /// <summary>Requests that were not sent though their time had come.</summary>
    Unsent,

    /// <summary>Packets that a direction of a link or LAN transmitted.</summary>
    Packets,

    /// <summary>Their bytes.</summary>
    Bytes,

    /// <summary>Collisions of frames on a shared medium.</summary>
    Collisions,

    /// <summary>A value of the file, or how many things stand in it (<c>key</c>, <c>count</c>).</summary>
    Written,
}
