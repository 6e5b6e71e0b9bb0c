using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Diagrams.Timeline;

/// <summary>A chart of rows under each other on one axis: a name, and a bar or a range. All data are in base units.</summary>
internal sealed record TimelineChart : IExplorable
{
    /// <summary>One short line over the chart.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence for who cannot see it; the rows are added.</summary>
    public required string Description { get; init; }

    /// <summary>The one axis.</summary>
    public required Axis X { get; init; }

    /// <summary>From the top down.</summary>
    public required IReadOnlyList<TimelineRow> Rows { get; init; }

    /// <summary>What the parts of bars are called: those of the paths, and perhaps one for what belongs to none.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>How many of the parts are paths.</summary>
    public int Paths { get; init; }

    public ChartSpec LayOut(ChartSize size) => TimelineLayout.Of(this, size);

    /// <inheritdoc/>
    public string DataOf(bool isOverTime) => TimelineData.Of(this);
}
