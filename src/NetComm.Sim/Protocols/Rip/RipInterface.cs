using NetComm.Sim.Model;

namespace NetComm.Sim.Protocols.Rip;

/// <summary>An interface of a RIP router: its address, its network, and what crossing that network costs (1 to 15, default 1).</summary>
internal sealed record RipInterface(Ipv4Address Address, Ipv4Network Network, int Cost = 1);
