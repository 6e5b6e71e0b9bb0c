namespace NetComm.Protocols.Pim;

/// <summary>Whether a tree goes on over an interface (RFC 3973 §4.4.2): a prune ends it, after 3 s if others there may object.</summary>
internal sealed class PimDownstream(PimTree tree, int number, PimLinks links)
{
    private readonly PimTimer _prunePending = new(PimTimerKind.PrunePending, tree.Source, tree.Group, number);
    private readonly PimTimer _prune = new(PimTimerKind.Prune, tree.Source, tree.Group, number);
    private SimDuration _holdTime;

    public PimDownstreamState State { get; private set; }

    public void PruneReceived(SimDuration holdTime, SimTime now)
    {
        switch (State)
        {
            case PimDownstreamState.NoInfo when links.NeighboursOn(number).Count > 1:
                State = PimDownstreamState.PrunePending;
                _holdTime = holdTime;
                links.Timers.Set(_prunePending, now + PimTiming.PruneDelay);
                break;
            case PimDownstreamState.NoInfo:
                BePruned(holdTime, now);
                break;
            case PimDownstreamState.Pruned when links.Timers[_prune] < now + holdTime:
                links.Timers.Set(_prune, now + holdTime);
                break;
        }
    }

    public void Resume()
    {
        State = PimDownstreamState.NoInfo;
        links.Timers.Cancel(_prunePending);
        links.Timers.Cancel(_prune);
    }

    /// <summary>No neighbour objected. The prune echo, a prune of our own, reaches neighbours whose join was lost (§4.4.2.2).</summary>
    public void PrunePendingExpired(SimTime now)
    {
        BePruned(_holdTime - PimTiming.PruneDelay, now);
        if (links.NeighboursOn(number).Count > 1)
            links.SendToAll(number, new PimMessage.JoinPrune(links.AddressOf(number).Value, _holdTime, [tree.AsPrune]), now);
    }

    private void BePruned(SimDuration holdTime, SimTime now)
    {
        State = PimDownstreamState.Pruned;
        links.Timers.Set(_prune, now + holdTime);
    }
}

/// <summary>The states of RFC 3973 §4.4.2.</summary>
internal enum PimDownstreamState
{
    /// <summary>Packets are sent over the interface.</summary>
    NoInfo,

    /// <summary>Packets are still sent, until it is clear that no neighbour objects to a prune.</summary>
    PrunePending,

    /// <summary>Packets are not sent, except to members that IGMP reports.</summary>
    Pruned,
}
