namespace NetComm.Scenarios.Reading.Theories;

/// <summary>The paths of static routing: least sum of costs, ties by the lowest next-hop address; hosts never forward.</summary>
internal sealed class Paths(IReadOnlyList<Node> nodes, IReadOnlyList<LinkOrLan> media)
{
    /// <summary>The links and LANs that a packet crosses from one node to another; empty where there is no path.</summary>
    public IReadOnlyList<PathStep> Between(int from, int to)
    {
        long[] distance = DistancesTo(to);
        var steps = new List<PathStep>();
        for (int at = from; at != to;)
        {
            if (distance[at] == long.MaxValue) return [];
            NetworkInterface next = (from near in nodes[at].Interfaces
                                     from far in media[near.Medium].Interfaces
                                     where far.Node != at && (far.Node == to || nodes[far.Node].Kind == NodeKind.Router)
                                         && distance[far.Node] != long.MaxValue
                                     where distance[far.Node] + media[near.Medium].Cost == distance[at]
                                     orderby far.Address.Value
                                     select far).First();
            steps.Add(new(media[next.Medium], at, next.Node));
            at = next.Node;
        }

        return steps;
    }

    /// <summary>Dijkstra's shortest paths, from the destination outwards.</summary>
    private long[] DistancesTo(int to)
    {
        var distance = new long[nodes.Count];
        Array.Fill(distance, long.MaxValue);
        distance[to] = 0;
        var frontier = new PriorityQueue<int, long>();
        frontier.Enqueue(to, 0);
        while (frontier.TryDequeue(out int node, out long known))
        {
            if (known > distance[node] || (node != to && nodes[node].Kind != NodeKind.Router)) continue;
            foreach (NetworkInterface near in nodes[node].Interfaces)
            {
                LinkOrLan medium = media[near.Medium];
                foreach (NetworkInterface far in medium.Interfaces)
                {
                    if (distance[node] + medium.Cost >= distance[far.Node]) continue;
                    distance[far.Node] = distance[node] + medium.Cost;
                    frontier.Enqueue(far.Node, distance[far.Node]);
                }
            }
        }

        return distance;
    }
}

internal sealed record PathStep(LinkOrLan Medium, int From, int To)
{
    /// <summary>Whether the first end of a link sends to the second.</summary>
    public bool IsForward => Medium.Interfaces[0].Node == From;

    /// <summary>The properties in this direction; of a LAN those of the port to the receiver.</summary>
    public LinkProperties Properties => Medium is Link link ? IsForward ? link.Forward : link.Backward : ((Lan)Medium).Properties;
}
