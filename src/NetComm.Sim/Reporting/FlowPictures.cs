using NetComm.Sim.Reporting.Charts;

namespace NetComm.Sim.Reporting;

/// <summary>The pictures of one flow.</summary>
/// <param name="Charts">As <see cref="FlowCharts"/> makes them, with the paths of their files.</param>
/// <param name="Receivers">How its receivers compare; null where there is nothing to compare.</param>
internal sealed record FlowPictures(IReadOnlyList<(string Path, Chart Chart)> Charts, FlowPicture? Receivers);
