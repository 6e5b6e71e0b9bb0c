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

/// <summary>
/// What files are called, such that no two have one name. Names may differ in case alone, which some file systems do not tell apart: later
/// ones have numbers.
/// </summary>
internal sealed class FileStems
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _taken.Count;

    /// <summary>The name, or the first free one after it: <c>core</c>, <c>core-2</c>.</summary>
    public string Take(string name)
    {
        string free = name;
        for (int n = 2; !_taken.Add(free); n++) free = $"{name}-{n}";
        return free;
    }
}
