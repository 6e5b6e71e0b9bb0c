namespace NetComm.Protocols.Igmp;

/// <summary>The timers and counters of RFC 3376 §8 with their default values.</summary>
internal static class IgmpTiming
{
    /// <summary>§8.1: how often a message is sent that must not get lost.</summary>
    public const int Robustness = 2;

    /// <summary>§8.7: as many as the robustness.</summary>
    public const int StartupQueryCount = Robustness;

    /// <summary>§8.9: as many as the robustness.</summary>
    public const int LastMemberQueryCount = Robustness;

    /// <summary>§8.2.</summary>
    public static readonly SimDuration QueryInterval = SimDuration.FromSeconds(125);

    /// <summary>§8.3: the longest delay of an answer to a general query.</summary>
    public static readonly SimDuration QueryResponseInterval = SimDuration.FromSeconds(10);

    /// <summary>§8.4: 2 × 125 s + 10 s = 260 s.</summary>
    public static readonly SimDuration GroupMembershipInterval = QueryInterval * Robustness + QueryResponseInterval;

    /// <summary>§8.5: 2 × 125 s + 10 s / 2 = 255 s.</summary>
    public static readonly SimDuration OtherQuerierPresentInterval =
        QueryInterval * Robustness + new SimDuration(QueryResponseInterval.Picoseconds / 2);

    /// <summary>§8.6: 125 s / 4 = 31.25 s.</summary>
    public static readonly SimDuration StartupQueryInterval = new(QueryInterval.Picoseconds / 4);

    /// <summary>§8.8: also the longest delay of an answer to a query for one group.</summary>
    public static readonly SimDuration LastMemberQueryInterval = SimDuration.FromSeconds(1);

    /// <summary>§8.10: 2 × 1 s.</summary>
    public static readonly SimDuration LastMemberQueryTime = LastMemberQueryInterval * LastMemberQueryCount;

    /// <summary>§8.11: the longest delay before a report of a change is repeated.</summary>
    public static readonly SimDuration UnsolicitedReportInterval = SimDuration.FromSeconds(1);

    /// <summary>RFC 2236 §8.10: the same in version 2.</summary>
    public static readonly SimDuration UnsolicitedReportIntervalV2 = SimDuration.FromSeconds(10);

    /// <summary>§8.12: 2 × 125 s + 10 s = 260 s. (400 s is the constant of RFC 2236 §4 for routers of version 1.)</summary>
    public static readonly SimDuration OlderVersionQuerierInterval = QueryInterval * Robustness + QueryResponseInterval;
}
