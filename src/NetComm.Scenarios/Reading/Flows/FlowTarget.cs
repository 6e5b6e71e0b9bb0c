using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Flows;

/// <summary>The target of a flow.</summary>
/// <param name="Name">The value of <c>to</c>.</param>
/// <param name="Receivers">The nodes that may have to receive it.</param>
internal sealed record FlowTarget(Cast Cast, string Name, IReadOnlyList<int> Receivers)
{
    /// <summary>The target of a flow; null where there is no valid one, which is reported.</summary>
    /// <param name="joins">The nodes that join in the course of the run, by group.</param>
    public static FlowTarget? Read(ResolveContext draft, YamlFields fields, string title, UnresolvedNode? from, ILookup<int, int> joins)
    {
        if (fields.Scalar("to") is not { } to) return null;
        string? cast = fields.Text("cast");
        (string wanted, EntityKind[] kinds) = cast switch
        {
            "unicast" => ("a host for unicast", [EntityKind.Host]),
            "broadcast" => ("a LAN for broadcast", [EntityKind.Lan]),
            "multicast" => ("a group for multicast", [EntityKind.Group]),
            "anycast" => ("an anycast address for anycast", [EntityKind.Anycast]),
            _ => ("a host, LAN, group or anycast address", new[] { EntityKind.Host, EntityKind.Lan, EntityKind.Group, EntityKind.Anycast }),
        };
        NamedEntity? thing = draft.Addressed.Resolve(to, $"{title}: 'to'", wanted, allowsCounted: false, kinds);
        return thing?.Kind switch
        {
            EntityKind.Host => Unicast(draft, to, title, from),
            EntityKind.Lan => Broadcast(draft, to, title, from),
            EntityKind.Group => Multicast(draft, to, from, joins),
            EntityKind.Anycast => Anycast(draft, to, title, from),
            _ => null,
        };
    }

    private static FlowTarget? Unicast(ResolveContext draft, YamlScalar to, string title, UnresolvedNode? from)
    {
        UnresolvedNode node = draft.NodeByName[to.Value];
        string? fault = draft.IsUnattached(node) ? $"'to' must be a host on a link or LAN, but '{node.Name}' is on none"
            : node.External ? $"a flow is sent and measured here, but '{node.Name}' is external"
            : node == from ? $"'from' and 'to' must differ, but was '{node.Name}' twice"
            : null;
        if (fault is null) return new(Cast.Unicast, node.Name, [node.Index]);
        draft.Problem(to.Span, $"{title}: {fault}");
        return null;
    }

    private static FlowTarget? Broadcast(ResolveContext draft, YamlScalar to, string title, UnresolvedNode? from)
    {
        if (!draft.MediumByName.TryGetValue(to.Value, out UnresolvedLink? lan)) return null;
        if (from is not null && !lan.Members.Contains(from))
        {
            draft.Problem(to.Span, $"{title}: a broadcast stays on its LAN, but '{from.Name}' is no member of '{lan.Name}'");
            return null;
        }

        return new(
            Cast.Broadcast, lan.Name,
            [.. lan.Members.Where(member => member.Kind == NodeKind.Host && member != from).Select(member => member.Index)]);
    }

    /// <summary>A group's receivers are those that are members at some time of the run.</summary>
    private static FlowTarget Multicast(ResolveContext draft, YamlScalar to, UnresolvedNode? from, ILookup<int, int> joins)
    {
        MulticastGroup group = draft.GroupByName[to.Value];
        return new(Cast.Multicast, group.Name, [.. group.Members.Union(joins[group.Index]).Where(member => member != from?.Index).Order()]);
    }

    private static FlowTarget? Anycast(ResolveContext draft, YamlScalar to, string title, UnresolvedNode? from)
    {
        AnycastService service = draft.ServiceByName[to.Value];
        if (service.Members.Count == 0) return null;
        if (from is null || !service.Members.Contains(from.Index)) return new(Cast.Anycast, service.Name, service.Members);
        draft.Problem(to.Span, $"{title}: 'from' must not be a member of 'to': '{from.Name}' itself has the address of '{service.Name}'");
        return null;
    }
}
