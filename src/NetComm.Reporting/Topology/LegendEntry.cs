namespace NetComm.Reporting.Topology;

/// <summary>One trail's place in the legend.</summary>
internal sealed record LegendEntry(double X, int Row, int Trail, string Shown, string Full)
{
    /// <summary>From the left edge of the sample to the text.</summary>
    public const double SampleWidth = 42;
}
