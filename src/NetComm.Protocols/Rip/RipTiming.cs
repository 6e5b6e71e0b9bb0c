namespace NetComm.Protocols.Rip;

/// <summary>The timers of RFC 2453 §3.8 and §3.10.1.</summary>
internal static class RipTiming
{
    /// <summary>§3.8: 30 s − 5 s. The random part keeps routers from sending at the same time.</summary>
    public static readonly SimDuration ShortestUpdateInterval = SimDuration.FromSeconds(25);

    /// <summary>30 s + 5 s.</summary>
    public static readonly SimDuration LongestUpdateInterval = SimDuration.FromSeconds(35);

    /// <summary>§3.10.1: after a triggered update the next one waits for 1 to 5 s.</summary>
    public static readonly SimDuration ShortestHold = SimDuration.FromSeconds(1);

    /// <summary>§3.10.1.</summary>
    public static readonly SimDuration LongestHold = SimDuration.FromSeconds(5);

    /// <summary>§3.8: a route without an update for this long becomes unreachable.</summary>
    public static readonly SimDuration Timeout = SimDuration.FromSeconds(180);

    /// <summary>§3.8: an unreachable route is announced for this long before it is deleted.</summary>
    public static readonly SimDuration GarbageCollection = SimDuration.FromSeconds(120);
}
