namespace NetComm.Reporting.Topology;

/// <summary>What stands beside a line, and where.</summary>
internal sealed record LineLabel(Box Box, IReadOnlyList<string> Text);
