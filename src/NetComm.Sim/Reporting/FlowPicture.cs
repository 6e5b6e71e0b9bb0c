using NetComm.Sim.Reporting.Charts;

namespace NetComm.Sim.Reporting;

/// <summary>A drawing that belongs to one flow.</summary>
/// <param name="Path">Where it stands as a file.</param>
/// <param name="Drawing">The picture.</param>
/// <param name="Caption">A sentence that tells what to see.</param>
internal sealed record FlowPicture(string Path, IDrawing Drawing, string Caption);
