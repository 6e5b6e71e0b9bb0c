namespace NetComm.Model;

/// <summary>What carries packets between interfaces: a link or a LAN.</summary>
/// <param name="Index">Place in <see cref="Scenario.Links"/>: links, then LANs, in file order.</param>
/// <param name="Name">Unique among links and LANs.</param>
/// <param name="Network">The network that its addresses belong to.</param>
/// <param name="Cost">What routing adds for crossing it; 1 unless given.</param>
/// <param name="Interfaces">The interfaces attached to it, by port.</param>
public abstract record LinkOrLan(int Index, string Name, Ipv4Network Network, int Cost, IReadOnlyList<NetworkInterface> Interfaces)
{
    /// <summary>What it does to packets: of a link in either direction, of a LAN at each port, which are alike.</summary>
    public abstract IReadOnlyList<LinkProperties> DistinctProperties { get; }
}

/// <summary>A full-duplex point-to-point link; a packet takes its IP size on it, without framing.</summary>
/// <param name="Forward">From the first to the second of <c>between</c>.</param>
/// <param name="Backward">From the second to the first.</param>
public sealed record Link(
    int Index, string Name, Ipv4Network Network, int Cost, IReadOnlyList<NetworkInterface> Interfaces,
    LinkProperties Forward, LinkProperties Backward) : LinkOrLan(Index, Name, Network, Cost, Interfaces)
{
    /// <inheritdoc/>
    public override IReadOnlyList<LinkProperties> DistinctProperties => [Forward, Backward];
}

/// <summary>
/// One broadcast domain. Through a switch a frame is transmitted twice at the rate, by the sender and by the switch's port (store and
/// forward), and propagates half of the delay on each side; on a shared medium once, by CSMA/CD. Impairments act for each receiver.
/// </summary>
/// <param name="Properties">The properties of each port, or of each station and the way to each other one.</param>
public sealed record Lan(
    int Index, string Name, Ipv4Network Network, int Cost, IReadOnlyList<NetworkInterface> Interfaces,
    LinkProperties Properties) : LinkOrLan(Index, Name, Network, Cost, Interfaces)
{
    /// <inheritdoc/>
    public override IReadOnlyList<LinkProperties> DistinctProperties => [Properties];

    /// <summary>What joins its members. Default: a switch.</summary>
    public LanMedium Medium { get; init; }
}

/// <summary>What joins the members of a LAN.</summary>
public enum LanMedium
{
    /// <summary>A switch, with a full-duplex port for each member.</summary>
    Switch,

    /// <summary>One wire, half duplex, with CSMA/CD (IEEE 802.3, 4).</summary>
    Shared,
}
