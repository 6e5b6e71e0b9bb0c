namespace NetComm.Reporting.Sections.Links;

/// <param name="Utilisation">Share of time in transmission; null where the link is infinitely fast.</param>
/// <param name="QueueMean">Time-weighted, in packets.</param>
/// <param name="Drops">How many for which reason, in the order to show.</param>
internal sealed record LinkReport(
    string Name, string From, string To, long Packets, long Bytes, double? Utilisation, double? QueueMean, long? QueueMax,
    IReadOnlyList<KeyValuePair<string, long>> Drops)
{
    /// <summary>Packets that its queue discipline marked.</summary>
    public long Marks { get; init; }

    /// <summary>How often a station on a shared medium heard another one while it sent.</summary>
    public long Collisions { get; init; }

    /// <summary>Time that 95 % of the packets waited at most; null where none could have to wait.</summary>
    public SimDuration? QueueDelayP95 { get; init; }

    /// <summary>What of the bytes belongs to each path of the plan.</summary>
    public IReadOnlyList<long> BytesByPath { get; init; } = [];

    /// <summary>What its charts are drawn from; null where it carried nothing.</summary>
    public LinkSamples? Samples { get; init; }

    /// <summary>Packets that its queue holds at most; null where that is not known, or changes.</summary>
    public int? QueueLimit { get; init; }

    /// <summary>Whether packets were dropped that a queue had room for.</summary>
    public bool HasEarlyDrops =>
        Drops.Any(drop => drop.Key == DropReasons.Name(DropReason.Aqm) || drop.Key == DropReasons.Name(DropReason.OverBucket));

    /// <summary>What it is called in a chart: a link that is named after its ends needs no other name.</summary>
    public string Label => HasOwnName ? $"{From} → {To} ({Name})" : $"{From} → {To}";

    public string BothLabel => HasOwnName ? $"{From} ↔ {To} ({Name})" : $"{From} ↔ {To}";

    /// <summary>Equal for the two ways over a link or LAN port, and for no other.</summary>
    public (string Name, string First, string Second) Both => string.CompareOrdinal(From, To) < 0 ? (Name, From, To) : (Name, To, From);

    public string FileStem => HasOwnName ? $"{Name}-{From}-{To}" : $"{From}-{To}";

    private bool HasOwnName => Name != $"{From}--{To}" && Name != $"{To}--{From}" && Name != From && Name != To;
}
