namespace NetComm.Sim.Model;

/// <summary>What carries packets between interfaces: a link or a LAN.</summary>
/// <param name="Index">Place in <see cref="Scenario.Media"/>: links, then LANs, in file order.</param>
/// <param name="Name">Unique among links and LANs.</param>
/// <param name="Network">Its addresses.</param>
/// <param name="Cost">What routing adds for crossing it; 1 unless given.</param>
/// <param name="Interfaces">Who is attached, by port.</param>
public abstract record Medium(int Index, string Name, Ipv4Network Network, int Cost, IReadOnlyList<NetworkInterface> Interfaces);
