using NetComm.Sim.Model;
using NetComm.Sim.Model.Theories;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Measuring.Theories;

/// <summary>Counts what a theory speaks of, while the run goes on. What was sent during the warm-up does not count.</summary>
internal abstract class OracleTally(Oracle oracle, SimTime warm)
{
    protected Oracle Oracle { get; } = oracle;

    protected SimTime Warm { get; } = warm;

    /// <summary>The tally for an oracle.</summary>
    public static OracleTally For(Oracle oracle, SimTime warm) => oracle.Theory switch
    {
        SingleServerQueue queue => new TimeTally(oracle, queue, warm),
        FiniteQueue queue => new RefusalTally(oracle, queue, warm),
        BurstLoss or MathisRate => new LossTally(oracle, warm),
        _ => throw new ArgumentException($"No tally for {oracle.Theory}.", nameof(oracle)),
    };

    /// <summary>Something happened on a link.</summary>
    public virtual void Take(in TraceEvent happened)
    {
    }

    /// <summary>A flow's packet was received for the first time.</summary>
    public virtual void Received(in TrackedPacket packet, SimTime at)
    {
    }

    /// <summary>A flow's packet was lost.</summary>
    public virtual void Lost(in TrackedPacket packet)
    {
    }

    /// <summary>What came of it.</summary>
    /// <param name="flows">The figures of the flows.</param>
    public abstract OracleMeasurement Measure(IReadOnlyList<FlowMeasurement> flows);

    protected bool IsHere(in TraceEvent happened) => Oracle.Directions.Contains(happened.Place);

    protected bool IsMine(in TrackedPacket packet) => packet.Flow == Oracle.Flow && packet.SentAt >= Warm;

    protected OracleMeasurement ByBatches(BatchMeans values, double memory, double unit)
    {
        (int Batches, double StandardError)? judged = values.Judge(memory);
        return new(Oracle, values.Count)
        {
            Mean = values.Count == 0 ? null : values.Mean / unit,
            StandardError = judged?.StandardError / unit,
            Batches = judged?.Batches ?? 0,
            Needed = (long)Math.Ceiling(BatchMeans.Least * Math.Max(1, BatchMeans.Shortest * memory)),
        };
    }
}
