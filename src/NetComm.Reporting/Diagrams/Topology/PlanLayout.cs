namespace NetComm.Reporting.Diagrams.Topology;

/// <summary>
/// Places for the symbols, about one unit between neighbours. First those with two neighbours or more, then, around these, the rest: so a
/// further host moves little but the hosts beside it. The distances on the plan are made alike to those in the network (Gansner, Koren,
/// North: Graph drawing by stress majorization, 2004), from a start that puts the first sender left and what is farther from it more to the
/// right. Only + − × ÷ √, in a fixed order and number: the same places on every machine.
/// </summary>
internal sealed class PlanLayout
{
    private const int Rounds = 200;

    /// <summary>Each single neighbour of a symbol needs some room: so much longer is every line to others.</summary>
    private const double RoomForOne = 1.0 / 16;

    /// <summary>Beyond so many they find room in a second row.</summary>
    private const int MostWithRoom = 8;

    private readonly PlanGraph _graph;
    private readonly List<int>[] _neighbours;
    private readonly double[,] _distance;
    private readonly Place[] _places;
    private readonly int[] _parts;

    private PlanLayout(PlanGraph graph)
    {
        _graph = graph;
        int count = graph.Vertices.Count;
        _neighbours = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        foreach (PlanEdge edge in graph.Edges)
        {
            if (edge.A == edge.B || _neighbours[edge.A].Contains(edge.B)) continue;
            _neighbours[edge.A].Add(edge.B);
            _neighbours[edge.B].Add(edge.A);
        }
        _distance = DistancesOf(_neighbours);
        _places = new Place[count];
        _parts = new int[count];
    }

    /// <summary>A place per symbol.</summary>
    public IReadOnlyList<Place> Places => _places;

    /// <summary>Per symbol, which of the networks that are not connected it belongs to, in the order in which they stand.</summary>
    public IReadOnlyList<int> Parts => _parts;

    public static PlanLayout Of(PlanGraph graph)
    {
        var layout = new PlanLayout(graph);
        layout.PlaceAll();
        return layout;
    }

    private void PlaceAll()
    {
        var parts = new List<List<int>>();
        var known = new HashSet<int>();
        foreach (int vertex in Enumerable.Range(0, _places.Length).OrderBy(vertex => vertex == _graph.Root ? 0 : 1))
        {
            if (known.Contains(vertex)) continue;
            List<int> part = [.. Enumerable.Range(0, _places.Length).Where(other => !double.IsPositiveInfinity(_distance[vertex, other]))];
            known.UnionWith(part);
            foreach (int member in part) _parts[member] = parts.Count;
            parts.Add(part);
            PlacePart(part, vertex);
        }
        Shelve(parts);
    }

    private void PlacePart(List<int> part, int root)
    {
        if (TryPlaceInRow(part, root)) return;
        List<int> core = [.. part.Where(vertex => _neighbours[vertex].Count > 1)];
        if (core.Count == 0) core = part;
        int first = core.Contains(root) ? root : _neighbours[root][0];
        StartInLayers(core, first);
        Relax(core, core);

        List<int> leaves = [.. part.Except(core)];
        foreach (IGrouping<int, int> family in leaves.GroupBy(leaf => _neighbours[leaf][0]))
            StartAround(family.Key, [.. family], core, root);
        Relax(leaves, part);
        if (core.Count == 1 && leaves.Count > 0) TurnLeft(core[0], leaves.Contains(root) ? root : leaves[0], part);
    }

    /// <summary>A chain without branches stands in a straight row, the end that is nearer to the first sender left.</summary>
    private bool TryPlaceInRow(List<int> part, int root)
    {
        int[] ends = [.. part.Where(vertex => _neighbours[vertex].Distinct().Count() == 1)];
        if (ends.Length != 2 || part.Any(vertex => _neighbours[vertex].Distinct().Count() > 2)) return false;
        int left = ends.MinBy(end => _distance[root, end]);
        foreach (int vertex in part) _places[vertex] = new Place(_distance[left, vertex], 0);
        return true;
    }

    /// <summary>Turns a star so that one of its points is exactly left of the middle.</summary>
    private void TurnLeft(int hub, int point, List<int> part)
    {
        Place middle = _places[hub];
        Place to = _places[point] - middle;
        if (to.Length < 1e-9) return;
        (double cosine, double sine) = (-to.X / to.Length, to.Y / to.Length);
        foreach (int vertex in part)
        {
            Place from = _places[vertex] - middle;
            _places[vertex] = middle + new Place((from.X * cosine) - (from.Y * sine), (from.X * sine) + (from.Y * cosine));
        }
    }

    /// <summary>Columns by the distance from the first, each in the order of what it hangs on.</summary>
    private void StartInLayers(List<int> core, int first)
    {
        int[] hops = HopsFrom(first, core);
        foreach (IGrouping<int, int> layer in core.GroupBy(vertex => hops[vertex]).OrderBy(layer => layer.Key))
        {
            double Middle(int vertex) =>
                _neighbours[vertex].Where(n => hops[n] == layer.Key - 1).Select(n => _places[n].Y).DefaultIfEmpty(0).Average();
            int[] column =
                [.. layer.Select(vertex => (vertex, middle: Middle(vertex))).OrderBy(v => v.middle).ThenBy(v => v.vertex)
                    .Select(v => v.vertex)];
            for (int i = 0; i < column.Length; i++) _places[column[i]] = new Place(layer.Key, i - ((column.Length - 1) / 2.0));
        }
    }

