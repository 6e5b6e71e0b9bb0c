namespace NetComm.Scenarios.Language;

/// <summary>Checks a tree against the grammar and reports every mistake. What passes, resolvers read without further checks.</summary>
internal sealed class ShapeChecker(ProblemList problems)
{
    private readonly ScalarChecker _scalars = new(problems);
    private readonly Stack<(IReadOnlyList<Key> Keys, string Label)> _outer = new();
    private int _withinLater;

    /// <summary>Checks a value.</summary>
    /// <param name="thing">The item that it belongs to, in messages: <c>link 'core'</c>; empty at the top.</param>
    public void Check(YamlNode node, Shape shape, string thing, string label)
    {
        while (shape is Shape.Named or Shape.Either) shape = shape is Shape.Named named ? named.Get() : Choose((Shape.Either)shape, node);
        switch (shape, node)
        {
            case (Shape.Anything, _):
                break;
            case (_, YamlScalar { IsNull: true }):
                problems.Add(
                    node.Span, Message(thing, label.Length == 0 ? "a value is missing" : $"'{label}' has no value"), Shapes.Allowed(shape));
                break;
            case (Shape.List list, YamlSequence items):
                CheckList(items, list, thing, label);
                break;
            case (Shape.Dictionary dictionary, YamlMapping mapping):
                CheckDictionary(mapping, dictionary, thing);
                break;
            case (Shape.Record record, YamlMapping mapping):
                CheckKeys(mapping, record.Keys, thing, "");
                break;
            case (Shape.Variant variant, YamlMapping mapping):
                CheckVariant(mapping, variant, thing, label);
                break;
            case (Shape.Choice choice, YamlMapping mapping):
                CheckChoice(mapping, choice, thing);
                break;
            case (Shape.Choice choice, YamlScalar word) when choice.Cases.Any(one => one.StandsBare && one.Name == word.Value):
                break;
            case (_, YamlScalar scalar) when Shapes.IsScalar(shape):
                _scalars.Check(scalar, shape, thing, label, reportLater: _withinLater == 0);
                break;
            default:
                WrongKind(node, shape, thing, label);
                break;
        }
    }

    private static Shape Choose(Shape.Either either, YamlNode node)
    {
        Shape? fitting = node switch
        {
            YamlMapping => either.AsMapping,
            YamlSequence => either.AsList,
            _ => either.AsScalar,
        };
        return fitting ?? either.AsScalar ?? (node is YamlScalar ? either.AsList : null) ?? either.AsMapping ?? either.AsList!;
    }

    private void WrongKind(YamlNode node, Shape shape, string thing, string label)
    {
        bool braceText = node is YamlMapping { IsFlow: true } && shape is Shape.Text or Shape.Reference;
        string subject = label.Length == 0 ? "" : label + " ";
        string rule = $"{subject}must be {Shapes.Noun(shape)}, but was {Shapes.Typed(node)}";
        string? meant = OtherForm(node, shape, label);
        string? allowed = !braceText ? Shapes.Allowed(shape) : meant is null ? "quotes round a text that begins with '{'" : null;
        problems.Add(node.Span, Message(thing, rule), allowed, meant);
    }

    /// <summary>
    /// What was written in the form that is due here: <c>[r1]</c> for <c>r1</c>, <c>close: s</c> for <c>{ socket: s }</c>,
    /// <c>{ kind: poisson }</c> for <c>poisson</c>; null where it has none.
    /// </summary>
    private string? OtherForm(YamlNode node, Shape shape, string label) => (node, shape) switch
    {
        (YamlScalar one, Shape.List list) when MayBeScalar(list.Item) => $"[{Shapes.Cropped(one.Value)}]",
        (YamlScalar word, Shape.Variant variant) when (variant.Kinds.Words.Contains(word.Value) ? word.Value
            : variant.Kinds.Meant(word.Value)) is { } kind => $"{{ {variant.Discriminator}: {kind} }}",
        (YamlScalar value, Shape.Variant { Shorthand: { } name } variant)
            when variant.Common.FirstOrDefault(key => key.Name == name) is { } key && Fits(value, key.Shape, name) =>
            $"{{ {name}: {Shapes.Cropped(value.Value)} }}",
        (YamlMapping { Entries: [{ Value: YamlScalar { IsNull: false } inner }] }, Shape.Reference or Shape.NewName) =>
            (label.Length == 0 ? "" : $"{label}: ") + Shapes.Cropped(inner.Value),
        _ => null,
    };

