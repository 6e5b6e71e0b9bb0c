using NetComm.Sim.Model;

namespace NetComm.Sim.Tracing;

/// <summary>An interface of a trace: its node's index and its address.</summary>
public sealed record TracedInterface(int Node, Ipv4Address Address);
