namespace NetComm.Network;

/// <summary>Static routing: each node knows the shortest paths, worked out for a destination when first asked for.</summary>
/// <remarks>
/// Routes lead to nodes, not to networks, so the path to a node is the shortest there is, whichever of its addresses is meant. Where no
/// live path is left the route of the whole map stands, and a packet is lost where it meets the failure.
/// </remarks>
internal sealed class StaticRoutes : IRoutes
{
    private readonly Scenario _scenario;
    private readonly NetworkState _map;
    private readonly ShortestPaths _paths;
    private readonly StubHosts _stubs;
    private readonly ConnectedParts _parts;
    private readonly ConnectedParts _whole;
    private readonly NextHop[]?[] _rows;
    private readonly NextHop[]?[] _rowsOfWholeMap;
    private readonly Dictionary<int, NextHop[]> _services = [];
    private long _version = -1;
    private bool _hasFailures;

    internal StaticRoutes(Scenario scenario, NetworkState map)
    {
        _scenario = scenario;
        _map = map;
        _paths = new ShortestPaths(scenario, map);
        _stubs = new StubHosts(scenario);
        _parts = ConnectedParts.Of(scenario, _stubs);
        _whole = ConnectedParts.Whole(scenario);
        _rows = new NextHop[scenario.Nodes.Count][];
        _rowsOfWholeMap = new NextHop[scenario.Nodes.Count][];
    }

    public NextHop Next(int from, int destination)
    {
        if (_version != _map.Version) Forget();
        if (destination >= _rows.Length) return TowardsMany(destination)[from];
        if (from == destination) return NextHop.None;
        if (!_stubs.IsStub(destination)) return Step(from, destination, meetsFailures: true);

        // The way to such a host is that to its router, and the link; where that fails, packets go on towards it and end there.
        int router = _stubs.RouterOf(destination);
        if (from == router) return _stubs.LastHopTo(destination);
        bool isReached = !_map.IsCrashed(destination) && !_map.IsDown(_stubs.LinkOf(destination));
        return Step(from, router, isReached);
    }

    /// <summary>How every node, by index, sends on what is for a destination, without regard to what kind of host it is.</summary>
    internal NextHop[] Towards(int destination)
    {
        NextHop[] hops = Row(_map.Addresses.EndsOf(destination), _whole, meetsFailures: true);
        if (hops.Length == 0) hops = new NextHop[_rows.Length];
        if (_map.Addresses.VacantOn(destination) is not (>= 0 and var medium)) return hops;
        Ipv4Address address = _map.Addresses.AddressOf(destination);
        foreach (NetworkInterface at in _scenario.Links[medium].Interfaces) hops[at.Node] = _map.Addresses.AskInVain(at, address);
        return hops;
    }

    private NextHop Step(int from, int to, bool meetsFailures)
    {
        if (!_stubs.IsStub(from)) return InRow(from, to, meetsFailures);
        int router = _stubs.RouterOf(from);
        return router == to || InRow(router, to, meetsFailures).Exists ? _stubs.FirstHopOf(from) : NextHop.None;
    }

    private NextHop InRow(int from, int to, bool meetsFailures)
    {
        if (!_parts.AreJoined(from, to)) return NextHop.None;
        ref NextHop[]? row = ref (meetsFailures && _hasFailures ? _rows : _rowsOfWholeMap)[to];
        return (row ??= Row([to], _parts, meetsFailures))[_parts.PlaceOf(from)];
    }

    private NextHop[] TowardsMany(int destination)
    {
        if (!_services.TryGetValue(destination, out NextHop[]? hops)) _services[destination] = hops = Towards(destination);
        return hops;
    }

    private NextHop[] Row(IReadOnlyList<int> destinations, ConnectedParts parts, bool meetsFailures)
    {
        NextHop[] whole = _paths.Towards(destinations, parts, meetFailures: false);
        if (!meetsFailures || !_map.HasFailures) return whole;

        NextHop[] live = _paths.Towards(destinations, parts, meetFailures: true);
        for (int place = 0; place < live.Length; place++)
        {
            if (live[place] == NextHop.None) live[place] = whole[place];
        }

        return live;
    }

    private void Forget()
    {
        _version = _map.Version;
        _hasFailures = _map.HasFailures;
        Array.Clear(_rows);
        Array.Clear(_rowsOfWholeMap);
        _services.Clear();
    }
}
