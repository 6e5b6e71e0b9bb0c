using NetComm.Analysis;
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
        TracedFlow traced = run.Header.Flows[index];
        bool isMember = traced.Pool is not null && traced.Pool != expected.Name;
        (string id, string name) = traced.Stream ? Rates : TableOf(expected.Metric, isMember ? MembersOf(run) : run.Measured.Flows);
        return new($"#{id}{(isMember ? FlowTables.OfMembers : "")}", name);
    }

    private static (string Id, string Name) TableOf(Metric metric, IReadOnlyList<FlowMeasurement> flows)
    {
        bool came = flows.Any(flow => flow.Latency is not null);
        return metric switch
        {
            Metric.Throughput or Metric.Goodput or Metric.Completed or Metric.CompletionTime or Metric.Retransmissions
                or Metric.AnsweredBy => Rates,
            Metric.Jitter or Metric.JitterMean or Metric.JitterMax or Metric.VariationMean or Metric.VariationMin or Metric.VariationMax
                or Metric.DelayVariation when came => (FlowTables.JitterId, "jitter"),
            Metric.BurstCount or Metric.BurstMean or Metric.BurstMax when flows.Any(flow => flow.Lost > 0) =>
                (FlowTables.BurstsId, "losses in a row"),
            >= Metric.LatencyMin and <= Metric.LatencyStandardDeviation when came => (FlowTables.LatencyId, "latency"),
            >= Metric.ResponseMin and <= Metric.ResponseStandardDeviation when flows.Any(flow => flow.Response is not null) =>
                (FlowTables.ResponseId, "response time"),
            _ => (FlowTables.PacketsId, "packets"),
        };
    }

    /// <summary>The flows that stand together with others under one name.</summary>
    private static IReadOnlyList<FlowMeasurement> MembersOf(ReportedRun run) =>
        [.. run.Measured.Flows.Where((_, i) => run.Header.Flows[i].Pool is not null)];

    private static (string Id, string Name) Rates => (FlowTables.RatesId, "rates");
}
