namespace NetComm.Analysis;

/// <summary>How many links and cables lie between two places, on the shortest way through routers and switches.</summary>
/// <remarks>Not modelled: what is down at the time, and costs of links: a trace does not tell them.</remarks>
internal sealed class HopDistances
{
    private readonly TraceHeader _header;
    private readonly List<int>[] _before;
    private readonly Dictionary<NodeId, int[]> _towards = [];

    public HopDistances(TraceHeader header)
    {
        _header = header;
        _before = [.. Enumerable.Range(0, header.Nodes.Count + header.Media.Count).Select(_ => new List<int>())];
        foreach (Direction direction in header.Directions)
            _before[VertexOf(direction.ToNode, direction)].Add(VertexOf(direction.FromNode, direction));
    }

    /// <summary>How far it is from a place to a node; the largest number where no way leads there.</summary>
    public int Between(PacketLocation place, NodeId node)
    {
        if (!_towards.TryGetValue(node, out int[]? distances)) _towards[node] = distances = Measure(node.Index);
        return distances[place.Direction is { } direction ? SwitchOf(_header.Directions[direction.Index]) : place.Node!.Value.Index];
    }

    // From the node outwards, against the directions.
    private int[] Measure(int node)
    {
        var distances = new int[_before.Length];
        Array.Fill(distances, int.MaxValue);
        distances[node] = 0;
        var reached = new Queue<int>([node]);
        while (reached.TryDequeue(out int at))
        {
            if (at != node && IsHost(at)) continue;
            foreach (int before in _before[at])
            {
                if (distances[before] != int.MaxValue) continue;
                distances[before] = distances[at] + 1;
                reached.Enqueue(before);
            }
        }

        return distances;
    }

    private bool IsHost(int vertex) => vertex < _header.Nodes.Count && _header.Nodes[vertex].Kind == NodeKind.Host;

    // Nodes first, and then the switch of each LAN.
    private int VertexOf(NodeId? node, Direction direction) => node?.Index ?? SwitchOf(direction);

    private int SwitchOf(Direction direction) => _header.Nodes.Count + direction.Medium;
}
