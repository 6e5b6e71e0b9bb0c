using NetComm.Sim.Model;

namespace NetComm.Sim.Measuring;

/// <summary>The figures of a host or router.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Host or router.</param>
/// <param name="Addresses">Its addresses, by interface.</param>
/// <param name="Drops">Packets that ended at it, by reason: always <c>ttl</c>, <c>noRoute</c> and <c>noSocket</c>, then others that occurred.</param>
public sealed record HostMeasurement(string Name, NodeKind Kind, IReadOnlyList<Ipv4Address> Addresses, IReadOnlyList<DropCount> Drops);
