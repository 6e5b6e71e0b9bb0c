namespace NetComm.Sim.Model.Theories;

/// <summary>A flow that a theory speaks of.</summary>
/// <param name="Flow">Its place in <see cref="Scenario.Flows"/>.</param>
/// <param name="Besides">What its latency has besides the time in the queue and its transmission there: propagation, and the mean transmission on faster links.</param>
public sealed record OracleFlow(int Flow, SimDuration Besides);
