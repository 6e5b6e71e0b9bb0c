namespace NetComm.Network;

/// <summary>What the two sides of a switch do to packets: each has half the LAN's delay; chance acts on the switch's port.</summary>
internal static class LanSides
{
    /// <summary>From a member up to the switch, and from the switch's port down to a member.</summary>
    internal static (LinkProperties Up, LinkProperties Down) Of(LinkProperties whole)
    {
        var half = new SimDuration(whole.Delay.Picoseconds / 2);
        LinkProperties up = whole with
        {
            Delay = half,
            Jitter = null,
            Loss = LossModel.None,
            Duplicate = CorrelatedShare.None,
            Corrupt = CorrelatedShare.None,
            Reorder = CorrelatedShare.None,
        };
        return (up, whole with { Delay = whole.Delay - half });
    }

    /// <summary>The LAN's properties, of its two sides.</summary>
    internal static LinkProperties Whole(LinkProperties up, LinkProperties down) => down with { Delay = up.Delay + down.Delay };
}
