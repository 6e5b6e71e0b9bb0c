namespace NetComm.Sim.Tracing;

/// <summary>A program or app of a trace.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Node">The index of its node.</param>
/// <param name="Kind">An app's kind, such as <c>ping</c>; null for a program.</param>
public sealed record TracedProgram(string Name, int Node, string? Kind = null);
