namespace NetComm.Scenarios.Reading.Topology.Building;

/// <summary>A random connected graph: a tree, all trees being equally likely, and then links between random pairs of routers.</summary>
internal static class RandomGraph
{
    /// <summary>The number of links of a connected graph whose mean degree is as near to the wanted one as can be.</summary>
    public static long LinksOf(long routers, double degree) => Math.Clamp(
        (long)Math.Round(routers * degree / 2, MidpointRounding.AwayFromZero), routers - 1, routers * (routers - 1) / 2);

    /// <summary>The graph that the stream draws, its links in the order of their ends.</summary>
    public static RouterGraph Of(int routers, double degree, RandomStream random)
    {
        int Draw() => (int)(random.NextDouble() * routers);
        long wanted = LinksOf(routers, degree);
        var joined = new HashSet<(int A, int B)>();
        foreach ((int a, int b) in Tree(routers, Draw)) joined.Add((Math.Min(a, b), Math.Max(a, b)));
        while (joined.Count < wanted)
        {
            (int a, int b) = (Draw(), Draw());
            if (a != b) joined.Add((Math.Min(a, b), Math.Max(a, b)));
        }

        return RouterGraph.Of(routers, joined.Order().Select(pair => new RouterLink(pair.A, pair.B)));
    }

    /// <summary>
    /// The tree that a random Prüfer sequence stands for (Prüfer 1918): each of n − 2 numbers is joined to the lowest leaf left.
    /// </summary>
    private static IEnumerable<(int A, int B)> Tree(int routers, Func<int> draw)
    {
        if (routers < 2) yield break;
        int[] sequence = [.. Enumerable.Range(0, routers - 2).Select(_ => draw())];
        int[] degree = [.. Enumerable.Repeat(1, routers)];
        foreach (int router in sequence) degree[router]++;
        var leaves = new PriorityQueue<int, int>();
        foreach (int leaf in Enumerable.Range(0, routers).Where(each => degree[each] == 1)) leaves.Enqueue(leaf, leaf);
        foreach (int router in sequence)
        {
            yield return (leaves.Dequeue(), router);
            if (--degree[router] == 1) leaves.Enqueue(router, router);
        }

        yield return (leaves.Dequeue(), leaves.Dequeue());
    }
}
