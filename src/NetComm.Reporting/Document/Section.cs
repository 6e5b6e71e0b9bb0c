namespace NetComm.Reporting.Document;

/// <summary>A section of the report.</summary>
/// <param name="Id">Unique in the report.</param>
/// <param name="Heading">Over it.</param>
/// <param name="Blocks">What it holds, in reading order.</param>
internal sealed record Section(string Id, string Heading, IReadOnlyList<Block> Blocks)
{
    /// <summary>A callout that the contents do not list.</summary>
    public bool IsAside { get; init; }
}
