namespace NetComm.Network;

/// <summary>A node's next hops, looked up once for each destination and after a change. A host remembers the last only.</summary>
internal sealed class ForwardingTable(NetworkState map, Node node)
{
    private long _version = -1;
    private int _lastDestination = -1;
    private NextHop _lastHop;
    private NextHop[] _hops = [];

    internal NextHop Next(int destination)
    {
        if (map.Version != _version) Forget();
        if (node.Kind == NodeKind.Router) return LookUp(destination);
        if (destination != _lastDestination) (_lastDestination, _lastHop) = (destination, map.Next(node.Index, destination));
        return _lastHop;
    }

    private NextHop LookUp(int destination)
    {
        if (destination >= _hops.Length) Grow();
        ref NextHop hop = ref _hops[destination];
        if (hop == NextHop.Unknown) hop = map.Next(node.Index, destination);
        return hop;
    }

    private void Forget()
    {
        _version = map.Version;
        _lastDestination = -1;
        Array.Fill(_hops, NextHop.Unknown);
    }

    private void Grow()
    {
        int known = _hops.Length;
        Array.Resize(ref _hops, map.Addresses.Destinations);
        Array.Fill(_hops, NextHop.Unknown, known, _hops.Length - known);
    }
}
