using NetComm.Sim.Model;

namespace NetComm.Sim.Protocols.Pim;

/// <summary>The way back to a source: its interface is the only one from which packets of the source are taken.</summary>
/// <param name="Interface">The interface towards the source.</param>
/// <param name="Neighbour">The next router on the way; null: the source is on the interface's own network.</param>
/// <param name="Metric">How far it is, by which routers on one LAN are compared.</param>
internal sealed record PimRoute(int Interface, Ipv4Address? Neighbour, int Metric);
