using System.Globalization;

namespace NetComm.Reporting.Diagrams.Topology;

/// <summary>The plan as symbols and lines. Hosts that are all alike become one symbol where there are too many to draw each.</summary>
internal sealed class PlanGraph
{
    /// <summary>So many hosts that differ in their number alone are one symbol.</summary>
    private const int ManyAlike = 9;

    /// <summary>The same, in a network that is large anyway.</summary>
    private const int FewAlike = 3;

    private const int LargeNetwork = 60;

    /// <summary>What stands beside so many links is said once for all of them.</summary>
    private const int LabelOnce = 5;

    private readonly NetworkPlan _plan;
    private readonly List<PlanVertex> _vertices = [];
    private readonly List<PlanEdge> _edges = [];
    private readonly int[] _vertexOfNode;
    private readonly int[] _vertexOfMedium;
    private readonly int[] _edgeOfDirection;
    private PlanLayout? _layout;

    private PlanGraph(NetworkPlan plan, int alike)
    {
        _plan = plan;
        _vertexOfNode = new int[plan.Nodes.Count];
        _vertexOfMedium = new int[plan.Media.Count];
        _edgeOfDirection = new int[plan.Directions.Count];
        AddNodes(GroupsOf(plan, alike));
        for (int medium = 0; medium < plan.Media.Count; medium++)
        {
            if (!plan.Media[medium].IsLan) continue;
            _vertexOfMedium[medium] = _vertices.Count;
            _vertices.Add(new PlanVertex(VertexKind.Lan, plan.Media[medium].Name, string.Join(" ", plan.Media[medium].Label), []));
        }
        AddEdges();
        SayCommonLabelOnce();
    }

    /// <summary>What would stand beside every link that has no label; empty where there are none.</summary>
    public string CommonLabel { get; private set; } = "";

    /// <summary>Nodes in the order of the scenario, then LANs.</summary>
    public IReadOnlyList<PlanVertex> Vertices => _vertices;

    public IReadOnlyList<PlanEdge> Edges => _edges;

    /// <summary>A place per symbol, about one unit between neighbours.</summary>
    public IReadOnlyList<Place> Places => Layout.Places;

    private PlanLayout Layout => _layout ??= PlanLayout.Of(this);

    public int VertexOf(int node) => _vertexOfNode[node];

    /// <summary>Which of the networks that are not connected a node belongs to, in the order in which they stand on the plan.</summary>
    public int PartOf(int node) => Layout.Parts[VertexOf(node)];

    /// <summary>The line that a direction runs along: of two directions that share one, the even goes from A to B, the odd back.</summary>
    public int EdgeOf(int direction) => _edgeOfDirection[direction];

    public int Root => _vertexOfNode.Length == 0 ? 0 : _vertexOfNode[_plan.Root];

    public static PlanGraph Of(NetworkPlan plan)
    {
        var graph = new PlanGraph(plan, ManyAlike);
        return graph.Vertices.Count <= LargeNetwork ? graph : new PlanGraph(plan, FewAlike);
    }

    /// <summary>Per node the first node of its group: itself where it stands alone.</summary>
    private static int[] GroupsOf(NetworkPlan plan, int alike)
    {
        int[] first = [.. Enumerable.Range(0, plan.Nodes.Count)];
        ILookup<int, Direction> attached = plan.Directions.Where(direction => direction.FromNode is not null)
            .ToLookup(direction => direction.FromNode!.Value.Index);
        HashSet<int> senders = plan.Paths.Select(path => path.From).ToHashSet();
        IEnumerable<IGrouping<string?, (int Node, string? Key)>> families = Enumerable.Range(0, plan.Nodes.Count)
            .Where(node => plan.Nodes[node].Kind == NodeKind.Host && !senders.Contains(node) && attached[node].Count() == 1)
            .Select(node => (Node: node, Key: FamilyOf(plan, node, attached[node].Single())))
            .Where(member => member.Key is not null)
            .GroupBy(member => member.Key);
        foreach (IGrouping<string?, (int Node, string? Key)> family in families.Where(family => family.Count() >= alike))
            foreach ((int node, _) in family) first[node] = family.First().Node;
        return first;
    }

    /// <summary>Hosts of one family hang on the same place by the same kind of line, and the same flows reach them.</summary>
    private static string? FamilyOf(NetworkPlan plan, int node, Direction up)
    {
        if (NameFamily.StemOf(plan.Nodes[node].Name) is not { } stem) return null;
        PlanMedium medium = plan.Media[up.Medium];
        string hub = medium.IsLan ? $"lan {up.Medium}" : $"node {up.ToNode?.Index}";
        int down = DownOf(plan, up);
        IEnumerable<string> flows = plan.Paths.Select(path => $"{path.Uses(up.Index)}{path.Uses(down)}");
        return $"{stem}\n{hub}\n{string.Join('\n', medium.IsLan ? [] : medium.Label)}\n{string.Join(' ', flows)}";
    }

    /// <summary>The two directions of a line stand side by side; which of them goes up depends on who is named first.</summary>
    private static int DownOf(NetworkPlan plan, Direction up)
    {
        int next = up.Index + 1;
        bool isNext = next < plan.Directions.Count && plan.Directions[next] is var d && d.Medium == up.Medium && d.ToNode == up.FromNode
            && d.FromNode == up.ToNode;
        return isNext ? next : up.Index - 1;
    }

