namespace NetComm.Reporting.Topology;

/// <summary>A link or LAN of the plan.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsLan">A switch with ports; else a line between two nodes.</param>
/// <param name="Label">What stands beside it, such as <c>core</c> and <c>10 Mbps, 5 ms</c>, a line each; of a link with two different
/// directions a line for either.</param>
internal sealed record PlanMedium(string Name, bool IsLan, IReadOnlyList<string> Label);
