namespace NetComm.Model;

/// <summary>New values for some properties of a link, set by a fault: what is null stays as it is.</summary>
public sealed record LinkChange
{
    /// <summary>New rate.</summary>
    public Bandwidth? Rate { get; init; }

    /// <summary>New delay.</summary>
    public SimDuration? Delay { get; init; }

    /// <summary>New jitter; a constant 0 takes it away.</summary>
    public Distribution? Jitter { get; init; }

    /// <summary>New loss; bursts start again.</summary>
    public LossModel? Loss { get; init; }

    /// <summary>New share of duplicates.</summary>
    public CorrelatedShare? Duplicate { get; init; }

    /// <summary>New share of packets with a flipped bit.</summary>
    public CorrelatedShare? Corrupt { get; init; }

    /// <summary>New share of reordered packets.</summary>
    public CorrelatedShare? Reorder { get; init; }

    /// <summary>How much earlier reordered packets arrive from now on.</summary>
    public SimDuration? ReorderBy { get; init; }

    /// <summary>New MTU.</summary>
    public DataSize? Mtu { get; init; }

    /// <summary>New overhead of each frame.</summary>
    public DataSize? Overhead { get; init; }

    /// <summary>New queue: one of the same kind keeps what waits, even beyond its limit; into another all comes anew.</summary>
    public QueueSpec? Queue { get; init; }

    /// <summary>These changes, and others where these change nothing.</summary>
    internal LinkChange Over(LinkChange others) => new()
    {
        Rate = Rate ?? others.Rate,
        Delay = Delay ?? others.Delay,
        Jitter = Jitter ?? others.Jitter,
        Loss = Loss ?? others.Loss,
        Duplicate = Duplicate ?? others.Duplicate,
        Corrupt = Corrupt ?? others.Corrupt,
        Reorder = Reorder ?? others.Reorder,
        ReorderBy = ReorderBy ?? others.ReorderBy,
        Mtu = Mtu ?? others.Mtu,
        Overhead = Overhead ?? others.Overhead,
        Queue = Queue ?? others.Queue,
    };

    /// <summary>The properties after these changes.</summary>
    public LinkProperties ApplyTo(LinkProperties old) => old with
    {
        Rate = Rate ?? old.Rate,
        Delay = Delay ?? old.Delay,
        Jitter = Jitter ?? old.Jitter,
        Loss = Loss ?? old.Loss,
        Duplicate = Duplicate ?? old.Duplicate,
        Corrupt = Corrupt ?? old.Corrupt,
        Reorder = Reorder ?? old.Reorder,
        ReorderBy = ReorderBy ?? old.ReorderBy,
        Mtu = Mtu ?? old.Mtu,
        Overhead = Overhead ?? old.Overhead,
        Queue = Queue ?? old.Queue,
    };
}
