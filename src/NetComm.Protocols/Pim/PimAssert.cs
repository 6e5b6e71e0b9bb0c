namespace NetComm.Protocols.Pim;

/// <summary>Which of several routers sends a tree's packets onto a network (RFC 3973 §4.6): the best metric, for 180 s at a time.</summary>
internal sealed class PimAssert(PimTree tree, int number, PimLinks links)
{
    /// <summary>The preference of RIP routes, as on common routers; all routers of a network use the same.</summary>
    private const uint Preference = 120;

    private readonly PimTimer _timer = new(PimTimerKind.Assert, tree.Source, tree.Group, number);
    private PimAssertMetric _winner;

    public PimAssertState State { get; private set; }

    /// <summary>The router that sends onto the network instead of this one; null: it has lost no assert there.</summary>
    public Ipv4Address? Winner => State == PimAssertState.Loser ? _winner.Address : null;

    /// <summary>Whether someone may want packets that do not come from there. A prune does not change this (§4.6.2).</summary>
    private bool MaySend => number != tree.Route?.Interface && tree.Route is not null && links.IsWanted(number, tree.Group);

    private PimAssertMetric OwnMetric =>
        MaySend ? new(Preference, (uint)tree.Route!.Metric, links.AddressOf(number)) : PimAssertMetric.Infinite;

    /// <summary>A packet arrived from a network that this router sends it to, so another router sends it there too.</summary>
    public void DataArrived(SimTime now)
    {
        if (State != PimAssertState.Loser && MaySend) Win(now);
    }

    public void Received(PimAssertMetric heard, SimTime now)
    {
        if (State == PimAssertState.Loser) HeardAsLoser(heard, now);
        else if (heard.IsBetterThan(OwnMetric)) Lose(heard, now);
        else if (MaySend) Win(now);
    }

    /// <summary>A prune, join or graft for this router: if it lost the assert, it asserts again for the sender (§4.6.4.3).</summary>
    public void Asked(SimTime now)
    {
        if (State == PimAssertState.Loser) Say(OwnMetric, now);
    }

    /// <summary>The route has changed: a winner may no longer be allowed to send there, and a loser may now be better.</summary>
    public void RouteChanged(SimTime now)
    {
        if (State == PimAssertState.Winner && !MaySend)
        {
            Say(PimAssertMetric.Infinite, now);
            Forget();
        }
        else if (State == PimAssertState.Loser && OwnMetric.IsBetterThan(_winner))
        {
            Forget();
        }
    }

    /// <summary>The time is over, or the other router has gone: back to the state before any assert.</summary>
    public void Forget()
    {
        State = PimAssertState.NoInfo;
        links.Timers.Cancel(_timer);
    }

    private void HeardAsLoser(PimAssertMetric heard, SimTime now)
    {
        bool isFromWinner = heard.Address == _winner.Address;
        if (isFromWinner && !heard.IsBetterThan(OwnMetric)) Forget();
        else if (isFromWinner || heard.IsBetterThan(_winner)) Keep(heard, now);
    }

    private void Win(SimTime now)
    {
        State = PimAssertState.Winner;
        links.Timers.Set(_timer, now + PimTiming.AssertTime);
        Say(OwnMetric, now);
    }

    /// <summary>A loser also sends the winner a prune: it needs no packets from there, unless they come from there.</summary>
    private void Lose(PimAssertMetric heard, SimTime now)
    {
        bool isRival = MaySend;
        Keep(heard, now);
        if (isRival) links.SendToAll(number, new PimMessage.JoinPrune(heard.Address.Value, PimTiming.AssertTime, [tree.AsPrune]), now);
    }

    private void Keep(PimAssertMetric heard, SimTime now)
    {
        State = PimAssertState.Loser;
        _winner = heard;
        links.Timers.Set(_timer, now + PimTiming.AssertTime);
    }

    private void Say(PimAssertMetric metric, SimTime now) =>
        links.SendToAll(number, new PimMessage.Assert(tree.Group.Value, tree.Source.Value, metric.Preference, metric.Metric), now);
}

/// <summary>A router's metric for its route to a source, in an assert (RFC 3973 §4.6.1).</summary>
internal readonly record struct PimAssertMetric(uint Preference, uint Metric, Ipv4Address Address)
{
    /// <summary>The metric of a router that would not send onto that network: no infinite metric from another is better.</summary>
    public static readonly PimAssertMetric Infinite =
        new(PimMessage.Assert.InfinitePreference, PimMessage.Assert.InfiniteMetric, Ipv4Address.LimitedBroadcast);

    /// <summary>The least preference, then the least metric, then the highest address.</summary>
    public bool IsBetterThan(PimAssertMetric other) =>
        (Preference, Metric).CompareTo((other.Preference, other.Metric)) < 0
        || ((Preference, Metric) == (other.Preference, other.Metric) && Address.CompareTo(other.Address) > 0);
}

/// <summary>The states of RFC 3973 §4.6.</summary>
internal enum PimAssertState
{
    /// <summary>No other router is known to send the same onto the network.</summary>
    NoInfo,

    /// <summary>Another router would send too, and this one sends.</summary>
    Winner,

    /// <summary>Another router sends, and this one does not.</summary>
    Loser,
}