    private void AddNodes(int[] first)
    {
        for (int node = 0; node < first.Length; node++)
        {
            if (first[node] != node)
            {
                _vertexOfNode[node] = _vertexOfNode[first[node]];
                continue;
            }
            _vertexOfNode[node] = _vertices.Count;
            int[] group = [.. Enumerable.Range(node, first.Length - node).Where(other => first[other] == node)];
            string[] names = [.. group.Select(member => _plan.Nodes[member].Name)];
            (string Name, string Count) family = group.Length > 1 ? NameFamily.NameOf(names) : default;
            _vertices.Add(
                group.Length > 1 ? new PlanVertex(VertexKind.Hosts, family.Name, family.Count, group)
                : new PlanVertex(_plan.Nodes[node].Kind == NodeKind.Router ? VertexKind.Router : VertexKind.Host, names[0], "", group));
        }
    }

    private void AddEdges()
    {
        var drawn = new Dictionary<int, int>();
        for (int i = 0; i + 1 < _plan.Directions.Count; i += 2)
        {
            Direction direction = _plan.Directions[i];
            int a = VertexAt(direction.FromNode, direction.Medium);
            int b = VertexAt(direction.ToNode, direction.Medium);
            int group = _vertices[a].Kind == VertexKind.Hosts ? a : _vertices[b].Kind == VertexKind.Hosts ? b : -1;
            bool isDrawn = drawn.TryGetValue(group, out int edge);
            _edgeOfDirection[i] = _edgeOfDirection[i + 1] = isDrawn ? edge : _edges.Count;
            if (isDrawn) continue;
            if (group >= 0) drawn.Add(group, _edges.Count);

            PlanMedium medium = _plan.Media[direction.Medium];
            IEnumerable<PlanEdge.Use> uses = Enumerable.Range(0, _plan.Paths.Count)
                .Select(path => new PlanEdge.Use(path, _plan.Paths[path].Uses(i), _plan.Paths[path].Uses(i + 1)))
                .Where(use => use.Forward || use.Backward);
            _edges.Add(new PlanEdge(a, b, medium.IsLan ? [] : medium.Label, [.. uses]));
        }
    }

    private void SayCommonLabelOnce()
    {
        IGrouping<string, PlanEdge>? common = _edges.Where(edge => edge.Label.Count == 1).GroupBy(edge => edge.Label[0])
            .MaxBy(group => group.Count());
        bool isElsewhereBare = _edges
            .Exists(edge => edge.Label.Count == 0 && _vertices[edge.A].Kind != VertexKind.Lan && _vertices[edge.B].Kind != VertexKind.Lan);
        if (common is null || common.Count() < LabelOnce || isElsewhereBare) return;

        CommonLabel = common.Key;
        for (int i = 0; i < _edges.Count; i++)
            if (_edges[i].Label is [var only] && only == CommonLabel) _edges[i] = _edges[i] with { Label = [] };
    }

    private int VertexAt(NodeId? node, int medium) => node is { } known ? _vertexOfNode[known.Index] : _vertexOfMedium[medium];
}

/// <summary>One line of the drawing: a link, or the way between a LAN and a member (or many members that are all alike).</summary>
/// <param name="Label">What stands beside it; empty for members of a LAN.</param>
internal sealed record PlanEdge(int A, int B, IReadOnlyList<string> Label, IReadOnlyList<PlanEdge.Use> Uses)
{
    /// <param name="Forward">Whether packets went from A to B.</param>
    /// <param name="Backward">Whether packets went from B to A.</param>
    internal readonly record struct Use(int Path, bool Forward, bool Backward);
}

/// <summary>One symbol of the drawing.</summary>
/// <param name="Under">A second line; empty where there is none.</param>
/// <param name="Nodes">The nodes that it stands for, by index; none for a LAN.</param>
internal sealed record PlanVertex(VertexKind Kind, string Name, string Under, IReadOnlyList<int> Nodes);

internal enum VertexKind
{
    Host,

    /// <summary>Many hosts that are all alike.</summary>
    Hosts,

    Router,

    /// <summary>A LAN: its switch.</summary>
    Lan,
}

/// <summary>Names that differ in the number at their end alone: <c>sensor-1</c>, <c>sensor-2</c>.</summary>
internal static class NameFamily
{
    /// <summary>The name without the number; null where it ends in none that counts.</summary>
    public static string? StemOf(string name)
    {
        string stem = name.TrimEnd("0123456789".ToCharArray());
        return stem.Length == name.Length || stem.Length == 0 || name.Length - stem.Length > 9 ? null : stem;
    }

    /// <summary>What stands for all: <c>sensor-1 … 20</c> and how many these are.</summary>
    public static (string Name, string Count) NameOf(IReadOnlyList<string> names)
    {
        string stem = StemOf(names[0]) ?? names[0];
        List<int> numbers = names.Select(name => int.Parse(name.AsSpan(stem.Length), CultureInfo.InvariantCulture)).Order().ToList();
        bool isWhole = numbers[^1] - numbers[0] == numbers.Count - 1;
        return ($"{stem}{numbers[0]} … {numbers[^1]}", isWhole ? $"{names.Count} hosts" : $"{names.Count} of these");
    }
}
