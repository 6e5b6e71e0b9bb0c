using NetComm.Reporting.Topology;

namespace NetComm.Reporting.Sequence;

/// <summary>What stands at an arrow, and where.</summary>
internal sealed record HopLabel(Box Box, string Text);
