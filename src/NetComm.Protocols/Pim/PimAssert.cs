namespace NetComm.Protocols.Pim;

/// <summary>
/// Which of several routers sends a tree's packets onto one network (RFC 3973 §4.6). A router that hears there what it sends there itself
/// asserts its metric; the one of the best goes on, the others keep quiet for 180 s and take it as their upstream neighbour.
/// </summary>
internal sealed class PimAssert(PimTree tree, int number, PimLinks links)
{
    /// <summary>How much the routes of RIP are worth, as on common routers; all routers of a network say the same.</summary>
    private const uint Preference = 120;

    private readonly PimTimer _timer = new(PimTimerKind.Assert, tree.Source, tree.Group, number);
    private PimAssertMetric _winner;

    public PimAssertState State { get; private set; }

    /// <summary>Who sends onto the network in this router's place; null: it has lost no assert there.</summary>
    public Ipv4Address? Winner => State == PimAssertState.Loser ? _winner.Address : null;

    /// <summary>
    /// Whether it has a say: where others may want packets, unless they come from there. A prune does not take it away (§4.6.2).
    /// </summary>
    private bool MaySend => number != tree.Route?.Interface && tree.Route is not null && links.IsWanted(number, tree.Group);

    private PimAssertMetric OwnMetric =>
        MaySend ? new(Preference, (uint)tree.Route!.Metric, links.AddressOf(number)) : PimAssertMetric.Infinite;

    /// <summary>A packet came in from where this router sends it to: another one does so too.</summary>
    public void DataArrived(SimTime now)
    {
        if (State != PimAssertState.Loser && MaySend)
            Win(now);
    }

    public void Received(PimAssertMetric heard, SimTime now)
    {
        if (State == PimAssertState.Loser)
            HeardAsLoser(heard, now);
        else if (heard.IsBetterThan(OwnMetric))
            Lose(heard, now);
        else if (MaySend)
            Win(now);
    }

    /// <summary>
    /// A prune, join or graft came to this router. One that has lost sends nothing there, so whoever asks it does not know of the winner:
    /// it asserts anew, and the winner answers (§4.6.4.3).
    /// </summary>
    public void Asked(SimTime now)
    {
        if (State == PimAssertState.Loser)
            Say(OwnMetric, now);
    }

    /// <summary>The route has changed: who has won may no longer send there, and who has lost may now be better.</summary>
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

    /// <summary>The time is over, or the other router has gone: as if nobody had asserted anything.</summary>
    public void Forget()
    {
        State = PimAssertState.NoInfo;
        links.Timers.Cancel(_timer);
    }

    private void HeardAsLoser(PimAssertMetric heard, SimTime now)
    {
        bool isFromWinner = heard.Address == _winner.Address;
        if (isFromWinner && !heard.IsBetterThan(OwnMetric))
            Forget();
        else if (isFromWinner || heard.IsBetterThan(_winner))
            Keep(heard, now);
    }

    private void Win(SimTime now)
    {
        State = PimAssertState.Winner;
        links.Timers.Set(_timer, now + PimTiming.AssertTime);
        Say(OwnMetric, now);
    }

    /// <summary>Who loses also prunes the winner: it needs nothing from there, unless that is where its packets come from.</summary>
    private void Lose(PimAssertMetric heard, SimTime now)
    {
        bool isRival = MaySend;
        Keep(heard, now);
        if (isRival)
            links.SendToAll(number, new PimMessage.JoinPrune(heard.Address.Value, PimTiming.AssertTime, [tree.AsPrune]), now);
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

/// <summary>What a router says of its way to a source in an assert (RFC 3973 §4.6.1).</summary>
internal readonly record struct PimAssertMetric(uint Preference, uint Metric, Ipv4Address Address)
{
    /// <summary>Of a router that would not send onto that network: no infinite one that is heard is better.</summary>
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

    /// <summary>Another would, and this one does.</summary>
    Winner,

    /// <summary>Another does, and this one does not.</summary>
    Loser,
}
