namespace NetComm.Protocols.Igmp;

/// <summary>
/// Which of several routers on a network sends queries, and when (RFC 3376 §6.1 and §6.6.2): the one with the lowest address, at its start
/// twice within 31.25 s and then every 125 s. A router that lost the election takes over after 255 s without a query from the winner.
/// </summary>
/// <param name="address">0.0.0.0 for a switch that stands in for a router: any router wins against it (RFC 4541 §2.1.1).</param>
internal sealed class IgmpQuerier(Ipv4Address address)
{
    private int _startupQueriesLeft;

    /// <summary>Whether this router is the querier; false after a query from a lower address.</summary>
    public bool IsQuerier { get; private set; }

    /// <summary>When to send the next general query, or when the other querier counts as gone.</summary>
    public SimTime? NextTimer { get; private set; }

    /// <summary>A query for all groups; answers are due within 10 s.</summary>
    public static IgmpEffect GeneralQuery { get; } = new IgmpEffect.Send(
        new IgmpMessage.QueryV3(0, IgmpTiming.QueryResponseInterval, IgmpTiming.Robustness, IgmpTiming.QueryInterval, []),
        IgmpAddress.AllHosts);

    public void Start(ICollection<IgmpEffect> effects, SimTime now)
    {
        IsQuerier = true;
        _startupQueriesLeft = IgmpTiming.StartupQueryCount;
        Ask(effects, now);
    }

    /// <summary>A query from another querier. Those from 0.0.0.0, from switches, do not count (RFC 4541 §2.1.1).</summary>
    public void QueryReceived(Ipv4Address other, SimTime now)
    {
        bool isBetter = other != Ipv4Address.Any && (address == Ipv4Address.Any || other.CompareTo(address) < 0);
        if (!isBetter) return;
        IsQuerier = false;
        NextTimer = now + IgmpTiming.OtherQuerierPresentInterval;
    }

    public void TimerExpired(ICollection<IgmpEffect> effects, SimTime now)
    {
        if (NextTimer is not { } due || due > now) return;
        IsQuerier = true;
        Ask(effects, now);
    }

    private void Ask(ICollection<IgmpEffect> effects, SimTime now)
    {
        effects.Add(GeneralQuery);
        _startupQueriesLeft = Math.Max(0, _startupQueriesLeft - 1);
        NextTimer = now + (_startupQueriesLeft > 0 ? IgmpTiming.StartupQueryInterval : IgmpTiming.QueryInterval);
    }
}
