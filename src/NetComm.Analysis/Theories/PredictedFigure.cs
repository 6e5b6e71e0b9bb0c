namespace NetComm.Analysis;

/// <summary>What the theories that a scenario names say of a flow's figures.</summary>
internal static class PredictedFigure
{
    /// <summary>The figure in the unit of files; null where no theory of the scenario speaks of it.</summary>
    public static double? Of(Scenario scenario, SweepFigure figure)
    {
        if (figure.Subject.Subject != ExpectationSubject.Flow) return null;
        foreach (Oracle oracle in scenario.Expectations.Select(expected => expected.Oracle).OfType<Oracle>())
        {
            OracleFlow? flow = oracle.Flows.FirstOrDefault(one => scenario.Flows[one.Flow].Name == figure.Subject.Name);
            if (flow is not null && Of(oracle.Theory, flow, figure.Definition) is { } value) return Rounding.Round(value);
        }

        return null;
    }

    private static double? Of(Theory theory, OracleFlow flow, MetricDefinition metric) => (theory, metric.Metric) switch
    {
        (SingleServerQueue queue, Metric.LatencyMean) => Time(queue.MeanTime, flow, metric),
        (SingleServerQueue queue, Metric.LatencyP50) => Time(queue.Quantile(0.5), flow, metric),
        (SingleServerQueue queue, Metric.LatencyP90) => Time(queue.Quantile(0.9), flow, metric),
        (SingleServerQueue queue, Metric.LatencyP95) => Time(queue.Quantile(0.95), flow, metric),
        (SingleServerQueue queue, Metric.LatencyP99) => Time(queue.Quantile(0.99), flow, metric),
        (FiniteQueue queue, Metric.Loss) => queue.Loss,
        (MathisRate tcp, Metric.Goodput) => tcp.Rate,
        _ => null,
    };

    private static double? Time(double? seconds, OracleFlow flow, MetricDefinition metric) =>
        (seconds + flow.Besides.TotalSeconds) * SimDuration.PerSecond / metric.KeyUnit;
}
