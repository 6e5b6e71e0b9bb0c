using System.Globalization;
using NetComm.Scenarios.Language.Grammar;

namespace NetComm.Scenarios.Overrides;

/// <summary>Finds what a path names: keys of the language (not yet in the file too), names, items by name or number from 1.</summary>
internal sealed class PathFinder(ProblemList problems, string title)
{
    private readonly List<YamlNode> _containers = [];
    private readonly List<object> _keys = [];

    public static Location? Find(YamlMapping root, IReadOnlyList<PathSegment> path, ProblemList problems, string title) =>
        new PathFinder(problems, title).Find(root, ScenarioGrammar.Root, path, 0);

    private Location? Find(YamlNode node, Shape shape, IReadOnlyList<PathSegment> path, int at)
    {
        if (at == path.Count) return new(_containers, _keys, node, [], shape);
        PathSegment segment = path[at];
        if (shape is Shape.Named whole) shape = whole.Get();
        if (node is YamlScalar { IsNull: true } && shape is Shape.Record or Shape.Variant)
            node = new YamlMapping(node.Span, [], isFlow: true);
        switch (Fitting(shape, node), node)
        {
            case (Shape.List list, YamlSequence items):
                return ItemOf(items, segment) is { } index ? Go(items, index, items.Items[index], list.Item, path, at) : null;
            case (Shape.Dictionary dictionary, YamlMapping mapping):
                if (mapping.TryGet(segment.Name, out YamlEntry? named))
                    return Go(mapping, named.Key, named.Value, dictionary.Value, path, at);
                return Nothing(segment, $"there is no '{segment.Name}' here", mapping.Entries.Select(entry => entry.Name));
            case (var record and (Shape.Record or Shape.Variant or Shape.Choice), YamlMapping mapping):
                return FindKey(mapping, record, path, at);
            default:
                return Nothing(segment, $"'{(at == 0 ? "" : path[at - 1].Name)}' is {node.Kind} that holds no '{segment.Name}'", []);
        }
    }

    private Location? Go(YamlNode container, object key, YamlNode value, Shape shape, IReadOnlyList<PathSegment> path, int at)
    {
        _containers.Add(container);
        _keys.Add(key);
        return Find(value, shape, path, at + 1);
    }

    private Location? FindKey(YamlMapping mapping, Shape shape, IReadOnlyList<PathSegment> path, int at)
    {
        PathSegment segment = path[at];
        IReadOnlyList<Key> keys = ShapeKeys.Of(shape, mapping);
        Key? key = keys.FirstOrDefault(key => key.Name == segment.Name);
        if (mapping.TryGet(segment.Name, out YamlEntry? entry))
            return Go(mapping, entry.Key, entry.Value, key?.Shape ?? new Shape.Anything(), path, at);
        if (key is null) return Nothing(segment, $"there is no key '{segment.Name}' here", keys.Select(key => key.Name));
        _containers.Add(mapping);
        _keys.Add(segment.Name);
        return Create(key.Shape, path, at);
    }

    /// <summary>A key that is not in the file yet: the rest of the path must be keys of the language too.</summary>
    private Location? Create(Shape shape, IReadOnlyList<PathSegment> path, int from)
    {
        for (int at = from + 1; at < path.Count; at++)
        {
            var empty = new YamlMapping(path[at].Span, [], isFlow: true);
            Shape fitting = Fitting(shape, empty);
            IReadOnlyList<Key> keys = fitting is Shape.Record or Shape.Variant ? ShapeKeys.Of(fitting, empty) : [];
            Key? key = keys.FirstOrDefault(key => key.Name == path[at].Name);
            if (key is null)
                return Nothing(path[at], $"there is no '{path[at - 1].Name}' that holds '{path[at].Name}'", keys.Select(key => key.Name));
            shape = key.Shape;
        }

        return new(_containers, _keys, null, [.. path.Skip(from)], shape);
    }

    private int? ItemOf(YamlSequence items, PathSegment segment)
    {
        IReadOnlyList<string> names = ItemNames.Of(items);
        int index = names.ToList().IndexOf(segment.Name);
        if (index >= 0) return index;
        bool numbered = int.TryParse(segment.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (numbered && number >= 1 && number <= items.Items.Count && names[number - 1].Length == 0) return number - 1;
        _ = Nothing(segment, $"there is no item '{segment.Name}' here", names.Where(name => name.Length > 0));
        return null;
    }

    private Location? Nothing(PathSegment segment, string message, IEnumerable<string> known)
    {
        string[] names = [.. known];
        problems.Add(segment.Span, $"{(title.Length == 0 ? "" : title + ": ")}the path names nothing: {message}", names.Length is 0 or > 30
            ? null : string.Join(", ", names), Nearest.To(segment.Name, names));
        return null;
    }

    private static Shape Fitting(Shape shape, YamlNode node) => shape switch
    {
        Shape.Named named => Fitting(named.Get(), node),
        Shape.Either either => (node is YamlMapping ? either.AsMapping : node is YamlSequence ? either.AsList : either.AsScalar) ?? shape,
        _ => shape,
    };
}

/// <summary>One name of a path such as <c>links.core.loss</c>, and where it was typed.</summary>
internal readonly record struct PathSegment(string Name, SourceSpan Span)
{
    /// <summary>Splits a path into its names.</summary>
    /// <param name="span">Its place, if it is on one line as written; else every name has this place.</param>
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

/// <summary>The keys that a mapping may have, depending on its own <c>kind</c>.</summary>
internal static class ShapeKeys
{
    public static IReadOnlyList<Key> Of(Shape shape, YamlMapping mapping) => shape switch
    {
        Shape.Record record => record.Keys,
        Shape.Variant variant => OfVariant(variant, mapping),
        Shape.Choice choice =>
            [.. choice.Common, .. choice.Cases.Where(one => mapping.TryGet(one.Name, out _)).SelectMany(one => one.Keys)],
        _ => [],
    };

    private static IReadOnlyList<Key> OfVariant(Shape.Variant variant, YamlMapping mapping)
    {
        string? kind = (mapping[variant.Discriminator] as YamlScalar)?.Value ?? variant.DefaultOf(mapping);
        IEnumerable<Case> fitting = variant.Cases.Where(one => kind is null || one.Name == kind);
        var discriminator = new Key(variant.Discriminator, new Shape.Word([.. variant.Cases.Select(one => one.Name)], []), "");
        return [discriminator, .. variant.Common, .. fitting.SelectMany(one => one.Keys).DistinctBy(key => key.Name)];
    }
}
