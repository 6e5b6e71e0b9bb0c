using System.Globalization;
using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Reading.Topology.Building;

namespace NetComm.Scenarios.Reading.Topology;

/// <summary>Reads hosts and routers, and registers their names; a host with <c>count</c> becomes that many hosts.</summary>
internal static class NodeReader
{
    /// <summary>Most hosts and routers of a file, so that a few lines cannot stand for more than memory holds.</summary>
    private const int MostNodes = 1_000_000;

    public static void Read(ResolveContext draft)
    {
        foreach ((YamlScalar name, YamlNode? value) in Entries(draft.Root["hosts"])) ReadHost(draft, name, new(value));
        AddBuiltHosts(draft);
        foreach ((YamlScalar name, _) in Entries(draft.Root["routers"]))
        {
            draft.Addressed.Declare(EntityKind.Router, name.Value, name.Span);
            AddNode(draft, name.Value, NodeKind.Router, false, null, name.Span);
        }

        foreach (string router in draft.Built?.Names ?? []) AddBuilt(draft, router, EntityKind.Router, NodeKind.Router);
        CheckOutside(draft);
    }

    /// <summary>Programs outside are all at 127.0.0.1: only a proxy tells two of them apart.</summary>
    private static void CheckOutside(ResolveContext draft)
    {
        IEnumerable<YamlFields> proxies = draft.Root.Items("proxy").Select(proxy => new YamlFields(proxy));
        HashSet<string?> proxied = [.. proxies.SelectMany(one => new[] { one.Text("from"), one.Text("to") })];
        UnresolvedNode[] outside = [.. draft.Nodes.Where(node => node.External && !proxied.Contains(node.Name))];
        foreach (UnresolvedNode other in outside.Skip(1))
        {
            draft.Problem(other.AddressSpan,
                $"host '{other.Name}': '{outside[0].Name}' is external already, and nothing leads from one program outside to another",
                "one external host, or 'proxy' between two");
        }
    }

    private static void AddBuiltHosts(ResolveContext draft)
    {
        if (draft.Built is not { } built) return;
        if (draft.Nodes.Count + (long)built.Hosts > MostNodes)
        {
            draft.LacksMedia = true;
            draft.Problem(
                (draft.Root.Within("topology")["hosts"] ?? draft.Root["topology"]!).Span,
                "topology: with so many more, the file has more than 1 000 000 hosts and routers, the most that it can have");
            return;
        }

        for (int host = 0; host < built.Hosts; host++) AddBuilt(draft, RouterGraph.HostName(host), EntityKind.Host, NodeKind.Host);
    }

    private static void AddBuilt(ResolveContext draft, string name, EntityKind entity, NodeKind kind)
    {
        draft.Addressed.DeclareBuilt(entity, name, draft.TopologySpan);
        AddNode(draft, name, kind, false, null, draft.TopologySpan);
    }

    private static IEnumerable<(YamlScalar Name, YamlNode? Value)> Entries(YamlNode? node) => node switch
    {
        YamlMapping mapping => mapping.Entries.Where(entry => !entry.IsIgnored).Select(entry => (entry.Key, (YamlNode?)entry.Value)),
        YamlSequence list => list.Items.OfType<YamlScalar>().Where(item => !item.IsNull).Select(item => (item, (YamlNode?)null)),
        _ => [],
    };

    private static void ReadHost(ResolveContext draft, YamlScalar name, YamlFields fields)
    {
        bool external = fields.Flag("external") == true;
        if (external && !draft.IsLoopback)
        {
            draft.Problem(fields["external"]!.Span,
                $"host '{name.Value}': 'external' stands for a real program, which only loopback mode can reach", "mode: loopback");
        }

        if (fields.Whole("count", 1, ScenarioGrammar.LargestCount) is { } count)
        {
            ReadCounted(draft, name, fields, external, count);
            return;
        }

        draft.Addressed.Declare(EntityKind.Host, name.Value, name.Span);
        AddNode(draft, name.Value, NodeKind.Host, external, CheckedAddress(draft, name, fields), fields["address"]?.Span ?? name.Span);
    }

    private static void ReadCounted(ResolveContext draft, YamlScalar name, YamlFields fields, bool external, int count)
    {
        if (draft.Nodes.Count + count > MostNodes)
        {
            draft.LacksMedia = true;
            draft.Problem(
                fields["count"]!.Span,
                $"host '{name.Value}': with so many more, the file has more than 1 000 000 hosts and routers, the most that it can have");
            return;
        }

        string[] names =
            [.. Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{name.Value}-{number}"))];
        draft.Addressed.Declare(EntityKind.Host, name.Value, name.Span, names);
        foreach (string each in names)
        {
            draft.Addressed.Declare(EntityKind.Host, each, name.Span);
            AddNode(draft, each, NodeKind.Host, external, null, name.Span);
        }

        if (fields["address"] is { } address)
            draft.Problem(
                address.Span,
                $"host '{name.Value}': one address cannot be that of {count} hosts: 'address' and 'count' exclude each other");
        if (external) draft.Problem(fields["external"]!.Span, $"host '{name.Value}': 'external' and 'count' exclude each other");
    }

    private static Ipv4Address? CheckedAddress(ResolveContext draft, YamlScalar name, YamlFields fields)
    {
        if (fields.Address("address") is not { } address) return null;
        if (address.IsUnicast) return address;
        draft.Problem(fields["address"]!.Span, $"host '{name.Value}': 'address' must be the address of one host, but was '{address}'",
            "addresses outside 0.0.0.0/8, 127.0.0.0/8 and 224.0.0.0/3");
        return null;
    }

    private static void AddNode(ResolveContext draft, string name, NodeKind kind, bool external, Ipv4Address? address, SourceSpan span)
    {
        var node = new UnresolvedNode(draft.Nodes.Count, name, kind, external, address, span);
        draft.Nodes.Add(node);
        draft.NodeByName.TryAdd(name, node);
    }
}

/// <summary>A host or router of the file, before it has its addresses.</summary>
/// <param name="External">Whether a real program outside plays it.</param>
/// <param name="AddressSpan">The place of the address, or else of the name.</param>
internal sealed record UnresolvedNode(int Index, string Name, NodeKind Kind, bool External, Ipv4Address? Address, SourceSpan AddressSpan)
{
    /// <summary>The links and LANs that it is on, by place in the list of drafts; filled as these are read.</summary>
    public List<int> Media { get; } = [];

    public string Title => Kind == NodeKind.Host ? $"host '{Name}'" : $"router '{Name}'";
}
