namespace NetComm.Analysis;

/// <summary>The figures of one direction of a link, or of one port of a LAN.</summary>
public sealed record LinkMeasurement
{
    /// <summary>The link's or LAN's name; directions share it.</summary>
    public required string Name { get; init; }

    /// <summary>Where packets entered: a host, a router, or the LAN.</summary>
    public required string From { get; init; }

    /// <summary>Where they left.</summary>
    public required string To { get; init; }

    /// <summary>Packets transmitted, whether or not they arrived, control traffic included.</summary>
    public required long Packets { get; init; }

    /// <summary>Their bytes on this wire.</summary>
    public required long Bytes { get; init; }

    /// <summary>Share of time in transmission; null where transmission takes no time.</summary>
    public double? Utilisation { get; init; }

    /// <summary>Packets waiting or in transmission, averaged over time; null for a run without length.</summary>
    public double? QueueMean { get; init; }

    /// <summary>The most packets that waited, the one in transmission included.</summary>
    public required long QueueMax { get; init; }

    /// <summary>
    /// How long packets waited from when they came until their transmission began; null where none was transmitted, or where transmission
    /// takes no time and none waited.
    /// </summary>
    public LatencyMeasurement? QueueDelay { get; init; }

    /// <summary>Packets that came out at the other end, without copies that the link itself made.</summary>
    public long Delivered { get; init; }

    /// <summary>Packets that its queue discipline marked instead of dropping them (RFC 3168).</summary>
    public long Marks { get; init; }

    /// <summary>How often the station's frames collided on a shared medium; null where none is shared.</summary>
    public long? Collisions { get; init; }

    /// <summary>Packets dropped, by reason: always <c>queue</c>, <c>loss</c> and <c>down</c>, then others that occurred.</summary>
    public required IReadOnlyList<DropCount> Drops { get; init; }

    /// <summary>A figure as a number in the base unit of its <see cref="MetricUnit"/>; null where there is none.</summary>
    public double? FigureOf(Metric metric) => LinkMetrics.Of(metric, this);
}

/// <summary>The figures of a host or router.</summary>
/// <param name="Addresses">Its addresses, by interface.</param>
/// <param name="Drops">Packets that ended at it, by reason: always <c>ttl</c>, <c>noRoute</c> and <c>noSocket</c>, then others that
/// occurred.</param>
public sealed record HostMeasurement(string Name, NodeKind Kind, IReadOnlyList<Ipv4Address> Addresses, IReadOnlyList<DropCount> Drops);
