using NetComm.Sim.Model;

namespace NetComm.Sim.Measuring;

/// <summary>Packets lost in a row, in the order of sending (RFC 3357: a loss period).</summary>
/// <param name="Packets">How many: one or more.</param>
/// <param name="First">When the first of them was sent.</param>
/// <param name="Last">When the last of them was sent.</param>
internal readonly record struct LossBurst(long Packets, SimTime First, SimTime Last);
