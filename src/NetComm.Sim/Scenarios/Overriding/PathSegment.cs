using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Overriding;

/// <summary>One name of a path such as <c>links.core.loss</c>, and where it was typed.</summary>
internal readonly record struct PathSegment(string Name, SourceSpan Span)
{
    /// <summary>The names of a path.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="span">Its place, if it stands on one line as written; else every name has this place.</param>
    public static IReadOnlyList<PathSegment> Split(string path, SourceSpan span)
    {
        var segments = new List<PathSegment>();
        bool exact = span.Typed.StartsWith(path, StringComparison.Ordinal);
        int start = 0;
        foreach (string name in path.Split('.'))
        {
            segments.Add(new(name, exact ? span.Slice(start, name.Length) : span));
            start += name.Length + 1;
        }

        return segments;
    }
}
