using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>What the timeline tells a link or LAN.</summary>
internal abstract record MediumOrder
{
    private MediumOrder()
    {
    }

    internal sealed record GoDown : MediumOrder;

    internal sealed record ComeUp : MediumOrder;

    internal sealed record Change(LinkChange Forward, LinkChange Backward) : MediumOrder;
}
