using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Overrides;

namespace NetComm.Scenarios.Rubrics;

/// <summary>
/// Where a submission differs from a rubric's base, by path: values that only look different (0.05 and 5 %) are the same.
/// </summary>
internal sealed class TreeDifferences
{
    /// <summary>Of the file as a whole, not of its network.</summary>
    private static readonly string[] LeftOut = ["scenario", "description", "seed", "mode", "expect", "sweep"];

    private readonly HashSet<string> _free;
    private readonly List<string> _found = [];

    private TreeDifferences(IEnumerable<string> free) => _free = [.. free];

    /// <summary>The differences, in the order of the base: <c>links.core.delay is 5 ms, not 10 ms</c>.</summary>
    /// <param name="free">Paths at which anything may stand.</param>
    public static IReadOnlyList<string> Of(YamlMapping wanted, YamlMapping found, IEnumerable<string> free)
    {
        var differences = new TreeDifferences(free);
        differences.Compare(Network(wanted), Network(found), ScenarioGrammar.Root, "");
        return differences._found;
    }

    private static YamlMapping Network(YamlMapping root) =>
        new(root.Span, [.. root.Entries.Where(entry => !LeftOut.Contains(entry.Name))], root.IsFlow);

    private void Compare(YamlNode wanted, YamlNode found, Shape shape, string path)
    {
        if (_free.Contains(path)) return;
        (wanted, found) = (AsMapping(wanted, shape), AsMapping(found, shape));
        switch (wanted, found)
        {
            case (YamlMapping a, YamlMapping b):
                CompareItems(a.Entries.Select(entry => (entry.Name, entry.Value)), b.Entries.Select(entry => (entry.Name, entry.Value)),
                    name => Below(shape, name, a), path);
                break;
            case (YamlSequence a, YamlSequence b) when Fitting(shape, a) is Shape.List { Thing: not null and not "step" } list:
                CompareItems(Named(a), Named(b), _ => list.Item, path);
                break;
            case (YamlSequence a, YamlSequence b):
                if (!SameItems(a, b, shape)) _found.Add($"{path} is {Shown(b)}, not {Shown(a)}");
                break;
            case (YamlScalar a, YamlScalar b) when a.IsNull == b.IsNull && WrittenNumber.AreSame(a.Value, b.Value, shape):
                break;
            default:
                if (!IsNothing(wanted) || !IsNothing(found)) _found.Add($"{path} is {Shown(found)}, not {Shown(wanted)}");
                break;
        }
    }

    private void CompareItems(
        IEnumerable<(string Name, YamlNode Value)> wanted, IEnumerable<(string Name, YamlNode Value)> found, Func<string, Shape> below,
        string path)
    {
        var others = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach ((string name, YamlNode value) in found) others.TryAdd(name, value);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, YamlNode value) in wanted)
        {
            string place = path.Length == 0 ? name : $"{path}.{name}";
            if (!known.Add(name)) continue;
            if (others.TryGetValue(name, out YamlNode? other)) Compare(value, other, below(name), place);
            else if (!_free.Contains(place)) _found.Add($"{place} is missing");
        }

        foreach (string name in others.Keys.Where(name => !known.Contains(name) && !name.StartsWith("x-", StringComparison.Ordinal)))
        {
            string place = path.Length == 0 ? name : $"{path}.{name}";
            if (!_free.Contains(place) && !_free.Any(free => free.StartsWith(place + ".", StringComparison.Ordinal)))
                _found.Add($"{place} is added ({Shown(others[name])})");
        }
    }

    /// <summary>Names that are listed stand for things of which nothing more is said.</summary>
    private static YamlNode AsMapping(YamlNode node, Shape shape)
    {
        bool mayBeMapping = shape is Shape.Either { AsMapping: Shape.Dictionary, AsList: not null };
        return mayBeMapping && node is YamlSequence list && list.Items.All(item => item is YamlScalar)
            ? new YamlMapping(list.Span, [.. list.Items.Cast<YamlScalar>().DistinctBy(name => name.Value).Select(name =>
                new YamlEntry(name, new YamlMapping(name.Span, [], isFlow: true)))], isFlow: true)
            : node;
    }

    private static IEnumerable<(string Name, YamlNode Value)> Named(YamlSequence list) =>
        ItemNames.Of(list).Select((name, i) => (name.Length > 0 ? name : FormattableString.Invariant($"{i + 1}"), list.Items[i]));

    /// <summary>Whether two lists hold the same; of names, in any order.</summary>
    private static bool SameItems(YamlSequence wanted, YamlSequence found, Shape shape)
    {
        if (Fitting(shape, wanted) is Shape.List { Item: Shape.Reference or Shape.NewName })
            return Words(wanted).Order(StringComparer.Ordinal).SequenceEqual(Words(found).Order(StringComparer.Ordinal));
        return YamlTrees.Same(wanted, found);
    }

    private static IEnumerable<string> Words(YamlSequence list) => list.Items.Select(YamlWriter.WriteLine);

    private static Shape Below(Shape shape, string name, YamlMapping mapping) => Fitting(shape, mapping) switch
    {
        Shape.Dictionary dictionary => dictionary.Value,
        var fitting => ShapeKeys.Of(fitting, mapping).FirstOrDefault(key => key.Name == name)?.Shape ?? new Shape.Anything(),
    };

    private static Shape Fitting(Shape shape, YamlNode node) => shape switch
    {
        Shape.Named named => Fitting(named.Get(), node),
        Shape.Either either => (node is YamlMapping ? either.AsMapping : node is YamlSequence ? either.AsList : either.AsScalar) ?? shape,
        _ => shape,
    };

    private static bool IsNothing(YamlNode node) => node is YamlScalar { IsNull: true } or YamlMapping { Entries.Count: 0 };

    private static string Shown(YamlNode node) => IsNothing(node) ? "nothing" : Shapes.Cropped(YamlWriter.WriteLine(node));
}
