using NetComm.Scenarios.Language;
using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Yaml;

namespace NetComm.Scenarios.Reading;

/// <summary>Checks what a sweep varies: each path names something, and each value may stand there.</summary>
internal static class SweepChecker
{
    public static void Check(ResolveContext draft)
    {
        var shapes = new ShapeChecker(draft.Problems);
        foreach (YamlEntry entry in (draft.Root.Within("sweep")["vary"] as YamlMapping)?.Entries ?? [])
        {
            string title = $"sweep of '{Shapes.Cropped(entry.Name)}'";
            IReadOnlyList<PathSegment> path = PathSegment.Split(entry.Name, entry.Key.Span);
            if (PathFinder.Find(draft.RootMapping, path, draft.Problems, title) is not { } location) continue;
            foreach (YamlNode value in (entry.Value as YamlSequence)?.Items ?? [])
                shapes.Check(value, location.Shape, title, path[^1].Name);
        }
    }
}
