namespace NetComm.Sim.Model;

/// <summary>
/// One broadcast domain: a switch and its ports. A frame is transmitted twice at the rate, by the sender and by the switch's port (store and
/// forward), and propagates half of the delay on each side; impairments act on the switch's port.
/// </summary>
/// <param name="Properties">Those of each port.</param>
public sealed record Lan(
    int Index, string Name, Ipv4Network Network, int Cost, IReadOnlyList<NetworkInterface> Interfaces,
    LinkProperties Properties) : Medium(Index, Name, Network, Cost, Interfaces);
