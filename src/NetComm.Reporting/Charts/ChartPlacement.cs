namespace NetComm.Reporting.Charts;

/// <summary>Where a rendered chart will stand.</summary>
/// <param name="Id">Prefix of the ids inside, unique on the page: letters, digits, <c>-</c> and <c>_</c>, beginning with a letter.</param>
/// <param name="Size">Room on the page.</param>
/// <param name="StandsAlone">Whether it is a file of its own; inside a page it leaves the style sheet to the page.</param>
internal sealed record ChartPlacement(string Id, ChartSize Size, bool StandsAlone)
{
    /// <summary>A file of its own.</summary>
    public static ChartPlacement File { get; } = new("chart", ChartSize.Wide, StandsAlone: true);
}
