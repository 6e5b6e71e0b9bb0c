namespace NetComm.Reporting.Flows;

/// <summary>How latency is spread, in seconds.</summary>
internal sealed record LatencyFigures(
    double Min, double Mean, double P50, double P90, double P95, double P99, double Max, double StandardDeviation);
