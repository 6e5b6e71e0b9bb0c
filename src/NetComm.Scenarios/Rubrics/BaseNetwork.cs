using NetComm.Scenarios.Overrides;

namespace NetComm.Scenarios.Rubrics;

/// <summary>
/// The network that a rubric fixes (<c>base</c>): of a submission count only the values at some paths (<c>may-change</c>).
/// </summary>
/// <param name="Name">The file's name, as the rubric writes it.</param>
/// <param name="File">Its full path.</param>
/// <param name="Root">What it holds.</param>
/// <param name="Files">It and the files that it names: a run keeps them.</param>
/// <param name="Free">The paths at which the submission's values count.</param>
internal sealed record BaseNetwork(
    string Name, string File, YamlMapping Root, IReadOnlyList<ScenarioFile> Files, IReadOnlyList<YamlScalar> Free)
{
    /// <summary>Differences that are named one by one.</summary>
    private const int MostNamed = 10;

    /// <summary>Of the submission whatever the base says: its title and text, and what it expects of itself.</summary>
    private static readonly string[] OfSubmission = ["scenario", "description", "expect"];

    /// <summary>The full paths of it and of the files that it names.</summary>
    public IReadOnlyList<string> Paths =>
        [File, .. Files.Skip(1).Select(named => Path.GetFullPath(named.Name, Path.GetDirectoryName(File)!))];

    /// <summary>The base with the submission's values at the free paths.</summary>
    /// <param name="notes">Is told what else differs, and which values the submission does not have.</param>
    public YamlMapping With(YamlMapping handedIn, List<string> notes)
    {
        YamlMapping root = new(Root.Span, [.. Root.Entries.Where(entry => !OfSubmission.Contains(entry.Name))], Root.IsFlow);
        root = new(root.Span, [.. OfSubmission.Select(name => EntryOf(handedIn, name)).OfType<YamlEntry>(), .. root.Entries], root.IsFlow);
        var aside = new ProblemList();
        foreach (YamlScalar path in Free)
        {
            IReadOnlyList<PathSegment> segments = PathSegment.Split(path.Value, path.Span);
            YamlNode? value = PathFinder.Find(handedIn, segments, aside, "")?.Existing;
            if (value is null or YamlScalar { IsNull: true })
                notes.Add($"{path.Value} is not written, so that of {Name} counts");
            else if (PathFinder.Find(root, segments, aside, "") is { } place)
                root = (YamlMapping)place.With(value);
        }

        IReadOnlyList<string> others = TreeDifferences.Of(Root, handedIn, Free.Select(path => path.Value));
        if (others.Count > 0)
        {
            string more = others.Count > MostNamed ? FormattableString.Invariant($"; and {others.Count - MostNamed} more") : "";
            notes.Add($"the network is that of {Name}; without effect: {string.Join("; ", others.Take(MostNamed))}{more}");
        }

        return root;
    }

    private static YamlEntry? EntryOf(YamlMapping mapping, string name) => mapping.TryGet(name, out YamlEntry? entry) ? entry : null;
}
