using System.Globalization;
using NetComm.Scenarios.Reading.Topology.Building;

namespace NetComm.Scenarios.Reading.Topology;

/// <summary>Reads which nodes a link or LAN joins, and registers its name; <see cref="LinkPropertiesReader"/> the rest.</summary>
internal sealed class LinkEndsReader(ResolveContext draft)
{
    /// <summary>Most ends of links and members of LANs together, so that a few lines cannot stand for more than memory holds.</summary>
    private const long MostAttachments = 4_000_000;

    private long _attachments;
    private readonly Dictionary<string, int> _defaultNames = new(StringComparer.Ordinal);

    public static void Read(ResolveContext draft)
    {
        var reader = new LinkEndsReader(draft);
        IReadOnlyList<YamlEntry> lans = draft.Root.Named("lans");
        foreach (YamlEntry lan in lans) draft.Addressed.Declare(EntityKind.Lan, lan.Name, lan.Key.Span);
        string[] built = reader.BuiltNames();
        bool isBuiltFirst = draft.RootMapping.Entries.FirstOrDefault(entry => entry.Name is "topology" or "links")?.Name == "topology";
        if (isBuiltFirst) reader.AddBuilt(built);
        IReadOnlyList<YamlNode> links = draft.Root.Items("links");
        for (int i = 0; i < links.Count; i++) reader.ReadLink(links[i], Titles.Of("", "link", links[i], i));
        if (!isBuiltFirst) reader.AddBuilt(built);
        draft.LacksMedia |= draft.Root["links"] is not (null or YamlSequence) || draft.Root["lans"] is not (null or YamlMapping);
        foreach (YamlEntry lan in lans) reader.ReadLan(lan);
    }

    private void ReadLink(YamlNode item, string title)
    {
        var fields = new YamlFields(item);
        UnresolvedNode[]?[] ends = [.. fields.Items("between").OfType<YamlScalar>().Select(end => Nodes(end, $"{title}: an end"))];
        YamlScalar? name = fields.Scalar("name");
        if (ends.Length != 2 || ends[0] is not { } first || ends[1] is not { } second)
        {
            draft.LacksMedia = true;
            if (name is not null) draft.Measured.Declare(EntityKind.Link, name.Value, name.Span);
            return;
        }

        if (!HasRoomFor(2L * first.Length * second.Length, fields["between"]!.Span, title)) return;
        (UnresolvedNode A, UnresolvedNode B)[] pairs = [.. from a in first from b in second select (a, b)];
        if (pairs.Any(pair => pair.A == pair.B))
        {
            draft.LacksMedia = true;
            draft.Problem(fields["between"]!.Span, $"{title}: a link joins two different nodes, but was '{pairs[0].A.Name}' twice");
            return;
        }

        string common = Declare(fields, name, item, pairs);
        for (int i = 0; i < pairs.Length; i++)
        {
            string each = pairs.Length == 1 ? common
                : name is null ? DefaultName(pairs[i].A.Name, pairs[i].B.Name) : Numbered(common, i + 1);
            if (pairs.Length > 1) draft.Measured.Declare(EntityKind.Link, each, (name ?? item).Span);
            Add(each, false, fields, item.Span, [pairs[i].A, pairs[i].B]);
        }
    }

    /// <summary>Registers the name of a list item: its own, or <c>a--b</c>; an item for several links gives all of them one name.</summary>
    private string Declare(YamlFields fields, YamlScalar? name, YamlNode item, (UnresolvedNode A, UnresolvedNode B)[] pairs)
    {
        IReadOnlyList<YamlNode> typed = fields.Items("between");
        bool counted = pairs.Length > 1;
        string common = name?.Value ?? (counted
            ? $"{((YamlScalar)typed[0]).Value}--{((YamlScalar)typed[1]).Value}"
            : DefaultName(pairs[0].A.Name, pairs[0].B.Name));
        if (!counted)
        {
            draft.Measured.Declare(EntityKind.Link, common, (name ?? item).Span);
        }
        else if (name is not null || draft.Measured.Find(common) is null)
        {
            string[] members = name is null
                ? [$"{pairs[0].A.Name}--{pairs[0].B.Name}", $"{pairs[^1].A.Name}--{pairs[^1].B.Name}"]
                : [Numbered(common, 1), Numbered(common, pairs.Length)];
            draft.Measured.Declare(EntityKind.Link, common, (name ?? item).Span, members);
        }

        return common;
    }

    /// <summary><c>a--b</c>, and <c>a--b-2</c> for a second one between the same two.</summary>
    private string DefaultName(string a, string b)
    {
        string name = $"{a}--{b}";
        int number = _defaultNames[name] = _defaultNames.GetValueOrDefault(name) + 1;
        return number == 1 ? name : Numbered(name, number);
    }

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");

