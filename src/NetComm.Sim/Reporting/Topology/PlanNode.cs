using NetComm.Sim.Model;

namespace NetComm.Sim.Reporting.Topology;

/// <summary>A host or router of the plan.</summary>
internal sealed record PlanNode(string Name, NodeKind Kind);
