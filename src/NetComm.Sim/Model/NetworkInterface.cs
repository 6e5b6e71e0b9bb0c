namespace NetComm.Sim.Model;

/// <summary>A node's attachment to one link or LAN.</summary>
/// <param name="Index">Place among all interfaces of the scenario.</param>
/// <param name="Node">The node's index.</param>
/// <param name="Address">Its IPv4 address.</param>
/// <param name="Network">The network that the address belongs to.</param>
/// <param name="Medium">The link or LAN, as a place in <see cref="Scenario.Media"/>.</param>
/// <param name="Port">Its number on that medium: 0 and 1 on a link, the member's place on a LAN.</param>
public sealed record NetworkInterface(int Index, int Node, Ipv4Address Address, Ipv4Network Network, int Medium, int Port);
