using NetComm.Scenarios.Overrides;

namespace NetComm.Scenarios.Reading;

/// <summary>Checks what a sweep varies: each path names something, and each value is allowed there.</summary>
internal static class SweepChecker
{
    public static void Check(ResolveContext draft)
    {
        var shapes = new ShapeChecker(draft.Problems);
        YamlFields sweep = draft.Root.Within("sweep");
        IEnumerable<YamlMapping> varied = sweep.Items("zip").Prepend(sweep["vary"]).OfType<YamlMapping>();
        foreach (YamlEntry entry in varied.SelectMany(mapping => mapping.Entries))
        {
            string title = $"sweep of '{Shapes.Cropped(entry.Name)}'";
            IReadOnlyList<PathSegment> path = PathSegment.Split(entry.Name, entry.Key.Span);
            if (PathFinder.Find(draft.RootMapping, path, draft.Problems, title) is not { } location) continue;
            foreach (YamlNode value in Values(entry.Value)) shapes.Check(value, location.Shape, title, path[^1].Name);
        }
    }

    /// <summary>The values of a list, or the ends of a range.</summary>
    private static IEnumerable<YamlNode> Values(YamlNode node) => node switch
    {
        YamlSequence list => list.Items,
        YamlMapping range => ((string[])["from", "to"]).Select(key => range[key]).OfType<YamlNode>(),
        _ => [],
    };
}
