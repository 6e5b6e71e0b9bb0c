namespace NetComm.Runtime.Tests.Simulated;

/// <summary>The least sums of costs between all nodes by the Floyd–Warshall algorithm: an independent check of routes.</summary>
internal static class LeastCosts
{
    /// <summary>From each node to each other; <paramref name="without"/> forwards nothing and cannot be reached.</summary>
    internal static long[,] Of(Scenario scenario, int without = -1)
    {
        int count = scenario.Nodes.Count;
        var least = new long[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++) least[i, j] = i == j ? 0 : long.MaxValue / 4;
        }

        foreach (LinkOrLan medium in scenario.Links)
        {
            foreach (NetworkInterface a in medium.Interfaces)
            {
                foreach (NetworkInterface b in medium.Interfaces.Where(b => b.Node != a.Node && a.Node != without && b.Node != without))
                {
                    least[a.Node, b.Node] = Math.Min(least[a.Node, b.Node], medium.Cost);
                }
            }
        }

        foreach (Node via in scenario.Nodes.Where(node => node.Kind == NodeKind.Router))
        {
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < count; j++) least[i, j] = Math.Min(least[i, j], least[i, via.Index] + least[via.Index, j]);
            }
        }

        return least;
    }
}
