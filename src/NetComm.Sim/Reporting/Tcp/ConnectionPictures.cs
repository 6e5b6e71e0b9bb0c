using NetComm.Sim.Reporting.Charts;

namespace NetComm.Sim.Reporting.Tcp;

/// <summary>The charts of a connection that belongs to no flow, with the paths of their files.</summary>
internal sealed record ConnectionPictures(ConnectionReport Connection, IReadOnlyList<(string Path, Chart Chart)> Charts);
