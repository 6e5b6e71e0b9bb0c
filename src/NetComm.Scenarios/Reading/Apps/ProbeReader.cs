using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Apps;

internal sealed class ProbeReader(ResolveContext draft, IReadOnlyList<Node> nodes, IReadOnlyList<LinkOrLan> media)
{
    private const int DefaultEchoes = 4;
    private const int DefaultProbesPerHop = 3;
    private static readonly SimDuration DefaultInterval = SimDuration.FromSeconds(1);

    public AppTask? Read(YamlFields fields, string title, UnresolvedNode? host)
    {
        if (fields.Entry("port") is { } port)
            draft.Problem(port.Key.Span, $"{title}: {fields.Text("kind")} takes no 'port': icmp has none");
        if (fields.Scalar("to") is not { } to) return null;
        bool isForDns = draft.HasDnsServer && HostNames.IsValid(to.Value) && !Ipv4Address.TryParse(to.Value, out _)
            && draft.Addressed.Find(to.Value) is null;
        Ipv4Address? destination = isForDns ? null : Target(to, title, fields.Text("kind")!, host);
        if (destination is null && !isForDns) return null;
        SimDuration? interval = fields.Time("interval");
        return fields.Text("kind") == "ping"
            ? new AppTask.Ping(to.Value, destination, fields.Whole("count") ?? DefaultEchoes, interval ?? DefaultInterval)
            : new AppTask.Traceroute(
            to.Value, destination, fields.Whole("count", 1, AppGrammar.MostProbes) ?? DefaultProbesPerHop, interval ?? SimDuration.Zero);
    }

    private Ipv4Address? Target(YamlScalar to, string title, string kind, UnresolvedNode? host)
    {
        if (Ipv4Address.TryParse(to.Value, out Ipv4Address typed))
        {
            if (kind == "ping" || typed.IsUnicast) return typed;
            draft.Problem(to.Span, $"{title}: a path leads to one host or router, but '{typed}' is not one's address");
            return null;
        }

        EntityKind[] kinds = [EntityKind.Host, EntityKind.Router, EntityKind.Lan, EntityKind.Group, EntityKind.Anycast];
        NamedEntity? thing = draft.Addressed.Resolve(to, $"{title}: 'to'", "a name or an address", allowsCounted: false, kinds);
        if (thing is null) return null;
        if (Fault(thing, kind, host) is { } fault) draft.Problem(to.Span, $"{title}: {fault}");
        return thing.Kind switch
        {
            EntityKind.Lan => draft.MediumByName.TryGetValue(thing.Name, out UnresolvedLink? lan)
                ? media[lan.Index].Network.Broadcast : null,
            EntityKind.Group => draft.GroupByName[thing.Name].Address,
            EntityKind.Anycast => draft.ServiceByName[thing.Name].Address,
            _ => nodes[draft.NodeByName[thing.Name].Index].Address,
        };
    }

    private string? Fault(NamedEntity thing, string kind, UnresolvedNode? host)
    {
        bool isMany = thing.Kind is EntityKind.Lan or EntityKind.Group;
        if (isMany && kind == "traceroute") return $"a path leads to one host or router, but '{thing.Name}' is {thing.Noun}";
        if (thing.Kind == EntityKind.Lan)
        {
            bool isMember = host is null || !draft.MediumByName.TryGetValue(thing.Name, out UnresolvedLink? lan)
                || lan.Members.Contains(host);
            return isMember ? null : $"a broadcast stays on its LAN, but '{host!.Name}' is no member of '{thing.Name}'";
        }

        bool isUnreachable = thing.Kind is EntityKind.Host or EntityKind.Router && draft.IsUnattached(draft.NodeByName[thing.Name]);
        return isUnreachable ? $"'to' must be reachable, but '{thing.Name}' is on no link or LAN and has no address" : null;
    }
}
