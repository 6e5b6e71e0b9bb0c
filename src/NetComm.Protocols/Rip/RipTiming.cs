namespace NetComm.Protocols.Rip;

/// <summary>The timers of RFC 2453 §3.8 and §3.10.1.</summary>
internal static class RipTiming
{
    /// <summary>§3.8: every 30 s, give or take up to 5 s, so that routers do not fall into step.</summary>
    public static readonly SimDuration ShortestUpdateInterval = SimDuration.FromSeconds(25);

    /// <summary>30 s + 5 s.</summary>
    public static readonly SimDuration LongestUpdateInterval = SimDuration.FromSeconds(35);

    /// <summary>§3.10.1: a triggered update keeps the next one waiting for 1 to 5 s.</summary>
    public static readonly SimDuration ShortestHold = SimDuration.FromSeconds(1);

    /// <summary>§3.10.1.</summary>
    public static readonly SimDuration LongestHold = SimDuration.FromSeconds(5);

    /// <summary>§3.8: a route not heard of for so long is unreachable.</summary>
    public static readonly SimDuration Timeout = SimDuration.FromSeconds(180);

    /// <summary>§3.8: an unreachable route is told of for so long before it is forgotten.</summary>
    public static readonly SimDuration GarbageCollection = SimDuration.FromSeconds(120);
}
