using NetComm.Analysis;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Flows;
using NetComm.Runtime;
using NetComm.Runtime.Simulated;

namespace NetComm.Reporting.Tests;

/// <summary>Runs scenarios for the report to tell of; the trace is the caller's to dispose of.</summary>
internal static class ReportedRuns
{
    public static ReportedRun Of(Scenario scenario)
    {
        RunOutcome run = SimulatedRun.Of(scenario);
        return new ReportedRun(scenario, run.Trace, Measurements.From(run.Trace), [], run.Notes, run.Complete, "1.0");
    }

    /// <summary>What the report says of the flows of a run.</summary>
    public static IReadOnlyList<FlowReport> FlowsOf(ReportedRun run) => FlowReportsOf(run).All;

    /// <summary>The same, with flows that stand together under one name as one too.</summary>
    public static FlowReports FlowReportsOf(ReportedRun run)
    {
        var flows = new FlowReports(run, new TcpFold(run.Header));
        run.Trace.FoldInto([.. flows.Folds]);
        return flows;
    }

    /// <summary>A link from a to b, and a LAN of a, c and d, which lose a fifth of all packets.</summary>
    public static NetworkBuilder Network() => new NetworkBuilder().Hosts("a", "b", "c", "d")
        .Link("a", "b", new LinkProperties
        {
            Rate = Bandwidth.FromMegabits(10),
            Delay = SimDuration.FromMilliseconds(5),
            Loss = new Probability(0.2),
        })
        .Lan("office", new LinkProperties { Rate = Bandwidth.FromMegabits(10), Loss = new Probability(0.2) }, "a", "c", "d");

    /// <summary>The same flow under another name.</summary>
    public static FlowReport Named(this FlowReport flow, string name) => flow with { Total = flow.Total with { Name = name } };

    /// <summary>The same flow between others.</summary>
    public static FlowReport Between(this FlowReport flow, string from, string to) =>
        flow with { Total = flow.Total with { From = from, To = to } };
}
