namespace NetComm.Protocols.Pim;

/// <summary>
/// Whether a tree goes on over one interface (RFC 3973 §4.4.2). A prune ends it: at once where there is one neighbour, else after 3 s in
/// which another neighbour may object by a join. It goes on again after the prune's hold time, or by a graft.
/// </summary>
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

    /// <summary>A join or graft, or the end of the prune.</summary>
    public void Resume()
    {
        State = PimDownstreamState.NoInfo;
        links.Timers.Cancel(_prunePending);
        links.Timers.Cancel(_prune);
    }

    /// <summary>Nobody objected. The echo, a prune of one's own, is heard by those who did but were not heard (§4.4.2.2).</summary>
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
    /// <summary>Packets go this way.</summary>
    NoInfo,

    /// <summary>They do, until it is clear that nobody objects to a prune.</summary>
    PrunePending,

    /// <summary>They do not, but for members that IGMP tells of.</summary>
    Pruned,
}
