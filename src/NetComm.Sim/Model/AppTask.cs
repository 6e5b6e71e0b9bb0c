namespace NetComm.Sim.Model;

/// <summary>What an app does.</summary>
public abstract record AppTask
{
    private AppTask()
    {
    }

    /// <summary>The word that the language has for it: <c>ping</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Sends ICMP echo requests (RFC 792) and says what came back.</summary>
    /// <param name="To">What <c>to</c> says: a name or an address.</param>
    /// <param name="Destination">The address that it stands for: one host's, or that of a LAN's or group's hosts.</param>
    /// <param name="Count">How many requests. Default 4.</param>
    /// <param name="Interval">The time between two. Default 1 s.</param>
    public sealed record Ping(string To, Ipv4Address Destination, long Count, SimDuration Interval) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "ping";
    }

    /// <summary>Finds the routers of a path: probes with a time to live of 1, 2 and so on, which one router after the other reports as exceeded.</summary>
    /// <param name="To">What <c>to</c> says: a name or an address.</param>
    /// <param name="Destination">The address that it stands for: one host's.</param>
    /// <param name="Count">How many probes for each hop. Default 3.</param>
    /// <param name="Interval">The time from an answer to the next probe. Default 0 s.</param>
    public sealed record Traceroute(string To, Ipv4Address Destination, int Count, SimDuration Interval) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "traceroute";
    }
}
