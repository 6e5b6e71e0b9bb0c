namespace NetComm.Reporting.Theories;

/// <summary>What a theory says of a flow.</summary>
/// <param name="Theory">The closed form.</param>
/// <param name="Besides">Seconds of its latency that the theory does not speak of: propagation, and transmission on faster links.</param>
internal sealed record FlowTheory(Theory Theory, double Besides);
