namespace NetComm.Reporting.Topology;

/// <summary>One symbol of the drawing.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Name">What stands in it.</param>
/// <param name="Under">A second line; empty where there is none.</param>
/// <param name="Nodes">The nodes that it stands for, by index; none for a LAN.</param>
internal sealed record PlanVertex(VertexKind Kind, string Name, string Under, IReadOnlyList<int> Nodes);
