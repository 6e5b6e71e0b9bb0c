namespace NetComm.Analysis;

/// <summary>What directions lose by chance, packet by packet in the order in which they leave, and how many in a row.</summary>
internal sealed class LossSamples(Oracle oracle, SimTime warm) : OracleSamples(oracle, warm)
{
    /// <summary>Longer bursts are counted with those of this length.</summary>
    private const int LongestTold = 64;

    private readonly (long Packets, long Lost, int Run)[] _of = new (long, long, int)[oracle.Directions.Count];
    private readonly long[] _bursts = new long[LongestTold + 1];
    private long _burstPackets;
    private long _burstCount;

    public override void Delivered(Delivered delivered)
    {
        if (!delivered.IsCopy) Count(delivered.Direction, delivered.Time, lost: false);
    }

    public override void Dropped(Dropped drop)
    {
        if (drop is { Reason: DropReason.Loss, Location.Direction: { } direction }) Count(direction, drop.Time, lost: true);
    }

    public override OracleMeasurement Measure(IReadOnlyList<FlowMeasurement> flows)
    {
        long packets = _of.Sum(one => one.Packets), lost = _of.Sum(one => one.Lost);
        var measured = new OracleMeasurement(Oracle, packets)
        {
            Losses = lost,
            Bursts = _bursts,
            MeanBurst = _burstCount == 0 ? null : _burstPackets / (double)_burstCount,
        };
        if (Oracle.Theory is MathisRate) return measured with { Mean = flows[Oracle.Flow!.Value].Goodput };
        if (packets == 0) return measured;
        var theory = (BurstLoss)Oracle.Theory;
        double variance = _of.Where(one => one.Packets > 0).Sum(one => Square(one.Packets * theory.Deviation(one.Packets)));
        return measured with { Mean = lost / (double)packets, StandardError = Math.Sqrt(variance) / packets };
    }

    private static double Square(double x) => x * x;

    private void Count(DirectionId direction, SimTime at, bool lost)
    {
        if (at < Warm) return;
        for (int i = 0; i < _of.Length; i++)
        {
            if (Oracle.Directions[i] == direction.Index) Count(ref _of[i], lost);
        }
    }

    /// <summary>A burst counts when it has ended.</summary>
    private void Count(ref (long Packets, long Lost, int Run) one, bool lost)
    {
        one.Packets++;
        if (lost)
        {
            one.Lost++;
            one.Run++;
            return;
        }

        if (one.Run == 0) return;
        _bursts[Math.Min(one.Run, LongestTold)]++;
        _burstCount++;
        _burstPackets += one.Run;
        one.Run = 0;
    }
}
