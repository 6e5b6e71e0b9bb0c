namespace NetComm.Sim.Model;

/// <summary>A file that an app serves.</summary>
/// <param name="Path">From the root: <c>/index.html</c>.</param>
/// <param name="Content">What it holds.</param>
public sealed record AppFile(string Path, FileContent Content);
