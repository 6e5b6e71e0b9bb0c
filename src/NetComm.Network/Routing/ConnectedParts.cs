namespace NetComm.Network;

/// <summary>
/// Which parts a network falls into by itself, and a place for each node in its part: routes need no more room than the part has nodes.
/// Stub hosts have none, as they pass nothing on.
/// </summary>
internal sealed class ConnectedParts
{
    private readonly int[] _partOf;
    private readonly int[] _placeOf;
    private readonly List<int> _sizes = [];

    private ConnectedParts(int nodes)
    {
        _partOf = new int[nodes];
        _placeOf = new int[nodes];
        Array.Fill(_placeOf, -1);
    }

    /// <summary>All nodes as one part, in their order.</summary>
    internal static ConnectedParts Whole(Scenario scenario)
    {
        var whole = new ConnectedParts(scenario.Nodes.Count);
        for (int node = 0; node < scenario.Nodes.Count; node++) whole._placeOf[node] = node;
        whole._sizes.Add(scenario.Nodes.Count);
        return whole;
    }

    internal static ConnectedParts Of(Scenario scenario, StubHosts stubs)
    {
        var parts = new ConnectedParts(scenario.Nodes.Count);
        bool[] crossed = new bool[scenario.Links.Count];
        foreach (Node node in scenario.Nodes)
        {
            if (parts._placeOf[node.Index] < 0 && !stubs.IsStub(node.Index)) parts.AddPart(scenario, stubs, node, crossed);
        }

        return parts;
    }

    internal bool AreJoined(int one, int other) => _partOf[one] == _partOf[other];

    internal int SizeOf(int node) => _sizes[_partOf[node]];

    /// <summary>The node's place in its part; −1: it is a stub.</summary>
    internal int PlaceOf(int node) => _placeOf[node];

    private void AddPart(Scenario scenario, StubHosts stubs, Node first, bool[] crossed)
    {
        int part = _sizes.Count;
        _sizes.Add(0);
        var found = new Stack<Node>();
        Place(first);
        while (found.TryPop(out Node? node))
        {
            foreach (NetworkInterface at in node.Interfaces)
            {
                if (crossed[at.Medium]) continue;
                crossed[at.Medium] = true;
                foreach (NetworkInterface other in scenario.Links[at.Medium].Interfaces)
                {
                    if (_placeOf[other.Node] < 0 && !stubs.IsStub(other.Node)) Place(scenario.Nodes[other.Node]);
                }
            }
        }

        void Place(Node node)
        {
            (_partOf[node.Index], _placeOf[node.Index]) = (part, _sizes[part]++);
            found.Push(node);
        }
    }
}
