namespace NetComm.Reporting.Charts.Layout;

/// <summary>What a chart's axes have to cover.</summary>
/// <param name="IsEmpty">Whether there is nothing to draw, marks and lines apart.</param>
internal sealed record Extents(Extent X, Extent Y, bool IsEmpty)
{
    /// <summary>Covers all data, marks and lines; on a logarithmic axis only what is positive has a place.</summary>
    public static Extents Of(Chart chart)
    {
        Extent x = Extent.Empty;
        Extent y = Extent.Empty;
        bool isEmpty = true;
        foreach (Series series in chart.Series)
            for (int i = 0; i < series.Data.Count; i++)
            {
                ChartPoint point = series.Data[i];
                if (!point.IsFinite) continue;
                isEmpty = false;
                x = Widened(Widened(x, point.X, chart.X), series.EndOf(i), chart.X);
                if (series.Kind != SeriesKind.Lane) y = Widened(y, series.FootOf(i) + point.Y, chart.Y);
                if (series.Kind == SeriesKind.Bars) y = Widened(y, 0, chart.Y);
                if (series.Kind == SeriesKind.Whiskers) y = Widened(y, series.FootOf(i), chart.Y);
            }

        foreach (Cell cell in chart.Series.SelectMany(series => series.Cells))
        {
            x = Widened(Widened(x, cell.Left, chart.X), cell.Right, chart.X);
            y = Widened(Widened(y, cell.Bottom, chart.Y), cell.Top, chart.Y);
        }

        foreach (VerticalMark mark in chart.Marks) x = Widened(x, mark.At, chart.X);
        foreach (HorizontalLine line in chart.Lines) y = Widened(y, line.At, chart.Y);
        return new Extents(x, y, isEmpty);
    }

    private static Extent Widened(Extent extent, double value, Axis axis) =>
        axis.Scale == AxisScale.Logarithmic && value <= 0 ? extent : extent.With(value);
}

/// <summary>The smallest and the largest of some values; empty until there is one.</summary>
internal readonly record struct Extent(double Low, double High)
{
    /// <summary>No value yet.</summary>
    public static Extent Empty { get; } = new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Whether there is no value in it.</summary>
    public bool IsEmpty => Low > High;

    /// <summary>Widened to hold one more value; one that is not finite changes nothing.</summary>
    public Extent With(double value) => double.IsFinite(value) ? new Extent(Math.Min(Low, value), Math.Max(High, value)) : this;
}
