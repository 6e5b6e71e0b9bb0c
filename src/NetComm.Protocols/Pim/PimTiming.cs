namespace NetComm.Protocols.Pim;

/// <summary>The timers of RFC 3973 §4.8 with their default values.</summary>
internal static class PimTiming
{
    public static readonly SimDuration HelloPeriod = SimDuration.FromSeconds(30);

    /// <summary>3.5 × 30 s: how long a neighbour counts as present after a hello.</summary>
    public static readonly SimDuration HelloHoldTime = SimDuration.FromSeconds(105);

    /// <summary>The longest delay of the first hello, and of one to a new neighbour.</summary>
    public static readonly SimDuration TriggeredHelloDelay = SimDuration.FromSeconds(5);

    public static readonly SimDuration PruneHoldTime = SimDuration.FromSeconds(210);

    /// <summary>'t_limit': the least time between two prunes of the same.</summary>
    public static readonly SimDuration PruneLimit = SimDuration.FromSeconds(210);

    public static readonly SimDuration PropagationDelay = SimDuration.FromMilliseconds(500);

    /// <summary>'t_override': the longest delay of a join against another's prune.</summary>
    public static readonly SimDuration OverrideInterval = SimDuration.FromMilliseconds(2500);

    /// <summary>2.5 s + 0.5 s: how long a router on a LAN waits for a join against a prune.</summary>
    public static readonly SimDuration PruneDelay = OverrideInterval + PropagationDelay;

    /// <summary>After this time a graft that is not confirmed is sent again.</summary>
    public static readonly SimDuration GraftRetry = SimDuration.FromSeconds(3);

    public static readonly SimDuration AssertTime = SimDuration.FromSeconds(180);

    /// <summary>A source that sends nothing for this long is forgotten.</summary>
    public static readonly SimDuration SourceLifetime = SimDuration.FromSeconds(210);
}
