namespace NetComm.Sim.Measuring;

/// <summary>A summary.json that cannot be read; the message is for the user.</summary>
public sealed class SummaryException(string message) : Exception(message);
