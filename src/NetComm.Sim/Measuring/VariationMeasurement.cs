namespace NetComm.Sim.Measuring;

/// <summary>
/// IP packet delay variation (RFC 3393), in milliseconds: by how much the latency of a packet exceeds that of the one sent directly before it. Measured
/// of each such pair that was received, in whichever order it came.
/// </summary>
/// <param name="Mean">The mean of its absolute value: how much neighbours differ. With its sign it would cancel out.</param>
/// <param name="Min">The most negative: how much a packet caught up at most.</param>
/// <param name="Max">The largest: how much one fell behind at most.</param>
public sealed record VariationMeasurement(double Mean, double Min, double Max);
