namespace NetComm.Network;

/// <summary>
/// Hosts that hang on a router by a single link, as most do: the way to such a host is the way to its router and the link, and the way from
/// it is the link, so nobody needs routes for each of them.
/// </summary>
internal sealed class StubHosts(Scenario scenario)
{
    private readonly record struct Stub(int Router, int Link, NextHop LastHop, NextHop FirstHop)
    {
        internal static readonly Stub None = new(-1, -1, NextHop.None, NextHop.None);
    }

    private readonly Stub[] _stubs = [.. scenario.Nodes.Select(node => Of(scenario, node))];

    internal bool IsStub(int destination) => destination < _stubs.Length && _stubs[destination].Router >= 0;

    internal int RouterOf(int stub) => _stubs[stub].Router;

    internal int LinkOf(int stub) => _stubs[stub].Link;

    internal NextHop LastHopTo(int stub) => _stubs[stub].LastHop;

    internal NextHop FirstHopOf(int stub) => _stubs[stub].FirstHop;

    private static Stub Of(Scenario scenario, Node node)
    {
        if (node is not { Kind: NodeKind.Host, Interfaces: [var own] } || scenario.Links[own.Medium] is not Link link) return Stub.None;
        NetworkInterface far = link.Interfaces[1 - own.Port];
        return scenario.Nodes[far.Node].Kind == NodeKind.Router
            ? new(far.Node, link.Index, NextHop.To(own.Index, far.Index), NextHop.To(far.Index, own.Index)) : Stub.None;
    }
}
