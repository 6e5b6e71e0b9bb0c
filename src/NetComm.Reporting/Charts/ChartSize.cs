namespace NetComm.Reporting.Charts;

/// <summary>How much room a chart takes, in CSS pixels. The whole chart is higher than its plot by title, legend and axes.</summary>
/// <param name="Width">Of the whole chart.</param>
/// <param name="PlotHeight">Of the area that holds the data.</param>
internal sealed record ChartSize(int Width, int PlotHeight)
{
    /// <summary>For screens and paper.</summary>
    public static ChartSize Wide { get; } = new(720, 260);

    /// <summary>For telephones: letters keep their size on 360 pixels.</summary>
    public static ChartSize Narrow { get; } = new(340, 200);
}
