using NetComm.Sim.Reporting.Topology;

namespace NetComm.Sim.Reporting.Sequence;

/// <summary>What stands at an arrow, and where.</summary>
internal sealed record HopLabel(Box Box, string Text);
