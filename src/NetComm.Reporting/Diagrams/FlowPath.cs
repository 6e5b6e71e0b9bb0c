namespace NetComm.Reporting.Diagrams;

/// <summary>The directions that carried packets of one flow or program, or of several that stand together under one name.</summary>
/// <param name="About">What it is, in a few words: <c>multicast, alice → video</c>.</param>
/// <param name="From">The sending node's index.</param>
/// <param name="Packets">How many packets each direction carried, by index.</param>
/// <param name="Bytes">Their bytes on that wire.</param>
internal sealed record FlowPath(string Name, string About, int From, IReadOnlyList<long> Packets, IReadOnlyList<long> Bytes)
{
    /// <summary>How many paths are told apart: as many as there are colours.</summary>
    public const int Most = 6;

    /// <summary>Of several under one name: what each of them is called. Else empty.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    public bool Uses(int direction) => Packets[direction] > 0;
}

/// <summary>The colour and dash of a path: the same in every picture of a report.</summary>
internal static class FlowPathStyle
{
    /// <summary>The last colour has a dash of its own here, so that all differ in print.</summary>
    private const string LastDash = "5 2 1 2";

    public static SeriesStyle Of(int path) =>
        path == FlowPath.Most - 1 ? SeriesStyle.Of(path) with { Dash = LastDash } : SeriesStyle.Of(path);
}
