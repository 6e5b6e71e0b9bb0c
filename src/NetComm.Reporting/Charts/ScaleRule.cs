namespace NetComm.Reporting.Charts;

/// <summary>Which scale suits values that spread widely.</summary>
internal static class ScaleRule
{
    /// <summary>
    /// Beyond it the least values of a linear axis of 260 pixels lie within 3 pixels of its foot, where nobody can tell them apart.
    /// </summary>
    public const double WidestLinear = 100;

    /// <summary>Logarithmic where the greatest value is more than 100 times the least, and all are positive.</summary>
    public static AxisScale For(double least, double greatest) =>
        least > 0 && greatest > WidestLinear * least && double.IsFinite(greatest) ? AxisScale.Logarithmic : AxisScale.Linear;
}
