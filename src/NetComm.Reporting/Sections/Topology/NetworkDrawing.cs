using NetComm.Reporting.Diagrams.Topology;

namespace NetComm.Reporting.Sections.Topology;

/// <summary>The network as several sections show it: its plan with the ways of the packets, and where its nodes are drawn.</summary>
internal sealed class NetworkDrawing
{
    private readonly Lazy<NetworkPlan> _plan;
    private readonly Lazy<TopologyDrawing> _drawing;

    public NetworkDrawing(ReportedRun run)
    {
        Paths = new FlowPathFold(run.Header, run.End);
        _plan = new(() => NetworkPlans.Of(run.Scenario, run.Header.Directions, Paths.Paths, Paths.More));
        _drawing = new(() => new TopologyDrawing(Plan));
    }

    public FlowPathFold Paths { get; }

    public NetworkPlan Plan => _plan.Value;

    public TopologyDrawing Drawing => _drawing.Value;
}
