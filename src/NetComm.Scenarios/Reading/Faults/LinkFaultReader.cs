using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Faults;

internal static class LinkFaultReader
{
    private static readonly string[] OfTheFault = ["at", "link", "do"];

    public static FaultChange? Read(ResolveContext draft, YamlMapping item, YamlFields fields, string title)
    {
        if (fields.Scalar("link") is not { } name) return null;
        NamedEntity? thing =
            draft.Measured.Resolve(name, $"{title}: 'link'", "a link or LAN", allowsCounted: false, EntityKind.Link, EntityKind.Lan);
        YamlEntry[] keys = [.. item.Entries.Where(entry => !OfTheFault.Contains(entry.Name) && !entry.IsIgnored)];
        string? action = fields.Text("do");
        CheckKeys(draft, action, item, keys, thing, title);
        if (thing is null || !draft.MediumByName.TryGetValue(thing.Name, out UnresolvedLink? medium)) return null;
        return action switch
        {
            "down" => new FaultChange.LinkDown(medium.Index),
            "up" => new FaultChange.LinkUp(medium.Index),
            "set" => Set(draft, medium, fields, keys, title),
            _ => null,
        };
    }

    private static void CheckKeys(
        ResolveContext draft, string? action, YamlMapping item, YamlEntry[] keys, NamedEntity? thing, string title)
    {
        if (action == "set" && keys.Length == 0) draft.Problem(item.Span, $"{title}: 'do: set' needs keys to set, such as 'loss: 20 %'");

        foreach (YamlEntry key in keys)
        {
            // A key of no link is misspelt, and told as that.
            if (action is "down" or "up" && IsOfLinks(key))
                draft.Problem(key.Key.Span, $"{title}: only 'do: set' takes '{key.Name}', but was 'do: {action}'");
            else if (thing?.Kind == EntityKind.Lan && key.Name is "forward" or "backward")
                draft.Problem(key.Key.Span, $"{title}: a LAN has no '{key.Name}': its ports are alike");
        }
    }

    private static bool IsOfLinks(YamlEntry key) => LinkGrammar.Changes.Any(known => known.Name == key.Name);

    private static FaultChange.LinkSet Set(ResolveContext draft, UnresolvedLink medium, YamlFields fields, YamlEntry[] keys, string title)
    {
        LinkChange Direction(bool isForward) => LinkPropertiesReader.Change(draft, medium, fields, isForward, title);
        string text = string.Join(", ", keys.Select(key => $"{key.Name}: {Written(key.Value)}"));
        return new(medium.Index, Direction(isForward: true), Direction(isForward: false), text)
        {
            Cost = fields.Whole("cost", 1, 1_000_000),
        };
    }

    /// <summary>A value as typed, on one line.</summary>
    private static string Written(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar.Value,
        YamlMapping mapping => "{ " + string.Join(", ", mapping.Entries.Select(entry => $"{entry.Name}: {Written(entry.Value)}")) + " }",
        YamlSequence list => "[" + string.Join(", ", list.Items.Select(Written)) + "]",
        _ => "",
    };
}