    private bool Fits(YamlScalar value, Shape shape, string label) =>
        problems.Aside(() => _scalars.Check(value, shape, "", label, reportLater: true)).Count == 0;

    private static bool MayBeScalar(Shape shape) => shape switch
    {
        Shape.Named named => MayBeScalar(named.Get()),
        Shape.Either either => either.AsScalar is not null,
        _ => Shapes.IsScalar(shape),
    };

    private void CheckList(YamlSequence items, Shape.List list, string thing, string label)
    {
        if (items.Items.Count < list.Min || items.Items.Count > list.Max)
        {
            string number = list.Min == list.Max ? $"exactly {list.Min}"
                : items.Items.Count < list.Min ? $"at least {list.Min}" : $"at most {list.Max}";
            problems.Add(
                items.Span,
                Message(thing,
                    $"{label} must have {number} {(list.Max == 1 || list.Min == 1 ? "item" : "items")}, but was {items.Items.Count}"));
        }

        for (int i = 0; i < items.Items.Count; i++)
        {
            YamlNode item = items.Items[i];
            Check(item, list.Item, list.Thing is null ? thing : Titles.Of(thing, list.Thing, item, i), list.Thing is null ? label : "");
        }
    }

    private void CheckDictionary(YamlMapping mapping, Shape.Dictionary dictionary, string thing)
    {
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (dictionary.Thing is not null && entry.IsIgnored) continue;
            if (dictionary.Besides is { } key && key.Name == entry.Name && entry.Value is not YamlScalar)
            {
                CheckKnown(entry, key, [key], thing);
                continue;
            }

            string title = dictionary.Thing is null ? thing : $"{dictionary.Thing} '{entry.Name}'";
            if (dictionary.KeysAreNames && Names.Fault(entry.Name) is { } fault)
                problems.Add(entry.Key.Span, Message(title, fault), Names.Allowed);

            if (dictionary.MayBeNull && entry.Value is YamlScalar { IsNull: true }) continue;
            Check(entry.Value, dictionary.Value, title, dictionary.Thing is null ? entry.Name : "");
        }
    }

    private void CheckVariant(YamlMapping mapping, Shape.Variant variant, string thing, string label)
    {
        YamlNode? chosen = mapping[variant.Discriminator];
        string? name = chosen is null ? variant.DefaultOf(mapping) : (chosen as YamlScalar)?.Value;
        Case? found = variant.Cases.FirstOrDefault(one => one.Name == name);
        if (chosen is null && name is null)
        {
            string owner = label.Length == 0 ? "" : label + " ";
            problems.Add(mapping.Span, Message(thing, $"{owner}needs '{variant.Discriminator}'"),
                string.Join(", ", variant.Cases.Select(one => one.Name)));
        }
        else if (chosen is not null)
        {
            Check(chosen, variant.Kinds, thing, label.Length == 0 ? variant.Discriminator : $"{label} {variant.Discriminator}");
            // What else stands there is checked as what was meant.
            if (found is null && name is not null) found = variant.Cases.FirstOrDefault(one => one.Name == variant.Kinds.Meant(name));
        }

        bool isOpen = found is null;
        if (found?.Later == true) _withinLater++;
        IEnumerable<Key> others = variant.Cases.Where(one => one != found).SelectMany(one => one.Keys);
        string what = found is null
            ? "" : $"{(label.Length == 0 ? variant.Discriminator : $"{label} of {variant.Discriminator}")} '{found.Name}'";
        CheckKeys(mapping, [.. variant.Common, .. found?.Keys ?? []], thing, what, isOpen, variant.Discriminator, others);
        if (found?.Later == true) _withinLater--;
    }

    private void CheckChoice(YamlMapping mapping, Shape.Choice choice, string thing)
    {
        Case[] present = [.. choice.Cases.Where(one => mapping.TryGet(one.Name, out _))];
        string all = string.Join(", ", choice.Cases.Select(one => one.Name));
        if (present.Length == 0)
        {
            YamlEntry? unknown =
                mapping.Entries.FirstOrDefault(entry => !entry.IsIgnored && choice.Common.All(key => key.Name != entry.Name));
            if (unknown is null) problems.Add(mapping.Span, Message(thing, $"needs a {choice.What}"), all);
            else ReportUnknownChoice(unknown, choice, thing, all);
            CheckKeys(mapping, choice.Common, thing, "", isOpen: true);
            if (unknown is not null && Meant(unknown, choice) is { } meant)
                ReadAsMeant(mapping, unknown, meant.Keys.First(key => key.Name == meant.Name), meant.Keys, thing);
            return;
        }

        foreach (Case second in present.Skip(1))
        {
            mapping.TryGet(second.Name, out YamlEntry? entry);
            string message = $"only one {choice.What} can stand in one list item, but was '{present[0].Name}' and '{second.Name}'";
            problems.Add(entry!.Key.Span, Message(thing, message));
        }

        Case chosen = present[0];
        mapping.TryGet(chosen.Name, out YamlEntry? named);
        if (chosen.Later) ReportLater(named!, thing);
        if (chosen.Later) _withinLater++;
        Key[] keys = [.. choice.Common, .. present.SelectMany(one => one.Keys).DistinctBy(key => key.Name)];
        IEnumerable<Key> others = choice.Cases.Except(present).SelectMany(one => one.Keys);
        CheckKeys(mapping, keys, thing, $"{choice.What} '{chosen.Name}'", others: others);
        if (chosen.Later) _withinLater--;
    }

    private void ReportUnknownChoice(YamlEntry unknown, Shape.Choice choice, string thing, string all)
    {
        // YAML reads the ': ' of an unquoted sentence as the end of a key.
        bool isSentence = unknown.Name.Contains(' ');
        string message = isSentence ? $"a ': ' makes a key of '{Shapes.Cropped(unknown.Name)}'"
            : $"unknown {choice.What} '{Shapes.Cropped(unknown.Name)}'";
        problems.Add(
            unknown.Key.Span, Message(thing, message), isSentence ? "single quotes round a text that holds ': '" : all,
            Meant(unknown, choice)?.Name);
    }

    private static Case? Meant(YamlEntry unknown, Shape.Choice choice) =>
        Nearest.To(unknown.Name, choice.Cases.Select(one => one.Name)) is { } near ? choice.Cases.First(one => one.Name == near) : null;

    /// <summary>In braces a comma divides entries: <c>{ rate: 2,5 Mbps }</c> has a key '5 Mbps'. Gives both parts of each.</summary>
    private HashSet<YamlEntry> ReportDecimalCommas(YamlMapping mapping, string thing)
    {
        var divided = new HashSet<YamlEntry>();
        for (int i = 1; i < mapping.Entries.Count; i++)
        {
            (YamlEntry before, YamlEntry entry) = (mapping.Entries[i - 1], mapping.Entries[i]);
            bool isRest = entry.Value is YamlScalar { IsNull: true } && entry.Name is [>= '0' and <= '9', ..];
            if (!isRest || before.Value is not YamlScalar { Value: var whole } || !whole.All(char.IsAsciiDigit)) continue;
            string message = $"{before.Name} needs a decimal point, but was '{whole},{Shapes.Cropped(entry.Name)}'";
            problems.Add(before.Value.Span, Message(thing, message), null, $"{whole}.{Shapes.Cropped(entry.Name)}");
            divided.Add(before);
            divided.Add(entry);
        }

        return divided;
    }

    /// <summary>Checks the keys of a mapping against those it may have.</summary>
    /// <param name="what">Its kind, where other kinds have other keys: <c>traffic of kind 'poisson'</c>.</param>
    /// <param name="except">A key that was checked already.</param>
    /// <param name="others">Keys of other kinds, for a better message.</param>
    private void CheckKeys(
        YamlMapping mapping, IReadOnlyList<Key> keys, string thing, string what, bool isOpen = false, string? except = null,
        IEnumerable<Key>? others = null)
    {
        var misspelt = new HashSet<string>(StringComparer.Ordinal);
        HashSet<YamlEntry> divided = ReportDecimalCommas(mapping, thing);
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (entry.Name == except || divided.Contains(entry)) continue;
            Key? key = keys.FirstOrDefault(key => key.Name == entry.Name);
            if (key is not null) CheckKnown(entry, key, keys, thing);
            else if (!isOpen && !entry.IsIgnored && ReportUnknown(entry, keys, thing, what, except, others ?? []) is { } meant)
            {
                misspelt.Add(meant);
                if (WithoutBlank(entry) is { } parts) mapping.Mean(meant, new(entry.Key, parts.Value));
                else if (keys.FirstOrDefault(known => known.Name == meant) is { } known) ReadAsMeant(mapping, entry, known, keys, thing);
            }
        }

        foreach (Key missing in keys.Where(key => key.Required && !mapping.TryGet(key.Name, out _) && !misspelt.Contains(key.Name)))
        {
            problems.Add(
                mapping.Span, Message(thing.Length == 0 ? "the file" : thing, $"needs '{missing.Name}'"), Shapes.Allowed(missing.Shape));
        }
    }

    /// <summary>
    /// A misspelt key is one mistake: its value is checked and read as that of the key that was meant, and nothing else goes wrong by it. A
    /// plain value that does not fit that key was meant for none.
    /// </summary>
    private void ReadAsMeant(YamlMapping mapping, YamlEntry entry, Key key, IReadOnlyList<Key> siblings, string thing)
    {
        if (mapping.TryGet(key.Name, out _)) return;
        if (entry.Value is YamlScalar && problems.Aside(() => CheckKnown(entry, key, siblings, thing)).Count > 0) return;
        mapping.Mean(key.Name, entry);
        if (entry.Value is not YamlScalar) CheckKnown(entry, key, siblings, thing);
    }

    private void CheckKnown(YamlEntry entry, Key key, IReadOnlyList<Key> siblings, string thing)
    {
        if (key.Later) ReportLater(entry, thing);
        if (key.Later) _withinLater++;
        bool isNothing = entry.Value is YamlScalar { IsNull: true };
        if (isNothing && key.Shape is Shape.Record { Keys: [] })
        {
            // What takes no keys stands bare too.
        }
        else if (isNothing && key.Shape is not Shape.Anything)
        {
            problems.Add(entry.Key.Span, Message(thing, $"'{key.Name}' has no value"), Shapes.Allowed(key.Shape));
        }
        else
        {
            _outer.Push((siblings, key.Name));
            Check(entry.Value, key.Shape, thing, key.Name);
            _outer.Pop();
        }

        if (key.Later) _withinLater--;
    }

    private void ReportLater(YamlEntry entry, string thing)
    {
        if (_withinLater == 0) problems.Add(entry.Key.Span, Message(thing, $"'{entry.Name}' is not supported yet"));
    }

    private string? ReportUnknown(
        YamlEntry entry, IReadOnlyList<Key> keys, string thing, string what, string? discriminator, IEnumerable<Key> others)
    {
        if (_outer.TryPeek(out (IReadOnlyList<Key> Keys, string Label) outer) && outer.Keys.Any(key => key.Name == entry.Name))
        {
            problems.Add(entry.Key.Span, Message(thing, $"'{entry.Name}' stands beside '{outer.Label}', not in it"));
            return null;
        }

        if (WithoutBlank(entry) is { } divided && (divided.Key == discriminator || keys.Any(key => key.Name == divided.Key)))
        {
            string apart = $"{divided.Key}: {Shapes.Cropped(divided.Value.Value)}";
            problems.Add(entry.Key.Span, Message(thing, "a key needs a blank behind its ':'"), null, apart);
            return divided.Key;
        }

        string message = what.Length > 0 && others.Any(key => key.Name == entry.Name)
            ? $"{what} takes no '{entry.Name}'" : $"unknown key '{Shapes.Cropped(entry.Name)}'";

        // In a file of very many mistakes, only their number is told of the later ones.
        if (!problems.Shows(entry.Key.Span) && !keys.Any(key => key.Required))
        {
            problems.Add(entry.Key.Span, Message(thing, message));
            return null;
        }

        string[] names = [.. discriminator is null ? [] : new[] { discriminator }, .. keys.Select(key => key.Name)];
        string? meant = keys.FirstOrDefault(key => key.Synonyms.Contains(entry.Name, StringComparer.OrdinalIgnoreCase))?.Name
            ?? Nearest.To(entry.Name, names);
        problems.Add(entry.Key.Span, Message(thing, message), names.Length == 0 ? "no keys" : string.Join(", ", names), meant);
        return meant;
    }

    /// <summary>The two parts of <c>from:alice</c> in braces, for YAML a key without a value; null where it is something else.</summary>
    private static (string Key, YamlScalar Value)? WithoutBlank(YamlEntry entry) =>
        entry.Value is YamlScalar { IsNull: true } && entry.Name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            ? (entry.Name[..colon], new YamlScalar(entry.Key.Span, entry.Name[(colon + 1)..], isPlain: true)) : null;

    private static string Message(string thing, string rule) => thing.Length == 0 ? rule : $"{thing}: {rule}";
}
