namespace NetComm.Scenarios.Reading.Topology.Building;

/// <summary>The rules by which <c>topology</c> joins routers.</summary>
internal static class TopologyRules
{
    public static RouterGraph Line(int routers) =>
        RouterGraph.Of(routers, Enumerable.Range(0, routers - 1).Select(router => new RouterLink(router, router + 1)));

    public static RouterGraph Ring(int routers) =>
        RouterGraph.Of(routers, [.. Line(routers).Links, new RouterLink(0, routers - 1)]);

    public static RouterGraph FullMesh(int routers) => RouterGraph.Of(
        routers, from a in Enumerable.Range(0, routers) from b in Enumerable.Range(a + 1, routers - a - 1) select new RouterLink(a, b));

    public static RouterGraph Star() => RouterGraph.Of(1, []);

    /// <summary>Routers row by row, each joined to its right and lower neighbour.</summary>
    public static RouterGraph Grid(int rows, int columns)
    {
        var links = new List<RouterLink>();
        for (int router = 0; router < rows * columns; router++)
        {
            if ((router + 1) % columns != 0) links.Add(new(router, router + 1));
            if (router + columns < rows * columns) links.Add(new(router, router + columns));
        }

        return RouterGraph.Of(rows * columns, links);
    }

    /// <summary>Routers level by level from the root; the last level's are the leaves, on which hosts hang.</summary>
    public static RouterGraph Tree(int depth, int fanout)
    {
        (int first, int level) = (0, 1);
        for (int below = 0; below < depth; below++) (first, level) = (first + level, level * fanout);
        int routers = first + level;
        IEnumerable<RouterLink> links = Enumerable.Range(1, routers - 1).Select(router => new RouterLink((router - 1) / fanout, router));
        return RouterGraph.Of(routers, links) with
        {
            HostRouters = [.. Enumerable.Range(first, level)],
            Hosts = level,
        };
    }

    /// <summary>
    /// The fat tree of Al-Fares, Loukissas and Vahdat 2008 ("A scalable, commodity data center network architecture", section 3), of
    /// routers with k ports: k pods of k/2 aggregation and k/2 edge routers, each aggregation router joined to k/2 cores. Cores come
    /// first, then the aggregation routers pod by pod, then the edge routers.
    /// </summary>
    public static RouterGraph FatTree(int k)
    {
        int half = k / 2;
        (int aggregation, int edge) = (half * half, half * half + k * half);
        var links = new List<RouterLink>();
        for (int core = 0; core < half * half; core++)
        {
            for (int pod = 0; pod < k; pod++) links.Add(new(core, aggregation + pod * half + core / half));
        }

        for (int upper = 0; upper < k * half; upper++)
        {
            for (int lower = 0; lower < half; lower++) links.Add(new(aggregation + upper, edge + upper / half * half + lower));
        }

        return RouterGraph.Of(edge + k * half, links) with
        {
            HostRouters = [.. Enumerable.Range(edge, k * half)],
            Hosts = k * half * half,
        };
    }
}
