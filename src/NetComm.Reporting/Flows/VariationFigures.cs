namespace NetComm.Reporting.Flows;

/// <summary>
/// How latency differs between packets sent one behind the other, in seconds: the mean without its sign, the largest fall, the largest
/// rise.
/// </summary>
internal sealed record VariationFigures(double Mean, double Min, double Max);
