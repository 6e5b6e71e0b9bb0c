namespace NetComm.Reporting.Topology;

/// <summary>A host or router of the plan.</summary>
internal sealed record PlanNode(string Name, NodeKind Kind);
