using NetComm.Reporting.Diagrams;
using NetComm.Reporting.Diagrams.Topology;

namespace NetComm.Reporting.Tests.Diagrams.Topology;

/// <summary>Plans for tests. A way is written <c>from>to</c>.</summary>
internal sealed class PlanBuilder
{
    private readonly List<PlanNode> _nodes = [];
    private readonly List<PlanMedium> _links = [];
    private readonly List<PlanMedium> _lans = [];
    private readonly List<Direction> _directions = [];
    private readonly List<(string Name, string From, string[] Ways)> _paths = [];

    public IReadOnlyList<string> Names => [.. _nodes.Select(node => node.Name)];

    public NetworkPlan Plan => new()
    {
        Nodes = _nodes,
        Media = [.. _links, .. _lans],
        Directions = _directions,
        Paths = [.. _paths.Select(PathOf)],
    };

    public PlanBuilder Hosts(params string[] names) => Add(NodeKind.Host, names);

    public PlanBuilder Routers(params string[] names) => Add(NodeKind.Router, names);

    /// <summary>All links come before the first LAN.</summary>
    public PlanBuilder Link(string a, string b, string name = "", string[]? label = null)
    {
        string[] own = name.Length == 0 ? [] : [name];
        _links.Add(new PlanMedium(name.Length == 0 ? $"{a}--{b}" : name, false, label ?? [.. own, "10 Mbps, 5 ms"]));
        AddPair(_links.Count - 1, a, b);
        return this;
    }

    public PlanBuilder Lan(string name, params string[] members)
    {
        _lans.Add(new PlanMedium(name, true, ["100 Mbps, 10 µs"]));
        foreach (string member in members) AddPair(_links.Count + _lans.Count - 1, member, name);
        return this;
    }

    public PlanBuilder Path(string name, string from, params string[] ways)
    {
        _paths.Add((name, from, ways));
        return this;
    }

    private FlowPath PathOf((string Name, string From, string[] Ways) path)
    {
        long[] packets = [.. _directions.Select(direction => path.Ways.Contains($"{direction.From}>{direction.To}") ? 1L : 0)];
        return new FlowPath(path.Name, $"from {path.From}", Index(path.From), packets, packets);
    }

    private PlanBuilder Add(NodeKind kind, string[] names)
    {
        _nodes.AddRange(names.Select(name => new PlanNode(name, kind)));
        return this;
    }

    private void AddPair(int medium, string a, string b)
    {
        _directions.Add(new(_directions.Count, medium, "", a, b, NodeOf(a), NodeOf(b), false));
        _directions.Add(new(_directions.Count, medium, "", b, a, NodeOf(b), NodeOf(a), false));
    }

    private int Index(string name) => _nodes.FindIndex(node => node.Name == name);

    /// <summary>A LAN is no node.</summary>
    private NodeId? NodeOf(string name) => Index(name) is >= 0 and var node ? new NodeId(node) : null;
}
