namespace NetComm.Model;

/// <summary>A host or router. <paramref name="Index"/> is its place in <see cref="Scenario.Nodes"/>.</summary>
/// <param name="Index">Place in the scenario's list of nodes: hosts, then routers, in file order.</param>
/// <param name="Name">Unique among all things that have an address.</param>
/// <param name="External">Whether a real program outside plays this host (loopback mode only).</param>
/// <param name="Interfaces">Its interfaces: first those on links, then those on LANs, in file order.</param>
public sealed record Node(int Index, string Name, NodeKind Kind, bool External, IReadOnlyList<NetworkInterface> Interfaces)
{
    /// <summary>The address that the node's name stands for: that of its first interface; none where it has no interface.</summary>
    public Ipv4Address? Address => Interfaces.Count == 0 ? null : Interfaces[0].Address;

    /// <summary>Its identity.</summary>
    public NodeId Id => new(Index);
}

/// <summary>The identity of a host or router: its place in <see cref="Scenario.Nodes"/>, and in a trace's list of nodes.</summary>
public readonly record struct NodeId(int Index);

/// <summary>Whether a node forwards packets.</summary>
public enum NodeKind
{
    /// <summary>An end system: it never forwards.</summary>
    Host,

    /// <summary>It forwards packets by its routing table.</summary>
    Router,
}

/// <summary>A node's attachment to one link or LAN.</summary>
/// <param name="Index">Place among all interfaces of the scenario.</param>
/// <param name="Node">The node's index.</param>
/// <param name="Network">The network that the address belongs to.</param>
/// <param name="Medium">The link or LAN, as a place in <see cref="Scenario.Links"/>.</param>
/// <param name="Port">Its number on that medium: 0 and 1 on a link, the member's place on a LAN.</param>
public sealed record NetworkInterface(int Index, int Node, Ipv4Address Address, Ipv4Network Network, int Medium, int Port);
