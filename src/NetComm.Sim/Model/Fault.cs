namespace NetComm.Sim.Model;

/// <summary>Something that changes in the network at an instant.</summary>
/// <param name="Index">Place in <see cref="Scenario.Faults"/>, which is ordered by time.</param>
/// <param name="At">When.</param>
/// <param name="Change">What.</param>
public sealed record Fault(int Index, SimTime At, FaultChange Change);
