namespace NetComm.Reporting.Document;

/// <summary>A picture with its caption, which also stands as a file beside the report.</summary>
/// <param name="Id">Unique in the report: letters, digits and <c>-</c>.</param>
/// <param name="Path">The file, from the run's folder, with <c>/</c>.</param>
/// <param name="Caption">A sentence or two that tell what to see.</param>
internal sealed record Picture(string Id, string Path, IPicture Content, string Caption) : Block
{
    /// <summary>Whether it keeps its width on a telephone, where one moves it sideways.</summary>
    public bool Scrolls { get; init; }

    /// <summary>Whether it is a chart over the time of the run, whose data are a file in <c>series/</c> too.</summary>
    public bool IsOverTime { get; init; }

    /// <summary>False where the report only links to the file, so that the page stays one that a browser opens.</summary>
    public bool IsShown { get; init; } = true;
}
