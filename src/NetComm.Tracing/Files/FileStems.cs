namespace NetComm.Tracing;

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
