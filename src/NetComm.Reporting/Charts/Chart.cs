using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Page;
using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Charts;

/// <summary>What a chart shows, not how it is drawn. All data are in base units: seconds, bits per second, bytes, shares of one.</summary>
internal sealed record Chart : IExplorable
{
    /// <summary>One short line over the chart.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence or two for who cannot see the chart; the renderer adds the ranges and the marks.</summary>
    public required string Description { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required Axis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required Axis Y { get; init; }

    /// <summary>The data, in the order of the legend. None, or only empty ones: a chart that says 'no data'.</summary>
    public IReadOnlyList<Series> Series { get; init; } = [];

    /// <summary>Instants to point out, such as faults.</summary>
    public IReadOnlyList<VerticalMark> Marks { get; init; } = [];

    /// <summary>Stretches to point out, such as bursts of losses; later kinds lie over earlier ones.</summary>
    public IReadOnlyList<Bands> Bands { get; init; } = [];

    /// <summary>Values to compare with, such as a limit or a theory.</summary>
    public IReadOnlyList<HorizontalLine> Lines { get; init; } = [];

    public ChartSpec LayOut(ChartSize size) => ChartLayout.Of(this, size);

    /// <inheritdoc/>
    public string DataOf(bool isOverTime) => ChartData.Of(this, isOverTime);
}

/// <summary>A stretch of the X axis.</summary>
/// <param name="From">Its beginning, in the base unit of the X axis.</param>
/// <param name="To">Its end, not before the beginning. However short, it is drawn wide enough to be seen.</param>
/// <param name="Label">What it is, in a few words.</param>
internal sealed record Band(double From, double To, string Label);

/// <summary>Stretches of the X axis that are shaded behind the data, all for one reason.</summary>
/// <param name="Name">The reason, as the legend says it.</param>
/// <param name="Items">Where; they may overlap.</param>
/// <param name="Kind">What they look like.</param>
internal sealed record Bands(string Name, IReadOnlyList<Band> Items, BandKind Kind = BandKind.Losses);

/// <summary>What shaded stretches look like.</summary>
internal enum BandKind
{
    /// <summary>In the colour of what was lost, with a ribbon over the plot. There may be many: only screen readers tell labels.</summary>
    Losses,

    /// <summary>Grey between broken lines, each with its label over the plot.</summary>
    Outages,
}

/// <summary>A value on the Y axis to compare the data with. Its label stands in the legend, so it never covers the data.</summary>
/// <param name="At">Where, in the base unit of the Y axis.</param>
/// <param name="Label">What the value is.</param>
internal sealed record HorizontalLine(double At, string Label);

/// <summary>An instant on the X axis that is pointed out by a vertical line.</summary>
/// <param name="At">Where, in the base unit of the X axis.</param>
/// <param name="Label">What happened there, in a few words.</param>
internal sealed record VerticalMark(double At, string Label);
