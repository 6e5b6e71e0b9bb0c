namespace NetComm.Reporting.Charts;

/// <summary>What a chart shows, not how it is drawn. All data are in base units: seconds, bits per second, bytes, shares of one.</summary>
internal sealed record Chart : IPicture
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

    /// <summary>Stretches to point out, such as bursts of losses. None: null.</summary>
    public Bands? Bands { get; init; }

    /// <summary>Values to compare with, such as a limit or a theory.</summary>
    public IReadOnlyList<HorizontalLine> Lines { get; init; } = [];
}
