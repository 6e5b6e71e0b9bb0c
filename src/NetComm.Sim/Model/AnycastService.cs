namespace NetComm.Sim.Model;

/// <summary>One address that several hosts have; routing picks the nearest (RFC 4786).</summary>
/// <param name="Index">Place in <see cref="Scenario.AnycastServices"/>.</param>
/// <param name="Name">Unique among all that has an address.</param>
/// <param name="Address">The shared address, on none of the scenario's networks.</param>
/// <param name="Members">Indices of the nodes that have it, in the order of the nodes.</param>
public sealed record AnycastService(int Index, string Name, Ipv4Address Address, IReadOnlyList<int> Members);
