using NetComm.Sim.Model;

namespace NetComm.Sim.Packets;

/// <summary>An answer of a DNS server (RFC 1035, 4.1.3): an address, or another name of the name.</summary>
/// <param name="Name">Whose.</param>
/// <param name="TimeToLive">For how many seconds it may be kept.</param>
/// <param name="Address">The address; null in other records.</param>
/// <param name="Alias">The other name; null in other records.</param>
public sealed record DnsRecord(string Name, uint TimeToLive, Ipv4Address? Address, string? Alias = null);
