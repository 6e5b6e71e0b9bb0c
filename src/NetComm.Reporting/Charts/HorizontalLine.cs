namespace NetComm.Reporting.Charts;

/// <summary>A value on the Y axis to compare the data with. Its label stands in the legend, so it never covers the data.</summary>
/// <param name="At">Where, in the base unit of the Y axis.</param>
/// <param name="Label">What the value is.</param>
internal sealed record HorizontalLine(double At, string Label);
