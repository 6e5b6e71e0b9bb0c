namespace NetComm.Sim.Model;

/// <summary>A host or router. <paramref name="Index"/> is its place in <see cref="Scenario.Nodes"/>.</summary>
/// <param name="Index">Place in the scenario's list of nodes: hosts, then routers, in file order.</param>
/// <param name="Name">Unique among all that have an address.</param>
/// <param name="Kind">Host or router.</param>
/// <param name="External">A real program outside stands for it (loopback mode only).</param>
/// <param name="Interfaces">Where it is attached: first its links, then its LANs, in file order.</param>
public sealed record Node(int Index, string Name, NodeKind Kind, bool External, IReadOnlyList<NetworkInterface> Interfaces)
{
    /// <summary>The address that the node's name stands for: that of its first interface; none where it has no interface.</summary>
    public Ipv4Address? Address => Interfaces.Count == 0 ? null : Interfaces[0].Address;
}
