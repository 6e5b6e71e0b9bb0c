namespace NetComm.Reporting.Charts;

/// <summary>Stretches of the X axis that are shaded behind the data, all for one reason.</summary>
/// <param name="Name">The reason, as the legend says it.</param>
/// <param name="Items">Where; they may overlap.</param>
internal sealed record Bands(string Name, IReadOnlyList<Band> Items);
