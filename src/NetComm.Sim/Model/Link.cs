namespace NetComm.Sim.Model;

/// <summary>A full-duplex point-to-point link; a packet is its IP size on it.</summary>
/// <param name="Forward">From the first to the second of <c>between</c>.</param>
/// <param name="Backward">From the second to the first.</param>
public sealed record Link(
    int Index, string Name, Ipv4Network Network, int Cost, IReadOnlyList<NetworkInterface> Interfaces,
    LinkProperties Forward, LinkProperties Backward) : Medium(Index, Name, Network, Cost, Interfaces);
