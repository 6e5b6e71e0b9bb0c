using NetComm.Sim.Model;

namespace NetComm.Sim.Tracing;

/// <summary>A multicast group of a trace.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address.</param>
/// <param name="Members">Indices of the nodes that have joined before time 0; who joins and leaves later, GroupJoined and GroupLeft tell.</param>
public sealed record TracedGroup(string Name, Ipv4Address Address, IReadOnlyList<int> Members);
