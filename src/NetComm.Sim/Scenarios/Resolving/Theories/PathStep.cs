using NetComm.Sim.Model;

namespace NetComm.Sim.Scenarios.Resolving.Theories;

/// <summary>A link or LAN on a path, crossed one way.</summary>
/// <param name="Medium">The link or LAN.</param>
/// <param name="From">The node that sends.</param>
/// <param name="To">The node that gets it.</param>
internal sealed record PathStep(Medium Medium, int From, int To)
{
    /// <summary>The first end of a link sends to the second.</summary>
    public bool IsForward => Medium.Interfaces[0].Node == From;

    /// <summary>What happens to packets; of a LAN at the port to the receiver.</summary>
    public LinkProperties Properties => Medium is Link link ? IsForward ? link.Forward : link.Backward : ((Lan)Medium).Properties;
}
