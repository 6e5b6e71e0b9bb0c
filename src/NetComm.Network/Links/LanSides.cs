namespace NetComm.Network;

/// <summary>
/// What a LAN does to packets, as properties of its two sides. Of a switch each has half the delay, and chance acts on its port. On a
/// shared medium stations send at the rate, and what each hears has the delay, and chance for itself.
/// </summary>
internal static class LanSides
{
    /// <summary>From a member up to the LAN, and from it down to a member.</summary>
    internal static (LinkProperties Up, LinkProperties Down) Of(Lan lan, LinkProperties whole)
    {
        bool isShared = lan.Medium == LanMedium.Shared;
        SimDuration upwards = isShared ? SimDuration.Zero : new SimDuration(whole.Delay.Picoseconds / 2);
        LinkProperties up = whole with
        {
            Delay = upwards,
            Jitter = null,
            Loss = LossModel.None,
            Duplicate = CorrelatedShare.None,
            Corrupt = CorrelatedShare.None,
            Reorder = CorrelatedShare.None,
        };
        LinkProperties down = whole with { Delay = whole.Delay - upwards };
        return (up, isShared ? down with { Rate = Bandwidth.Infinite, Queue = QueueLimit.None } : down);
    }

    internal static LinkProperties Whole(LinkProperties up, LinkProperties down) =>
        down with { Rate = up.Rate, Queue = up.Queue, Delay = up.Delay + down.Delay };
}
