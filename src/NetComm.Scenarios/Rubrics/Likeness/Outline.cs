using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Overrides;

namespace NetComm.Scenarios.Rubrics;

/// <summary>A scenario as a list of things (hosts, links, flows …), each a tree of words, values and names of other things.</summary>
internal sealed class Outline
{
    /// <summary>Of the file as a whole, not of what it describes.</summary>
    private static readonly string[] LeftOut = ["scenario", "description", "seed", "mode", "expect", "sweep"];

    private readonly bool _hasValues;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<OutlinedThing> _things = [];

    private Outline(YamlMapping root, bool hasValues)
    {
        _hasValues = hasValues;
        foreach (YamlEntry entry in Sections(root)) CollectNames(entry.Value, ShapeOf(root, entry.Name));
        foreach (YamlEntry entry in Sections(root)) AddSection(entry, ShapeOf(root, entry.Name));
    }

    /// <summary>The things of the file, in its order.</summary>
    public IReadOnlyList<OutlinedThing> Things => _things;

    /// <summary>The things with their values.</summary>
    public static Outline WithValues(YamlMapping root) => new(root, hasValues: true);

    /// <summary>The things without values: kinds, and who is joined to whom.</summary>
    public static Outline Bare(YamlMapping root) => new(root, hasValues: false);

    /// <summary>The things with values and names, as one text in which the order of the file does not matter.</summary>
    public static string WithNames(YamlMapping root) =>
        string.Join('\n', WithValues(root).Things.Select(thing => $"{thing.Name} {thing.Tree.Text(name => $"'{name}'")}")
            .Order(StringComparer.Ordinal));

    private static IEnumerable<YamlEntry> Sections(YamlMapping root) =>
        root.Entries.Where(entry => !entry.IsIgnored && !LeftOut.Contains(entry.Name));

    private static Shape ShapeOf(YamlMapping root, string section) =>
        ShapeKeys.Of(ScenarioGrammar.Root, root).FirstOrDefault(key => key.Name == section)?.Shape ?? new Shape.Anything();

    private void CollectNames(YamlNode node, Shape shape)
    {
        switch (Fitting(shape, node), node)
        {
            case (Shape.Dictionary { Thing: not null } dictionary, YamlMapping mapping):
                foreach (YamlEntry entry in mapping.Entries) _names.Add(entry.Name);
                break;
            case (Shape.List { Item: Shape.NewName }, YamlSequence list):
                foreach (YamlScalar item in list.Items.OfType<YamlScalar>()) _names.Add(item.Value);
                break;
            case (_, YamlSequence list):
                foreach (string name in ItemNames.Of(list).Where(name => name.Length > 0)) _names.Add(name);
                break;
        }
    }

    private void AddSection(YamlEntry section, Shape shape)
    {
        switch (Fitting(shape, section.Value), section.Value)
        {
            case (Shape.Dictionary { Thing: not null } dictionary, YamlMapping mapping):
                foreach (YamlEntry entry in mapping.Entries.Where(entry => !entry.IsIgnored))
                    Add(entry.Name, section.Name, TreeOf(entry.Value, dictionary.Value));
                break;
            case (Shape.List { Item: Shape.NewName }, YamlSequence list):
                foreach (YamlScalar item in list.Items.OfType<YamlScalar>()) Add(item.Value, section.Name, null);
                break;
            case (Shape.List list, YamlSequence items):
                IReadOnlyList<string> names = ItemNames.Of(items);
                for (int i = 0; i < items.Items.Count; i++)
                    Add(names[i].Length > 0 ? names[i] : null, section.Name, TreeOf(items.Items[i], list.Item));
                break;
            default:
                if (TreeOf(section.Value, shape) is { } tree) Add(null, section.Name, tree);
                break;
        }
    }

    private void Add(string? name, string section, OutlineTree? tree) =>
        _things.Add(new(name, new OutlineTree.Group(section, IsOrdered: false, tree is null ? [] : [tree])));

