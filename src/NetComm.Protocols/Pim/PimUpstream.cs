namespace NetComm.Protocols.Pim;

/// <summary>What a router asks of the next one towards the source (RFC 3973 §4.4.1): prunes, grafts every 3 s, joins.</summary>
internal sealed class PimUpstream(PimTree tree, PimLinks links)
{
    private readonly PimTimer _graftRetry = new(PimTimerKind.GraftRetry, tree.Source, tree.Group, 0);
    private readonly PimTimer _override = new(PimTimerKind.Override, tree.Source, tree.Group, 0);
    private readonly PimTimer _pruneLimit = new(PimTimerKind.PruneLimit, tree.Source, tree.Group, 0);

    public PimUpstreamState State { get; private set; }

    /// <summary>Nothing is sent upstream where the source is on the network itself, or where there is no route to it.</summary>
    private bool HasNobodyToAsk => tree.UpstreamNeighbour is null;

    public void DataArrived(SimTime now)
    {
        if (tree.Outgoing.Count == 0 && !HasNobodyToAsk && links.Timers[_pruneLimit] is null) Prune(now);
    }

    public void OutgoingChanged(SimTime now)
    {
        if (HasNobodyToAsk) return;
        if (tree.Outgoing.Count == 0 && State != PimUpstreamState.Pruned) Prune(now);
        else if (tree.Outgoing.Count > 0 && State == PimUpstreamState.Pruned) Graft(now);
    }

    /// <summary>The upstream neighbour has changed: by another route, or because it won an assert.</summary>
    public void NeighbourChanged(SimTime now)
    {
        Stop();
        State = PimUpstreamState.Forwarding;
        if (HasNobodyToAsk) return;
        if (tree.Outgoing.Count > 0) Graft(now);
        else State = PimUpstreamState.Pruned;
    }

    /// <summary>The upstream neighbour has restarted and has no prunes: it gets one when it sends packets.</summary>
    public void NeighbourRestarted() => links.Timers.Cancel(_pruneLimit);

    /// <summary>Another router of the network pruned what this one may still want.</summary>
    public void PruneSeen(SimTime now)
    {
        if (State == PimUpstreamState.Pruned) LimitPrunes(now);
        else if (tree.Outgoing.Count > 0 && links.Timers[_override] is null)
            links.Timers.Set(_override, now + links.Random.UpTo(PimTiming.OverrideInterval));
    }

    /// <summary>Another router has objected already.</summary>
    public void JoinSeen() => links.Timers.Cancel(_override);

    public void GraftConfirmed()
    {
        if (State != PimUpstreamState.AckPending) return;
        State = PimUpstreamState.Forwarding;
        links.Timers.Cancel(_graftRetry);
    }

    public void OverrideExpired(SimTime now)
    {
        if (tree.UpstreamNeighbour is { } neighbour)
            links.SendToAll(tree.UpstreamInterface, new PimMessage.JoinPrune(neighbour.Value, PimTiming.PruneHoldTime, [tree.AsJoin]), now);
    }

    public void GraftRetryExpired(SimTime now) => Graft(now);

    public void Stop()
    {
        links.Timers.Cancel(_graftRetry);
        links.Timers.Cancel(_override);
        links.Timers.Cancel(_pruneLimit);
    }

    private void Prune(SimTime now)
    {
        Stop();
        State = PimUpstreamState.Pruned;
        LimitPrunes(now);
        if (tree.UpstreamNeighbour is { } neighbour)
            links.SendToAll(
                tree.UpstreamInterface, new PimMessage.JoinPrune(neighbour.Value, PimTiming.PruneHoldTime, [tree.AsPrune]), now);
    }

    private void Graft(SimTime now)
    {
        Stop();
        State = PimUpstreamState.AckPending;
        links.Timers.Set(_graftRetry, now + PimTiming.GraftRetry);
        if (tree.UpstreamNeighbour is { } neighbour)
            links.Send(tree.UpstreamInterface, new PimMessage.Graft(neighbour.Value, [tree.AsJoin]), neighbour, now);
    }

    /// <summary>As long as upstream is pruned, the tree is kept, so that a graft can be sent when a member joins.</summary>
    private void LimitPrunes(SimTime now)
    {
        links.Timers.Set(_pruneLimit, now + PimTiming.PruneLimit);
        tree.KeepFrom(now);
    }
}

/// <summary>The states of RFC 3973 §4.4.1.</summary>
internal enum PimUpstreamState
{
    /// <summary>Packets are wanted from upstream, or the source is on the network itself.</summary>
    Forwarding,

    Pruned,

    /// <summary>Packets are wanted again, and the graft is not confirmed yet.</summary>
    AckPending,
}
