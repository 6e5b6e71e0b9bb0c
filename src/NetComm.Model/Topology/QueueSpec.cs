namespace NetComm.Model;

/// <summary>The queue at the sending end of a link: its discipline with its parameters, and how much fits into it.</summary>
/// <param name="Limit">Room for the packets that wait and the one in transmission.</param>
public abstract record QueueSpec(QueueLimit Limit)
{
    private static readonly QueueLimit Thousand = new(1000, null);

    /// <summary>A limit alone is that of a drop-tail queue.</summary>
    public static implicit operator QueueSpec(QueueLimit limit) => new DropTail(limit);

    /// <summary>First in, first out; what does not fit is dropped.</summary>
    /// <param name="Limit">Default: 100 packets.</param>
    public sealed record DropTail(QueueLimit Limit) : QueueSpec(Limit);

    /// <summary>Random early detection (Floyd and Jacobson 1993), gentle unless told otherwise.</summary>
    public sealed record Red() : QueueSpec(Thousand)
    {
        /// <summary>The average from which on it drops by chance, in packets or bytes. Default 5.</summary>
        public long Min { get; init; } = 5;

        /// <summary>The average at which the probability is <see cref="MaxProbability"/>. Default 15.</summary>
        public long Max { get; init; } = 15;

        /// <summary>Whether lengths are bytes instead of packets. Default: packets.</summary>
        public bool CountsBytes { get; init; }

        /// <summary>The probability at <see cref="Max"/>. Default 10 %.</summary>
        public Probability MaxProbability { get; init; } = Probability.FromPercent(10);

        /// <summary>What the newest length adds to the average. Default 0.002.</summary>
        public double Weight { get; init; } = 0.002;

        /// <summary>Whether the probability rises to 1 between max and 2 × max, instead of at once. Default true.</summary>
        public bool Gentle { get; init; } = true;

        /// <summary>
        /// Whether drops are spaced 1/p to 2/p packets apart, as in ns-2 and ns-3, and not 1 to 1/p as in the paper and in Linux. Default
        /// true.
        /// </summary>
        public bool Wait { get; init; } = true;

        /// <summary>The packets by whose transmission time the average decays while the link is idle. Default 1000 B.</summary>
        public DataSize IdlePacket { get; init; } = DataSize.FromBytes(1000);

        /// <summary>Whether packets that can be marked are marked instead of dropped. Default false.</summary>
        public bool Ecn { get; init; }
    }

    /// <summary>Controlled delay (RFC 8289).</summary>
    public sealed record CoDel() : QueueSpec(Thousand)
    {
        /// <summary>When and how it drops.</summary>
        public CoDelParameters Control { get; init; } = new();
    }

    /// <summary>A CoDel queue for each flow, served in turns (RFC 8290).</summary>
    public sealed record FqCoDel() : QueueSpec(new QueueLimit(10_240, null))
    {
        /// <summary>When and how each of its queues drops.</summary>
        public CoDelParameters Control { get; init; } = new();

        /// <summary>How many queues flows are hashed to. Default 1024.</summary>
        public int Flows { get; init; } = 1024;

        /// <summary>Bytes that a queue sends in its turn. Default 1514 B.</summary>
        public DataSize Quantum { get; init; } = DataSize.FromBytes(1514);

        /// <summary>Packets that a full queue drops at once at most. Default 64.</summary>
        public int DropBatch { get; init; } = 64;
    }

    /// <summary>Proportional integral controller enhanced (RFC 8033).</summary>
    public sealed record Pie() : QueueSpec(Thousand)
    {
        /// <summary>The delay that it aims at. Default 15 ms.</summary>
        public SimDuration Target { get; init; } = SimDuration.FromMilliseconds(15);

        /// <summary>How often it works out its probability. Default 15 ms.</summary>
        public SimDuration Update { get; init; } = SimDuration.FromMilliseconds(15);

        /// <summary>A burst of this length passes. Default 150 ms.</summary>
        public SimDuration BurstAllowance { get; init; } = SimDuration.FromMilliseconds(150);

        /// <summary>Whether packets that can be marked are marked instead of dropped. Default false.</summary>
        public bool Ecn { get; init; }
    }

    /// <summary>Several queues; the first that has a packet sends.</summary>
    /// <param name="Bands">The first before the second; the one of the rest is among them.</param>
    /// <param name="Limit">Room of each band that has no queue of its own. Default: 100 packets.</param>
    public sealed record Priority(IReadOnlyList<PriorityBand> Bands, QueueLimit Limit) : QueueSpec(Limit);

    /// <summary>Lets packets through at a rate, with bursts; those that come too early wait (tc-tbf).</summary>
    /// <param name="Rate">In the long run.</param>
    public sealed record TokenBucket(Bandwidth Rate) : QueueSpec(QueueLimit.Default)
    {
        /// <summary>The size of the bucket, which is full at time 0. Default 10 kB.</summary>
        public DataSize Burst { get; init; } = DataSize.FromBytes(10_000);

        /// <summary>The rate within a burst; null: the link's.</summary>
        public Bandwidth? PeakRate { get; init; }
    }
}

/// <summary>What decides when CoDel drops (RFC 8289, 4.2 and 4.3).</summary>
public sealed record CoDelParameters
{
    /// <summary>The delay that may stand. Default 5 ms.</summary>
    public SimDuration Target { get; init; } = SimDuration.FromMilliseconds(5);

    /// <summary>How long the delay may be above it. Default 100 ms.</summary>
    public SimDuration Interval { get; init; } = SimDuration.FromMilliseconds(100);

    /// <summary>Whether packets that can be marked are marked instead of dropped. Default false.</summary>
    public bool Ecn { get; init; }
}

/// <summary>One of the queues of <see cref="QueueSpec.Priority"/>, and whose packets wait in it; without either, all others' do.</summary>
/// <param name="Flows">Packets of these flows, in both directions.</param>
/// <param name="Dscp">Packets with one of these differentiated services code points.</param>
/// <param name="Queue">A queue of its own; null: drop-tail with the limit of the whole.</param>
public sealed record PriorityBand(IReadOnlyList<FlowId> Flows, IReadOnlyList<int> Dscp, QueueSpec? Queue = null)
{
    /// <summary>Whether it takes what no other band takes.</summary>
    public bool IsRest => Flows.Count == 0 && Dscp.Count == 0;
}

/// <summary>How much fits into a queue, the packet in transmission included. What does not fit is dropped and traced.</summary>
/// <param name="Packets">At most this many packets; null: any number.</param>
/// <param name="Size">At most this many bytes; null: any number.</param>
public sealed record QueueLimit(int? Packets, DataSize? Size)
{
    /// <summary>100 packets.</summary>
    public static readonly QueueLimit Default = new(100, null);

    /// <summary>No limit (<c>limit: none</c>).</summary>
    public static readonly QueueLimit None = new(null, null);
}
