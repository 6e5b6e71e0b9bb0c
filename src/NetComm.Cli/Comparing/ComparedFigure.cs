namespace NetComm.Cli.Comparing;

/// <summary>Figures of summary.json beside each other on a terminal, and by how much they differ.</summary>
internal static class ComparedFigure
{
    public const string None = "–";

    /// <summary>A figure in the unit that suits it.</summary>
    public static string Of(double? value, MetricDefinition metric) => value switch
    {
        null => None,
        { } number when metric.Unit == MetricUnit.YesNo && number is 0 or 1 => number == 0 ? "no" : "yes",
        < 0 => "−" + Of(-value, metric),
        { } number when metric.Unit is MetricUnit.Number or MetricUnit.YesNo => Figure.Of(number),
        { } number => Figure.Of(number * metric.KeyUnit, Unsigned(metric)),
    };

    /// <summary>How far one figure is above another, with its sign.</summary>
    public static string Above(double? difference, MetricDefinition metric) => difference switch
    {
        null => None,
        _ when metric.Unit == MetricUnit.YesNo => "",
        0 => "0",
        > 0 => "+" + Of(difference, metric),
        _ => Of(difference, metric),
    };

    private static MetricDefinition Unsigned(MetricDefinition metric) =>
        metric.Unit == MetricUnit.DurationDifference ? metric with { Unit = MetricUnit.Duration } : metric;
}
