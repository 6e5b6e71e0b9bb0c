using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Links;
using NetComm.Reporting.Sections.Programs;
using NetComm.Reporting.Sections.Theories;

namespace NetComm.Reporting.Sections.Expectations;

/// <summary>Where the report shows what an expectation speaks of.</summary>
/// <param name="Target">The place: <c>#id</c>.</param>
internal sealed record ShownPlace(string Target, string Name)
{
    /// <summary>The table with the figure; null where nothing of that name was measured.</summary>
    public static ShownPlace? Of(Expectation expected, ReportedRun run) => expected switch
    {
        { Metric: Metric.Theory } => expected.Oracle is null ? null : new($"#{TheorySection.Id}", "theory and measurement"),
        { Subject: ExpectationSubject.Flow } => OfFlow(expected, run),
        { Subject: ExpectationSubject.Medium } => run.Measured.Links.Any(link => link.Name == expected.Name)
            ? new($"#{NetworkSection.LinksId}", "links, by direction") : null,
        _ => run.Header.Programs.Any(program => program.Name == expected.Name || program.Pool == expected.Name)
            ? new($"#{ProgramsSection.Id}", "programs") : null,
    };

    private static ShownPlace? OfFlow(Expectation expected, ReportedRun run)
    {
        int index = run.Header.Flows.ToList().FindIndex(flow => flow.Name == expected.Name || flow.Pool == expected.Name);
        if (index < 0) return null;
        if (run.Header.Flows[index].Stream) return Rates;
        bool came = run.Measured.Flows.Any(flow => flow.Latency is not null);
        return expected.Metric switch
        {
            Metric.Throughput or Metric.Goodput or Metric.Completed or Metric.CompletionTime or Metric.Retransmissions
                or Metric.AnsweredBy => Rates,
            Metric.Jitter or Metric.JitterMean or Metric.JitterMax or Metric.VariationMean or Metric.VariationMin or Metric.VariationMax
                or Metric.DelayVariation when came => new($"#{FlowTables.JitterId}", "jitter"),
            Metric.BurstCount or Metric.BurstMean or Metric.BurstMax when run.Measured.Flows.Any(flow => flow.Lost > 0) =>
                new($"#{FlowTables.BurstsId}", "losses in a row"),
            >= Metric.LatencyMin and <= Metric.LatencyStandardDeviation when came => new($"#{FlowTables.LatencyId}", "latency"),
            >= Metric.ResponseMin and <= Metric.ResponseStandardDeviation when run.Measured.Flows.Any(flow => flow.Response is not null) =>
                new($"#{FlowTables.ResponseId}", "response time"),
            _ => new($"#{FlowTables.PacketsId}", "packets"),
        };
    }

    private static ShownPlace Rates => new($"#{FlowTables.RatesId}", "rates");
}
