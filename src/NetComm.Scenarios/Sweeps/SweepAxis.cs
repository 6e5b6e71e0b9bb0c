using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Reading;

namespace NetComm.Scenarios.Sweeps;

/// <summary>Keys whose values go together: one key of <c>vary</c>, or all keys of an entry of <c>zip</c>.</summary>
/// <param name="Paths">The paths of the keys.</param>
/// <param name="Rows">The values of each step, one for each key.</param>
internal sealed record SweepAxis(IReadOnlyList<IReadOnlyList<PathSegment>> Paths, IReadOnlyList<IReadOnlyList<YamlNode>> Rows)
{
    /// <summary>The axes in file order, <c>vary</c> first: each path names something, and each value is allowed there.</summary>
    public static IReadOnlyList<SweepAxis> AllOf(ResolveContext draft)
    {
        YamlFields sweep = draft.Root.Within("sweep");
        var axes = new List<SweepAxis>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<YamlEntry> varied = sweep["vary"] is YamlMapping vary ? vary.Entries : [];
        foreach (YamlEntry entry in varied) axes.AddRange(Of(draft, [entry], seen));
        foreach (YamlMapping zip in sweep.Items("zip").OfType<YamlMapping>()) axes.AddRange(Of(draft, zip.Entries, seen));
        return axes;
    }

    // One axis; none where a mistake was reported.
    private static IEnumerable<SweepAxis> Of(ResolveContext draft, IReadOnlyList<YamlEntry> entries, HashSet<string> seen)
    {
        var paths = new List<IReadOnlyList<PathSegment>>();
        var columns = new List<IReadOnlyList<YamlNode>>();
        foreach (YamlEntry entry in entries)
        {
            string title = TitleOf(entry);
            IReadOnlyList<PathSegment> path = PathSegment.Split(entry.Name, entry.Key.Span);
            if (!seen.Add(entry.Name)) draft.Problem(entry.Key.Span, $"{title}: this path is varied already");
            if (PathFinder.Find(draft.RootMapping, path, draft.Problems, title) is not { } location) continue;
            paths.Add(path);
            columns.Add(Values(draft, entry.Value, location.Shape, title, path[^1].Name));
        }

        if (columns.Count == 0 || columns.Any(column => column.Count == 0)) return [];
        int length = columns[0].Count;
        for (int i = 1; i < columns.Count; i++)
        {
            if (columns[i].Count == length) continue;
            string were = $"but were {length} of '{entries[0].Name}' and {columns[i].Count} of '{entries[i].Name}'";
            draft.Problem(entries[i].Value.Span, $"{TitleOf(entries[i])}: lists that go together have equally many values, {were}");
            return [];
        }

        return [new(paths, [.. Enumerable.Range(0, length).Select(row => columns.Select(column => column[row]).ToArray())])];
    }

    private static string TitleOf(YamlEntry entry) => $"sweep of '{Shapes.Cropped(entry.Name)}'";

    private static IReadOnlyList<YamlNode> Values(ResolveContext draft, YamlNode node, Shape shape, string title, string label)
    {
        var shapes = new ShapeChecker(draft.Problems);
        int before = draft.Problems.Count;
        switch (node)
        {
            case YamlSequence list:
                foreach (YamlNode value in list.Items) shapes.Check(value, shape, title, label);
                return list.Items;
            case YamlMapping range:
                foreach (string end in (string[])["from", "to"])
                {
                    if (range[end] is { } value) shapes.Check(value, shape, title, label);
                }

                return draft.Problems.Count > before ? [] : SweepRange.Values(draft, range, shape, title);
            default:
                return [];
        }
    }
}
