namespace NetComm.Reporting;

/// <summary>The units of a sweep's figures and values, in charts and tables.</summary>
internal static class SweepUnits
{
    /// <summary>The unit of a figure.</summary>
    public static Unit Of(SweepFigure figure) => figure.Definition.Unit switch
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
    public static double InBase(double value, SweepFigure figure) => figure.Unit == "ms" ? value / 1000 : value;

    /// <summary>A figure in the unit that suits it.</summary>
    public static RichText Show(double? value, SweepFigure figure) => (value, figure.Definition.Unit) switch
    {
        (null, _) => Figure.None,
        ({ } number, MetricUnit.Duration or MetricUnit.DurationDifference) => Figure.Duration(InBase(number, figure)),
        ({ } number, MetricUnit.Number) => number.ToString("#,0.###", DigitGroups.Format),
        ({ } number, _) => Of(figure).Format(number),
    };
}
