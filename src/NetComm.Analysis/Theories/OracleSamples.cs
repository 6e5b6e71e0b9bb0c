namespace NetComm.Analysis;

/// <summary>Counts what a theory speaks of, while the run goes on. What was sent during the warm-up does not count.</summary>
internal abstract class OracleSamples(Oracle oracle, SimTime warm)
{
    /// <summary>Of what comes more rarely most batches hold nothing, and what they hold says little of how far chance may go.</summary>
    private const double LeastSpells = 50;

    protected Oracle Oracle { get; } = oracle;

    protected SimTime Warm { get; } = warm;

    public static OracleSamples For(Oracle oracle, SimTime warm) => oracle.Theory switch
    {
        SingleServerQueue queue => new TimeSamples(oracle, queue, warm),
        FiniteQueue queue => new RefusalSamples(oracle, queue, warm),
        BurstLoss or MathisRate => new LossSamples(oracle, warm),
        _ => throw new ArgumentException($"No tally for {oracle.Theory}.", nameof(oracle)),
    };

    public virtual void Enqueued(Enqueued enqueued)
    {
    }

    public virtual void Delivered(Delivered delivered)
    {
    }

    public virtual void Dropped(Dropped drop)
    {
    }

    public virtual void Received(in TrackedPacket packet, SimTime at)
    {
    }

    public virtual void Lost(in TrackedPacket packet)
    {
    }

    public abstract OracleMeasurement Measure(IReadOnlyList<FlowMeasurement> flows);

    protected bool IsHere(DirectionId? direction) => direction is { } here && Oracle.Directions.Contains(here.Index);

    protected bool IsMine(in TrackedPacket packet) => packet.Flow.Index == Oracle.Flow && packet.SentAt >= Warm;

    /// <param name="memory">How many of them it takes until one says nothing of the next.</param>
    /// <param name="perSpell">How many there are to each spell of what the theory speaks of.</param>
    /// <param name="unit">What a value of 1 is.</param>
    protected OracleMeasurement ByBatches(BatchMeans values, double memory, double perSpell, double unit)
    {
        long needed = (long)Math.Ceiling(Math.Max(BatchMeans.Least * Math.Max(1, BatchMeans.LongEnough * memory), LeastSpells * perSpell));
        (int Batches, double StandardError)? judged = values.Count < needed ? null : values.Judge(memory);
        return new(Oracle, values.Count)
        {
            Mean = values.Count == 0 ? null : values.Mean / unit,
            StandardError = judged?.StandardError / unit,
            Batches = judged?.Batches ?? 0,
            Needed = needed,
        };
    }
}