    private int[] HopsFrom(int first, List<int> core)
    {
        var hops = new int[_places.Length];
        Array.Fill(hops, -1);
        hops[first] = 0;
        HashSet<int> inner = core.ToHashSet();
        var open = new Queue<int>([first]);
        while (open.TryDequeue(out int vertex))
            foreach (int next in _neighbours[vertex].Where(n => hops[n] < 0 && inner.Contains(n)))
            {
                hops[next] = hops[vertex] + 1;
                open.Enqueue(next);
            }
        return hops;
    }

    /// <summary>
    /// Beside their hub: a fan on the side that its other neighbours leave free; of two such sides both in turn. The first sender goes
    /// left.
    /// </summary>
    private void StartAround(int hub, int[] leaves, List<int> core, int root)
    {
        HashSet<int> inner = core.ToHashSet();
        Place[] others = [.. _neighbours[hub].Where(inner.Contains).Select(n => _places[n] - _places[hub])];
        Place pull = others.Aggregate(default(Place), (sum, to) => sum + (to * (1 / Math.Max(to.Length, 1e-9))));
        bool isEven = others.Length > 0 && pull.Length < 0.3;
        Place outward = others.Length == 0 ? new Place(1, 0)
            : isEven ? new Place(-others[0].Y, others[0].X) * (1 / Math.Max(others[0].Length, 1e-9)) : pull * (-1 / pull.Length);
        var across = new Place(-outward.Y, outward.X);
        if (others.Length > 0 && leaves.Contains(root))
        {
            // The first sender stands in the middle of its fan.
            int[] rest = leaves.Where(leaf => leaf != root).ToArray();
            leaves = [.. rest.Take(rest.Length / 2), root, .. rest.Skip(rest.Length / 2)];
        }
        for (int i = 0; i < leaves.Length; i++)
        {
            double side = (i - ((leaves.Length - 1) / 2.0)) * 0.6;
            Place towards = isEven && i % 2 == 1 ? outward * -1 : outward;
            _places[leaves[i]] = _places[hub] + (towards * 0.8) + (across * side);
            if (leaves[i] == root && others.Length == 0) _places[leaves[i]] = _places[hub] + new Place(-1, 0);
        }
    }

    private void Relax(List<int> movable, List<int> all)
    {
        for (int round = 0; round < Rounds; round++)
            foreach (int vertex in movable)
                _places[vertex] = Balance(vertex, all);
    }

    /// <summary>Where the wishes of all others balance, each weighted by one over its distance squared.</summary>
    private Place Balance(int vertex, List<int> all)
    {
        var sum = default(Place);
        double weights = 0.0;
        foreach (int other in all)
        {
            if (other == vertex) continue;
            double wanted = _distance[vertex, other];
            double weight = 1 / (wanted * wanted);
            Place away = _places[vertex] - _places[other];
            double length = away.Length;
            sum += (_places[other] + (length < 1e-9 ? default : away * (wanted / length))) * weight;
            weights += weight;
        }
        return weights == 0 ? _places[vertex] : sum * (1 / weights);
    }

    /// <summary>Networks that are not connected stand side by side, in rows.</summary>
    private void Shelve(List<List<int>> parts)
    {
        double row = parts.Max(part => WidthOf(part)) + 0.01;
        row = Math.Max(row, 4);
        double x = 0, y = 0, depth = 0;
        foreach (List<int> part in parts)
        {
            double left = part.Min(v => _places[v].X);
            double top = part.Min(v => _places[v].Y);
            if (x > 0 && x + WidthOf(part) > row) (x, y, depth) = (0, y + depth + 1, 0);
            foreach (int vertex in part) _places[vertex] += new Place(x - left, y - top);
            x += WidthOf(part) + 1;
            depth = Math.Max(depth, part.Max(v => _places[v].Y) - y);
        }
    }

    private double WidthOf(List<int> part) => part.Max(v => _places[v].X) - part.Min(v => _places[v].X);

    /// <summary>Along the shortest way (Floyd and Warshall); infinite where there is none.</summary>
    private static double[,] DistancesOf(List<int>[] neighbours)
    {
        int count = neighbours.Length;
        double[] room = neighbours.Select(near => Math.Min(MostWithRoom, near.Count(n => neighbours[n].Count == 1)) * RoomForOne).ToArray();
        var distance = new double[count, count];
        for (int a = 0; a < count; a++)
            for (int b = 0; b < count; b++)
                distance[a, b] = a == b ? 0 : double.PositiveInfinity;
        for (int a = 0; a < count; a++)
            foreach (int b in neighbours[a])
                distance[a, b] = neighbours[a].Count == 1 || neighbours[b].Count == 1 ? 1 : 1 + room[a] + room[b];
        for (int over = 0; over < count; over++)
            for (int a = 0; a < count; a++)
                for (int b = 0; b < count; b++)
                    distance[a, b] = Math.Min(distance[a, b], distance[a, over] + distance[over, b]);
        return distance;
    }
}
