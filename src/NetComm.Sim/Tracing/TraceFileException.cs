namespace NetComm.Sim.Tracing;

/// <summary>A trace file that cannot be read; the message is for the user and says where.</summary>
public sealed class TraceFileException(string message) : Exception(message);
