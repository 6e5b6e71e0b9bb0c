namespace NetComm.Scenarios.Reading.Expectations;

/// <summary>The words by which other tools and books call what is measured here.</summary>
internal static class MetricWords
{
    /// <summary>For each word the metrics that it may mean, the first that the subject has.</summary>
    private static readonly Dictionary<string, string[]> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rtt"] = ["latency.p50"],
        ["ping"] = ["latency.p50"],
        ["delay"] = ["latency.mean", "queue.delay.mean"],
        ["owd"] = ["latency.mean"],
        ["response-time"] = ["response.p95"],
        ["packet-loss"] = ["loss"],
        ["loss-rate"] = ["loss"],
        ["lossrate"] = ["loss"],
        ["plr"] = ["loss"],
        ["drop-rate"] = ["loss"],
        ["drops"] = ["lost"],
        ["dropped"] = ["lost", "drops"],
        ["losses"] = ["lost", "drops"],
        ["packets-lost"] = ["lost"],
        ["lost-packets"] = ["lost"],
        ["delivered"] = ["received"],
        ["packets-received"] = ["received"],
        ["received-packets"] = ["received"],
        ["rx"] = ["received"],
        ["packets-sent"] = ["sent"],
        ["sent-packets"] = ["sent"],
        ["tx"] = ["sent"],
        ["bandwidth"] = ["throughput", "utilisation"],
        ["bitrate"] = ["throughput"],
        ["rate"] = ["throughput"],
        ["speed"] = ["throughput"],
        ["fct"] = ["completion-time"],
        ["duration"] = ["completion-time"],
        ["time"] = ["completion-time"],
        ["done"] = ["completed"],
        ["finished"] = ["completed"],
        ["retransmits"] = ["retransmissions"],
        ["retries"] = ["retransmissions"],
        ["out-of-order"] = ["reordered"],
        ["dups"] = ["duplicates"],
        ["load"] = ["utilisation"],
        ["usage"] = ["utilisation"],
        ["backlog"] = ["queue.mean"],
        ["queue-length"] = ["queue.mean"],
        ["ecn"] = ["marks"],
        ["output"] = ["printed"],
        ["stdout"] = ["printed"],
        ["code"] = ["status"],
        ["server"] = ["answered-by"],
    };

    /// <summary>Words for a part of a distribution.</summary>
    private static readonly Dictionary<string, string> Parts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["avg"] = "mean",
        ["average"] = "mean",
        ["median"] = "p50",
        ["maximum"] = "max",
        ["minimum"] = "min",
        ["std"] = "stddev",
        ["sd"] = "stddev",
    };

    /// <summary>
    /// The metric that was probably meant: <c>latency.mean</c> for <c>latency.avg</c>, <c>latency</c> and <c>avg</c>; null where none is
    /// near.
    /// </summary>
    /// <param name="typed">What stands behind the subject.</param>
    /// <param name="names">The metrics that it has.</param>
    public static string? Meant(string typed, IReadOnlyList<string> names)
    {
        int dot = typed.LastIndexOf('.') + 1;
        string part = Parts.GetValueOrDefault(typed[dot..], typed[dot..]);
        string[] meant = [.. Synonyms.GetValueOrDefault(typed, []), typed[..dot] + part, $"{typed}.mean", $"latency.{part}"];
        return meant.FirstOrDefault(names.Contains) ?? Nearest.To(typed, names);
    }
}
