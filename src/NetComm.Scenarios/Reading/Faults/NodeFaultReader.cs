using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Faults;

internal static class NodeFaultReader
{
    public static FaultChange? Read(ResolveContext draft, YamlMapping item, YamlFields fields, string title)
    {
        string key = fields.Has("host") ? "host" : "router";
        if (fields.Scalar(key) is not { } name) return null;
        EntityKind kind = key == "host" ? EntityKind.Host : EntityKind.Router;
        NamedEntity? thing = draft.Addressed.Resolve(name, $"{title}: '{key}'", $"a {key}", allowsCounted: false, kind);
        string? action = fields.Text("do");
        bool isHost = kind == EntityKind.Host;
        int? group = isHost && action is "join" or "leave" ? Group(draft, item, fields, title, action) : null;
        bool hasStrayGroup = isHost && action is "crash" or "restart" && fields.Has("group");
        if (hasStrayGroup)
            draft.Problem(
                fields.Entry("group")!.Key.Span, $"{title}: only 'do: join' and 'do: leave' take 'group', but was 'do: {action}'");
        if (thing is null || hasStrayGroup) return null;
        UnresolvedNode node = draft.NodeByName[thing.Name];
        if (node.External)
            draft.Problem(name.Span, $"{title}: '{node.Name}' is external: what becomes of it is up to the real program outside");
        if (group is not null && draft.IsUnattached(node))
            draft.Problem(name.Span, $"{title}: '{node.Name}' is on no link or LAN, where it could join or leave");
        return action switch
        {
            "crash" => new FaultChange.NodeCrash(node.Index),
            "restart" => new FaultChange.NodeRestart(node.Index),
            "join" when group is not null => new FaultChange.GroupJoin(node.Index, group.Value),
            "leave" when group is not null => new FaultChange.GroupLeave(node.Index, group.Value),
            _ => null,
        };
    }

    private static int? Group(ResolveContext draft, YamlMapping item, YamlFields fields, string title, string action)
    {
        if (!fields.Has("group"))
            draft.Problem(
                item.Span, $"{title}: 'do: {action}' needs 'group'", string.Join(", ", draft.Addressed.Of(EntityKind.Group).Take(20)));
        if (fields.Scalar("group") is not { } group) return null;
        NamedEntity? thing = draft.Addressed.Resolve(group, $"{title}: 'group'", "a group", allowsCounted: false, EntityKind.Group);
        return thing is null ? null : draft.GroupByName[thing.Name].Index;
    }
}
