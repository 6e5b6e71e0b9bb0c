namespace NetComm.Reporting.Charts;

/// <summary>An instant on the X axis that is pointed out by a vertical line.</summary>
/// <param name="At">Where, in the base unit of the X axis.</param>
/// <param name="Label">What happened there, in a few words.</param>
internal sealed record VerticalMark(double At, string Label);
