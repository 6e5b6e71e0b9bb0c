namespace NetComm.Reporting.Sections.Flows;

/// <summary>How latency is spread, in seconds.</summary>
internal sealed record LatencySeconds(
    double Min, double Mean, double P50, double P90, double P95, double P99, double Max, double StandardDeviation);

/// <summary>
/// How latency differs between packets sent one behind the other, in seconds: the mean without its sign, the largest fall, the largest
/// rise.
/// </summary>
internal sealed record VariationSeconds(double Mean, double Min, double Max);
