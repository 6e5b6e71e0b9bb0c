using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Diagrams.HeatMaps;

/// <summary>A value for each combination of two lists, by colour; with a bar that tells which colour is which value.</summary>
internal sealed record HeatMap : ILaidOut
{
    /// <summary>One short line over it.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence for who cannot see it; least and greatest value are added.</summary>
    public required string Description { get; init; }

    /// <summary>What changes from column to column, from the left.</summary>
    public required HeatMapSide Columns { get; init; }

    /// <summary>What changes from row to row, from the bottom up.</summary>
    public required HeatMapSide Rows { get; init; }

    /// <summary>Of the values: name, unit and scale.</summary>
    public required Axis Value { get; init; }

    /// <summary>The cells; a combination without one is empty.</summary>
    public required IReadOnlyList<HeatMapCell> Cells { get; init; }

    public ChartSpec LayOut(ChartSize size) => HeatMapLayout.Of(this, size);
}

/// <summary>A side of a heat map.</summary>
/// <param name="Name">What changes along it.</param>
/// <param name="Values">Its values, as the scenario has them.</param>
internal sealed record HeatMapSide(string Name, IReadOnlyList<string> Values);

/// <summary>A value of a heat map, in base units.</summary>
/// <param name="Column">From 0, from the left.</param>
/// <param name="Row">From 0, from the bottom.</param>
/// <param name="Text">All that is known of it, for a pointer that rests on it.</param>
internal sealed record HeatMapCell(int Column, int Row, double Value, string Text);