    private void ReadLan(YamlEntry entry)
    {
        draft.Measured.Declare(EntityKind.Lan, entry.Name, entry.Key.Span);
        var fields = new YamlFields(entry.Value);
        draft.LacksMedia |= fields["members"] is not YamlSequence;
        var members = new List<UnresolvedNode>();
        var seen = new HashSet<int>();
        foreach (YamlScalar member in fields.Items("members").OfType<YamlScalar>())
        {
            UnresolvedNode[] nodes = Nodes(member, $"lan '{entry.Name}': a member") ?? [];
            if (!HasRoomFor(nodes.Length, member.Span, $"lan '{entry.Name}'")) break;
            foreach (UnresolvedNode node in nodes)
            {
                if (seen.Add(node.Index)) members.Add(node);
                else draft.Problem(member.Span, $"lan '{entry.Name}': '{node.Name}' is a member twice");
            }
        }

        Add(entry.Name, true, fields, entry.Key.Span, members);
    }

    private bool HasRoomFor(long more, SourceSpan span, string title)
    {
        if (_attachments + more <= MostAttachments)
        {
            _attachments += more;
            return true;
        }

        draft.LacksMedia = true;
        draft.Problem(span, $"{title}: with it, links and LANs have more than 4 000 000 ends and members, the most that a file can have");
        return false;
    }

    private UnresolvedNode[]? Nodes(YamlScalar name, string where)
    {
        UnresolvedNode[]? nodes = draft.NodesOf(name, where, "a host or router", EntityKind.Host, EntityKind.Router);
        draft.LacksMedia |= nodes is null;
        return nodes;
    }

    /// <summary>The names of links that <c>topology</c> builds, between routers, then to hosts: before written links take them.</summary>
    private string[] BuiltNames() => draft.Built is not { } built ? [] :
    [
        .. built.Links.Select(link => DefaultName(built.Names[link.A], built.Names[link.B])),
        .. Enumerable.Range(0, built.Hosts).Select(host => DefaultName(RouterGraph.HostName(host), built.Names[built.RouterOf(host)])),
    ];

    private void AddBuilt(string[] names)
    {
        if (draft.Built is not { } built || !HasRoomFor(2L * names.Length, draft.TopologySpan, "topology")) return;
        YamlFields all = draft.Root.Within("topology");
        YamlFields[] toHosts = all["access"] is YamlMapping ? [all, all.Within("access")] : [all];
        foreach ((int place, RouterLink link) in built.Links.Index())
            AddBuilt(names[place], [all], draft.NodeByName[built.Names[link.A]], draft.NodeByName[built.Names[link.B]], link.Rate);
        for (int host = 0; host < built.Hosts; host++)
        {
            UnresolvedNode router = draft.NodeByName[built.Names[built.RouterOf(host)]];
            if (!draft.NodeByName.TryGetValue(RouterGraph.HostName(host), out UnresolvedNode? node)) continue;
            AddBuilt(names[built.Links.Count + host], toHosts, node, router, rate: null);
        }
    }

    private void AddBuilt(string name, YamlFields[] layers, UnresolvedNode a, UnresolvedNode b, Bandwidth? rate)
    {
        draft.Measured.DeclareBuilt(EntityKind.Link, name, draft.TopologySpan);
        Add(new(draft.Media.Count, name, false, layers, draft.TopologySpan, [a, b]) { IsBuilt = true, Rate = rate });
    }

    private void Add(string name, bool isLan, YamlFields fields, SourceSpan span, IReadOnlyList<UnresolvedNode> members) =>
        Add(new(draft.Media.Count, name, isLan, [fields], span, members));

    private void Add(UnresolvedLink medium)
    {
        draft.Media.Add(medium);
        draft.MediumByName.TryAdd(medium.Name, medium);
        foreach (UnresolvedNode member in medium.Members) member.Media.Add(medium.Index);
    }
}

/// <summary>A link or LAN of the file, before it has its network.</summary>
/// <param name="Index">Its place among the media: links, then LANs.</param>
/// <param name="Layers">What is written of it, the last first: of a built link to a host, <c>access</c> before the rest.</param>
/// <param name="Members">The attached nodes, by port.</param>
internal sealed record UnresolvedLink(
    int Index, string Name, bool IsLan, IReadOnlyList<YamlFields> Layers, SourceSpan Span, IReadOnlyList<UnresolvedNode> Members)
{
    /// <summary>Whether it is a LAN whose members share one wire.</summary>
    public bool IsShared => IsLan && Fields.Text("medium") == "shared";

    /// <summary>Whether <c>topology</c> builds it.</summary>
    public bool IsBuilt { get; init; }

    /// <summary>The rate that a network map gives it, before all that is written; null: none.</summary>
    public Bandwidth? Rate { get; init; }

    /// <summary>
    /// Whether a direction leads up, from the subscriber: where a host is joined to a router, from the host, else from the first end. The
    /// ports of a LAN are alike, and lead down.
    /// </summary>
    public bool IsUp(bool isForward) =>
        !IsLan && isForward != (Members[0].Kind == NodeKind.Router && Members[1].Kind == NodeKind.Host);

    /// <summary>What its own entry says.</summary>
    public YamlFields Fields => Layers[^1];

    /// <summary>Where its keys stand, for messages.</summary>
    public string WrittenIn => IsBuilt ? "topology" : Title;

    public string Title => IsLan ? $"lan '{Name}'" : $"link '{Name}'";
}
