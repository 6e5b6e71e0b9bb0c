using NetComm.Protocols.Rip;

namespace NetComm.Protocols.Tests;

/// <summary>
/// Two to seven routers joined by networks of two or more of them, random from a seed, and the shortest paths over them. Network s is
/// 10.0.s.0/24, and router r has the address 10.0.s.(r + 1) there.
/// </summary>
internal sealed class RandomMap
{
    private const int Far = 1000;

    private readonly bool[] _isUp;

    public RandomMap(int seed)
    {
        var random = RandomStream.For(seed, "shape");
        int count = 2 + Below(random, 6);
        Segments = [.. RandomSegments(random, count)];
        _isUp = [.. Segments.Select(_ => true)];
        SegmentsOf =
            [.. Enumerable.Range(0, count)
                .Select(r => Enumerable.Range(0, Segments.Count).Where(s => Segments[s].Routers.Contains(r)).ToList())];
    }

    public int Routers => SegmentsOf.Count;

    /// <summary>The routers of each network, and what crossing it costs.</summary>
    public IReadOnlyList<(int[] Routers, int Cost)> Segments { get; }

    /// <summary>The networks of each router: its interfaces in their order.</summary>
    public IReadOnlyList<List<int>> SegmentsOf { get; }

    public static Ipv4Network NetworkOf(int segment) => new(Ipv4Address.FromOctets(10, 0, (byte)segment, 0), 24);

    public static Ipv4Address AddressOf(int router, int segment) => Ipv4Address.FromOctets(10, 0, (byte)segment, (byte)(router + 1));

    public static int Below(RandomStream random, int limit) => (int)(random.NextDouble() * limit);

    public bool IsUp(int segment) => _isUp[segment];

    public void Set(int segment, bool isUp) => _isUp[segment] = isUp;

    /// <summary>The cost from each router to the network, itself included, by Dijkstra's algorithm; 16 or more: not reachable.</summary>
    public int[] Metrics(int segment)
    {
        int[] metrics =
            [.. Enumerable.Range(0, Routers)
                .Select(r => _isUp[segment] && Segments[segment].Routers.Contains(r) ? Segments[segment].Cost : Far)];
        SortedSet<int> open = [.. Enumerable.Range(0, Routers)];
        while (open.Count > 0)
        {
            int nearest = open.MinBy(r => (metrics[r], r));
            open.Remove(nearest);
            foreach (int s in SegmentsOf[nearest].Where(IsUp))
            {
                foreach (int r in Segments[s].Routers.Where(open.Contains))
                    metrics[r] = Math.Min(metrics[r], metrics[nearest] + Segments[s].Cost);
            }
        }

        return metrics;
    }

    /// <summary>
    /// The way from a router to a network: over which network of its own and to which router, the lowest address of several; none: null.
    /// </summary>
    public (int Over, Ipv4Address? NextHop, int Metric)? Route(int router, int segment)
    {
        int[] metrics = Metrics(segment);
        if (metrics[router] >= RipEntry.Infinity)
            return null;
        if (_isUp[segment] && Segments[segment].Routers.Contains(router))
            return (segment, null, metrics[router]);
        return (from over in SegmentsOf[router]
                where _isUp[over]
                from other in Segments[over].Routers
                where other != router && metrics[other] + Segments[over].Cost == metrics[router]
                orderby AddressOf(other, over)
                select (over, (Ipv4Address?)AddressOf(other, over), metrics[router])).First();
    }

    private static IEnumerable<(int[] Routers, int Cost)> RandomSegments(RandomStream random, int count)
    {
        for (int r = 1; r < count; r++)
            yield return ([Below(random, r), r], 1 + Below(random, 2));
        for (int more = Below(random, 4); more > 0; more--)
        {
            int[] some = [.. Enumerable.Range(0, count).Where(_ => random.NextDouble() < 0.4)];
            if (some.Length > 0)
                yield return (some, 1 + Below(random, 2));
        }
    }
}
