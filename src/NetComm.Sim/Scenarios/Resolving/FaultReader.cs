using NetComm.Sim.Model;
using NetComm.Sim.Scenarios.Language;
using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Resolving;

/// <summary>Reads the timeline (scenario language, 'Faults and other changes in time').</summary>
internal static class FaultReader
{
    private static readonly string[] OfTheFault = ["at", "link", "do"];

    /// <summary>The faults by time and then file order; those with problems are left out.</summary>
    public static IReadOnlyList<Fault> Read(Draft draft)
    {
        var changes = new List<(SimTime At, FaultChange Change)>();
        IReadOnlyList<YamlNode> items = draft.Root.Items("faults");
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is not YamlMapping item) continue;
            string title = Titles.Of("", "fault", item, i);
            var fields = new Fields(item);
            CheckNames(draft, fields, title);
            if (Change(draft, item, fields, title) is { } change && fields.Instant("at") is { } at) changes.Add((at, change));
        }

        return [.. changes.OrderBy(change => change.At.Picoseconds).Select((change, index) => new Fault(index, change.At, change.Change))];
    }

    private static FaultChange? Change(Draft draft, YamlMapping item, Fields fields, string title)
    {
        if (fields.Scalar("link") is not { } name) return null;
        NamedThing? thing = draft.Measured.Resolve(name, $"{title}: 'link'", "a link or LAN", allowsCounted: false, ThingKind.Link, ThingKind.Lan);
        YamlEntry[] keys = [.. item.Entries.Where(entry => !OfTheFault.Contains(entry.Name) && !entry.IsIgnored)];
        string? action = fields.Text("do");
        CheckKeys(draft, action, item, keys, thing, title);
        if (thing is null || !draft.MediumByName.TryGetValue(thing.Name, out MediumDraft? medium)) return null;
        return action switch
        {
            "down" => new FaultChange.MediumDown(medium.Index),
            "up" => new FaultChange.MediumUp(medium.Index),
            "set" => Set(draft, medium, fields, keys, title),
            _ => null,
        };
    }

    private static void CheckKeys(Draft draft, string? action, YamlMapping item, YamlEntry[] keys, NamedThing? thing, string title)
    {
        if (action == "set" && keys.Length == 0)
        {
            draft.Problem(item.Span, $"{title}: 'do: set' needs keys to set, such as 'loss: 20 %'");
        }

        foreach (YamlEntry key in keys)
        {
            if (action is "down" or "up") draft.Problem(key.Key.Span, $"{title}: only 'do: set' takes '{key.Name}', but was 'do: {action}'");
            else if (thing?.Kind == ThingKind.Lan && key.Name is "forward" or "backward") draft.Problem(key.Key.Span, $"{title}: a LAN has no '{key.Name}': its ports are alike");
        }
    }

    private static FaultChange.MediumSet Set(Draft draft, MediumDraft medium, Fields fields, YamlEntry[] keys, string title)
    {
        LinkChange both = LinkReader.Change(fields, title, draft.Problems);
        LinkChange Direction(string key) => LinkReader.Merge(both, LinkReader.Change(fields.Within(key), title, draft.Problems));
        string text = string.Join(", ", keys.Select(key => $"{key.Name}: {Written(key.Value)}"));
        return new(medium.Index, Direction("forward"), Direction("backward"), text);
    }

    /// <summary>A value as typed, on one line.</summary>
    private static string Written(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar.Value,
        YamlMapping mapping => "{ " + string.Join(", ", mapping.Entries.Select(entry => $"{entry.Name}: {Written(entry.Value)}")) + " }",
        YamlSequence list => "[" + string.Join(", ", list.Items.Select(Written)) + "]",
        _ => "",
    };

    /// <summary>Names in changes that do nothing yet.</summary>
    private static void CheckNames(Draft draft, Fields fields, string title)
    {
        if (fields.Scalar("host") is { } host) draft.Addressed.Resolve(host, $"{title}: 'host'", "a host", allowsCounted: false, ThingKind.Host);
        if (fields.Scalar("router") is { } router) draft.Addressed.Resolve(router, $"{title}: 'router'", "a router", allowsCounted: false, ThingKind.Router);
        if (fields.Scalar("group") is { } group) draft.Addressed.Resolve(group, $"{title}: 'group'", "a group", allowsCounted: false, ThingKind.Group);
        foreach (YamlNode side in fields.Items("partition"))
        {
            foreach (YamlScalar node in (side as YamlSequence)?.Items.OfType<YamlScalar>() ?? [])
            {
                draft.Addressed.Resolve(node, $"{title}: a side", "a host or router", allowsCounted: true, ThingKind.Host, ThingKind.Router);
            }
        }
    }
}
