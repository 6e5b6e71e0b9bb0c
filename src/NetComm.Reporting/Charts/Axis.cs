namespace NetComm.Reporting.Charts;

/// <summary>One axis: what it says and what it covers. It always covers all data, so nothing is ever cut off.</summary>
/// <param name="Label">What is measured, without the unit: the renderer chooses the unit that suits the data.</param>
internal sealed record Axis(string Label, Unit Unit)
{
    /// <summary>Default linear. On a logarithmic axis values that are not positive are drawn at the lower end.</summary>
    public AxisScale Scale { get; init; }

    /// <summary>The axis begins here, or earlier if the data do. Default: the round value below the data.</summary>
    public double? From { get; init; }

    /// <summary>The axis ends here, or later if the data do. Default: the round value above the data.</summary>
    public double? To { get; init; }
}

internal enum AxisScale
{
    /// <summary>Equal steps add.</summary>
    Linear,

    /// <summary>Equal steps multiply.</summary>
    Logarithmic,

    /// <summary>Shares of one, of which every further nine is as far as the one before: 0 %, 90 %, 99 %, 99.9 %.</summary>
    Nines,
}

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
