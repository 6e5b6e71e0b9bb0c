namespace NetComm.Reporting.Charts;

/// <summary>A stretch of the X axis.</summary>
/// <param name="From">Its beginning, in the base unit of the X axis.</param>
/// <param name="To">Its end, not before the beginning. However short, it is drawn wide enough to be seen.</param>
/// <param name="Label">What it is, in a few words.</param>
internal sealed record Band(double From, double To, string Label);
