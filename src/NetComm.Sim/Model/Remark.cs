namespace NetComm.Sim.Model;

/// <summary>What somebody says, and when.</summary>
/// <param name="At">The time since the run began.</param>
/// <param name="Text">What.</param>
public sealed record Remark(SimTime At, string Text);
