using NetComm.Protocols.Rip;

namespace NetComm.Network;

/// <summary>
/// What routers have learned by RIP, as next hops. Hosts do not take part: they reach their own networks directly, and all else by a
/// default gateway, the router of the lowest address on the first of their networks that is up and has one.
/// </summary>
internal sealed class RipRoutes : IRoutes
{
    private readonly Scenario _scenario;
    private readonly NetworkState _map;
    private readonly RipRouter?[] _tables;
    private readonly Dictionary<(int Medium, uint Address), int> _interfaces = [];
    private readonly NetworkInterface?[] _gateways;

    internal RipRoutes(Scenario scenario, NetworkState map)
    {
        _scenario = scenario;
        _map = map;
        _tables = new RipRouter[scenario.Nodes.Count];
        foreach (NetworkInterface at in scenario.Links.SelectMany(medium => medium.Interfaces))
            _interfaces[(at.Medium, at.Address.Value)] = at.Index;
        _gateways =
        [
            .. scenario.Links.Select(medium => medium.Interfaces
                .Where(at => scenario.Nodes[at.Node].Kind == NodeKind.Router).MinBy(at => at.Address)),
        ];
    }

    public NextHop Next(int from, int destination)
    {
        Node node = _scenario.Nodes[from];
        Ipv4Address address = _map.Addresses.AddressOf(destination);
        return node.Kind == NodeKind.Router ? OfRouter(node, address) : OfHost(node, address);
    }

    /// <summary>From now on a router goes by this table; null: it knows nothing.</summary>
    internal void Use(int node, RipRouter? table)
    {
        _tables[node] = table;
        _map.Forget();
    }

    private NextHop OfRouter(Node node, Ipv4Address address) =>
        _tables[node.Index]?.Lookup(address) is { } route ? Step(node.Interfaces[route.Interface], route.NextHop ?? address) : NextHop.None;

    private NextHop OfHost(Node node, Ipv4Address address)
    {
        foreach (NetworkInterface at in node.Interfaces)
        {
            if (at.Network.Contains(address)) return Step(at, address);
        }

        foreach (NetworkInterface at in node.Interfaces)
        {
            if (!_map.IsDown(at.Medium) && _gateways[at.Medium] is { } gateway) return NextHop.To(gateway.Index, at.Index);
        }

        return NextHop.None;
    }

    private NextHop Step(NetworkInterface by, Ipv4Address neighbour) =>
        _interfaces.TryGetValue((by.Medium, neighbour.Value), out int next)
            ? NextHop.To(next, by.Index) : _map.Addresses.AskInVain(by, neighbour);
}
