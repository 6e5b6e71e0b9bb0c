namespace NetComm.Sim.Model;

/// <summary>A multicast group (RFC 1112).</summary>
/// <param name="Index">Place in <see cref="Scenario.Groups"/>.</param>
/// <param name="Name">Unique among all that has an address.</param>
/// <param name="Address">In 224.0.0.0/4.</param>
/// <param name="Members">Indices of the nodes that have joined before time 0, in the order of the nodes.</param>
public sealed record MulticastGroup(int Index, string Name, Ipv4Address Address, IReadOnlyList<int> Members);
