namespace NetComm.Model;

/// <summary>A multicast group (RFC 1112).</summary>
/// <param name="Index">Place in <see cref="Scenario.Groups"/>.</param>
/// <param name="Name">Unique among all things that have an address.</param>
/// <param name="Address">In 224.0.0.0/4.</param>
/// <param name="Members">Indices of the nodes that have joined before time 0, in the order of the nodes.</param>
public sealed record MulticastGroup(int Index, string Name, Ipv4Address Address, IReadOnlyList<int> Members)
{
    /// <summary>Where groups without an address begin: in the block for use within one site (RFC 2365, 6.2).</summary>
    internal static readonly Ipv4Address FirstAddress = Ipv4Address.FromOctets(239, 1, 1, 1);
}

/// <summary>One address that several hosts have; routing picks the nearest (RFC 4786).</summary>
/// <param name="Index">Place in <see cref="Scenario.AnycastServices"/>.</param>
/// <param name="Name">Unique among all things that have an address.</param>
/// <param name="Address">The shared address, on none of the scenario's networks.</param>
/// <param name="Members">Indices of the nodes that have it, in the order of the nodes.</param>
public sealed record AnycastService(int Index, string Name, Ipv4Address Address, IReadOnlyList<int> Members)
{
    /// <summary>The network in which anycast addresses begin that a scenario does not write.</summary>
    internal static readonly Ipv4Address FirstNetwork = Ipv4Address.FromOctets(10, 99, 0, 0);
}
