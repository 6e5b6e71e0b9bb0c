namespace NetComm.Model;

/// <summary>What one direction of a link, or one port of a LAN, does to packets.</summary>
public sealed record LinkProperties
{
    /// <summary>Default MTU: that of Ethernet (RFC 894).</summary>
    public static readonly DataSize DefaultMtu = DataSize.FromBytes(1500);

    /// <summary>A perfect link: no rate limit, no delay, no loss, a queue of 100 packets, 1500 B.</summary>
    public static readonly LinkProperties Perfect = new();

    /// <summary>Transmission rate. Default: infinitely fast.</summary>
    public Bandwidth Rate { get; init; } = Bandwidth.Infinite;

    /// <summary>Propagation time, one way. Default 0.</summary>
    public SimDuration Delay { get; init; }

    /// <summary>Random addition to each packet's delay, in picoseconds; it never reorders packets. Default: none.</summary>
    public Distribution? Jitter { get; init; }

    /// <summary>Which packets are lost, after transmission. Default: none.</summary>
    public LossModel Loss { get; init; } = LossModel.None;

    /// <summary>Share of packets delivered twice. Default 0.</summary>
    public CorrelatedShare Duplicate { get; init; } = CorrelatedShare.None;

    /// <summary>Share of packets delivered with a flipped bit. Default 0.</summary>
    public CorrelatedShare Corrupt { get; init; } = CorrelatedShare.None;

    /// <summary>Share of packets that are reordered: they overtake those ahead of them. Default 0.</summary>
    public CorrelatedShare Reorder { get; init; } = CorrelatedShare.None;

    /// <summary>How much earlier than others a reordered packet arrives, though never before it has left. Default: the delay.</summary>
    public SimDuration? ReorderBy { get; init; }

    /// <summary>Largest IP packet carried whole. Default 1500 B.</summary>
    public DataSize Mtu { get; init; } = DefaultMtu;

    /// <summary>Preamble and gap of each frame: transmission takes so many bytes longer, which no figure counts. Default 0 B.</summary>
    public DataSize Overhead { get; init; }

    /// <summary>The queue at the sending end. Default: drop-tail, 100 packets.</summary>
    public QueueSpec Queue { get; init; } = QueueLimit.Default;

    /// <summary>The longest delay on a shared medium: half of its slot of 512 bit times (IEEE 802.3, 4.4.2).</summary>
    public SimDuration HalfSlot => new(Rate.TimeFor(DataSize.FromBytes(Direction.EthernetMinimum)).Picoseconds / 2);

    /// <summary>How long a frame of so many bytes takes, with its <see cref="Overhead"/>.</summary>
    public SimDuration TransmissionTime(int bytes) => Rate.TimeFor(DataSize.FromBytes(bytes + Overhead.Bytes));
}
