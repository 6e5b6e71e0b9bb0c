using NetComm.Sim.Model;

namespace NetComm.Sim.Tracing;

/// <summary>An interface of a trace: its node's index, its address, and the index of the link or LAN it is attached to.</summary>
public sealed record TracedInterface(int Node, Ipv4Address Address, int Medium);
