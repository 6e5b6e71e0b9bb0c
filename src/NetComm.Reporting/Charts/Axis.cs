namespace NetComm.Reporting.Charts;

/// <summary>One axis: what it says and what it covers. It always covers all data, so nothing is ever cut off.</summary>
/// <param name="Label">What is measured, without the unit: the renderer chooses the unit that suits the data.</param>
/// <param name="Unit">The unit of the data.</param>
internal sealed record Axis(string Label, Unit Unit)
{
    /// <summary>Default linear. On a logarithmic axis values that are not positive are drawn at the lower end.</summary>
    public AxisScale Scale { get; init; }

    /// <summary>The axis begins here, or earlier if the data do. Default: the round value below the data.</summary>
    public double? From { get; init; }

    /// <summary>The axis ends here, or later if the data do. Default: the round value above the data.</summary>
    public double? To { get; init; }
}
