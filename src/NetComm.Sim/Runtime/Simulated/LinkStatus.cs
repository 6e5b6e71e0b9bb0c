using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>What a link or LAN tells the nodes at its ends.</summary>
/// <param name="Interface">The node's interface there.</param>
internal abstract record LinkStatus(int Interface)
{
    internal sealed record WentDown(int Interface) : LinkStatus(Interface);

    internal sealed record CameUp(int Interface) : LinkStatus(Interface);

    /// <summary>What the node sends has other properties from now on.</summary>
    internal sealed record Changed(int Interface, LinkProperties Properties) : LinkStatus(Interface);
}
