namespace NetComm.Reporting.Document;

/// <summary>Metrics and varied values in charts and tables: which unit each has there, and how a figure is shown.</summary>
internal static class MetricText
{
    /// <summary>The unit of a figure.</summary>
    public static Unit Of(SweepFigure figure) => Of(figure.Definition);

    /// <summary>The unit of a metric.</summary>
    public static Unit Of(MetricDefinition metric) => metric.Unit switch
    {
        MetricUnit.Duration or MetricUnit.DurationDifference => Unit.Seconds,
        MetricUnit.Rate => Unit.BitsPerSecond,
        MetricUnit.Share or MetricUnit.YesNo => Unit.Share,
        _ => Unit.Count,
    };

    /// <summary>The unit of a value.</summary>
    public static Unit Of(SweepValueKind kind) => kind switch
    {
        SweepValueKind.Time => Unit.Seconds,
        SweepValueKind.Rate => Unit.BitsPerSecond,
        SweepValueKind.Size => Unit.Bytes,
        SweepValueKind.Share => Unit.Share,
        _ => Unit.Count,
    };

    /// <summary>A figure as files hold it, in the base unit of charts.</summary>
    public static double InBase(double value, SweepFigure figure) => InBase(value, figure.Definition);

    /// <summary>The figure of a metric likewise.</summary>
    public static double InBase(double value, MetricDefinition metric) => metric.FileUnit == "ms" ? value / 1000 : value;

    /// <summary>A figure in the unit that suits it.</summary>
    public static RichText Show(double? value, SweepFigure figure) => Show(value, figure.Definition);

    /// <summary>The figure of a metric likewise.</summary>
    public static RichText Show(double? value, MetricDefinition metric) => (value, metric.Unit) switch
    {
        (null, _) => Figure.None,
        ({ } number, MetricUnit.Duration or MetricUnit.DurationDifference) => Figure.Duration(InBase(number, metric)),
        ({ } number, MetricUnit.Number) => number.ToString("#,0.###", DigitGroups.Format),
        ({ } number, _) => Of(metric).Format(number),
    };
}
