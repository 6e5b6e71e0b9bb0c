namespace NetComm.Analysis;

/// <summary>Where the simulation and the machine part in one figure of a flow, in the unit of summary.json.</summary>
/// <param name="Flow">The flow's name.</param>
/// <param name="Definition">What the figure is.</param>
/// <param name="Simulated">What the simulated runs say of it.</param>
/// <param name="Machine">What the runs on real sockets say of it.</param>
/// <param name="Difference">How far the machine is above the simulation, seed by seed.</param>
public sealed record ModeVerdict(string Flow, MetricDefinition Definition, Estimate Simulated, Estimate Machine, Estimate Difference)
{
    /// <summary>What tells most of a flow of packets.</summary>
    private static readonly Metric[] OfPackets = [Metric.LatencyP50, Metric.LatencyP99, Metric.Loss];

    /// <summary>What tells most of a stream of bytes.</summary>
    private static readonly Metric[] OfStreams = [Metric.Goodput, Metric.CompletionTime];

    /// <summary>What a bare echo takes of a latency, one way or as a round trip; null for other figures.</summary>
    public double? Echo { get; private init; }

    /// <summary>Whether both 95 % intervals have values in common; null where single runs have none.</summary>
    public bool? IntervalsOverlap => Simulated.HalfWidth is null || Machine.HalfWidth is null ? null
        : Simulated.Low <= Machine.High && Machine.Low <= Simulated.High;

    /// <summary>The verdicts on a flow: latency and loss, or of a stream without packets of its own, goodput and completion.</summary>
    public static IReadOnlyList<ModeVerdict> Of(RunComparison comparison, string flow)
    {
        IReadOnlyList<MetricDefinition> measured = comparison.MetricsOf(flow);
        Metric[] telling = measured.Any(metric => metric.Metric == Metric.LatencyP50) ? OfPackets : OfStreams;
        return
        [
            .. measured.Where(metric => telling.Contains(metric.Metric)).Select(metric => Of(comparison, flow, metric))
                .OfType<ModeVerdict>(),
        ];
    }

    private static ModeVerdict? Of(RunComparison comparison, string flow, MetricDefinition metric)
    {
        if (comparison.At(0, flow, metric) is not { } simulated || comparison.At(1, flow, metric) is not { } machine
            || comparison.AboveFirst(1, flow, metric) is not { } difference)
            return null;
        SimDuration? echo = comparison.IsRoundTrip(flow) ? comparison.Machine?.Echo?.Median : comparison.Machine?.Echo?.OneWay;
        return new ModeVerdict(flow, metric, simulated, machine, difference)
        {
            Echo = metric.Unit == MetricUnit.Duration && metric.Metric != Metric.CompletionTime ? echo?.Picoseconds / metric.KeyUnit : null,
        };
    }
}
