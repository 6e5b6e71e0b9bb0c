namespace NetComm.Sim.Tracing;

/// <summary>A program of a trace and the index of its node.</summary>
public sealed record TracedProgram(string Name, int Node);