    /// <summary>A value as a tree; null where nothing of it counts.</summary>
    private OutlineTree? TreeOf(YamlNode node, Shape shape)
    {
        Shape fitting = Fitting(shape, node);
        return node switch
        {
            YamlScalar scalar => LeafOf(scalar, fitting),
            YamlSequence list => Group("", fitting is Shape.List { Thing: "step" }, list.Items.Select(item =>
                TreeOf(item, (fitting as Shape.List)?.Item ?? new Shape.Anything()))),
            YamlMapping mapping => Group("", false, mapping.Entries.Where(entry => !entry.IsIgnored && entry.Name != "name")
                .Select(entry => Keyed(entry, mapping, fitting))),
            _ => null,
        };
    }

    private OutlineTree.Group? Keyed(YamlEntry entry, YamlMapping mapping, Shape shape)
    {
        Shape below = shape is Shape.Dictionary dictionary ? dictionary.Value
            : ShapeKeys.Of(shape, mapping).FirstOrDefault(key => key.Name == entry.Name)?.Shape ?? new Shape.Anything();
        OutlineTree? value = TreeOf(entry.Value, below);
        // Which step it is counts, whatever its values.
        bool isStep = shape is Shape.Choice { What: "step" } && ProgramGrammar.IsStep(entry.Name);
        return value is null && !isStep ? null : new OutlineTree.Group(entry.Name, false, value is null ? [] : [value]);
    }

    private static OutlineTree.Group? Group(string label, bool isOrdered, IEnumerable<OutlineTree?> parts)
    {
        OutlineTree[] kept = [.. parts.OfType<OutlineTree>()];
        return kept.Length == 0 ? null : new(label, isOrdered, kept);
    }

    private OutlineTree? LeafOf(YamlScalar scalar, Shape shape)
    {
        if (scalar.IsNull) return null;
        if (shape is Shape.Reference or Shape.NewName || (shape is not Shape.Word && _names.Contains(scalar.Value)))
            return new OutlineTree.Name(scalar.Value);
        return shape is Shape.Word || _hasValues ? new OutlineTree.Word(WrittenNumber.Canonical(scalar.Value, shape)) : null;
    }

    private static Shape Fitting(Shape shape, YamlNode node) => shape switch
    {
        Shape.Named named => Fitting(named.Get(), node),
        Shape.Either either => (node is YamlMapping ? either.AsMapping : node is YamlSequence ? either.AsList : either.AsScalar) is { } one
            ? Fitting(one, node) : shape,
        _ => shape,
    };
}

/// <summary>A thing of the file.</summary>
/// <param name="Name">Null where it has none.</param>
internal sealed record OutlinedThing(string? Name, OutlineTree Tree);

/// <summary>What a thing is made of.</summary>
internal abstract record OutlineTree
{
    /// <summary>It as a text, with something in the place of each name; parts without an order are sorted.</summary>
    public abstract string Text(Func<string, string> nameOf);

    /// <summary>Each name in it, with the keys that lead there.</summary>
    public abstract IEnumerable<(string Place, string Name)> Names(string place);

    /// <summary>A word of the language, or a value.</summary>
    internal sealed record Word(string Value) : OutlineTree
    {
        public override string Text(Func<string, string> nameOf) => Value;

        public override IEnumerable<(string Place, string Name)> Names(string place) => [];
    }

    /// <summary>The name of another thing.</summary>
    internal sealed record Name(string Value) : OutlineTree
    {
        public override string Text(Func<string, string> nameOf) => nameOf(Value);

        public override IEnumerable<(string Place, string Name)> Names(string place) => [(place, Value)];
    }

    internal sealed record Group(string Label, bool IsOrdered, IReadOnlyList<OutlineTree> Parts) : OutlineTree
    {
        public override string Text(Func<string, string> nameOf)
        {
            IEnumerable<string> parts = Parts.Select(part => part.Text(nameOf));
            return $"{Label}({string.Join(',', IsOrdered ? parts : parts.Order(StringComparer.Ordinal))})";
        }

        public override IEnumerable<(string Place, string Name)> Names(string place) =>
            Parts.SelectMany((part, i) => part.Names(IsOrdered ? FormattableString.Invariant($"{place}/{i}") : $"{place}/{Label}"));
    }
}
