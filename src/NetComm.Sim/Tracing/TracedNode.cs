using NetComm.Sim.Model;

namespace NetComm.Sim.Tracing;

/// <summary>A host or router of a trace.</summary>
public sealed record TracedNode(string Name, NodeKind Kind, IReadOnlyList<Ipv4Address> Addresses);
