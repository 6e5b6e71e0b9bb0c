namespace NetComm.Sim.Scenarios.Language;

/// <summary>An amount in the base unit of its kind.</summary>
internal readonly record struct Quantity(QuantityKind Kind, decimal Value);
