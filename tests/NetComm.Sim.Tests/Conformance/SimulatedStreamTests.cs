namespace NetComm.Sim.Tests.Conformance;

public sealed class SimulatedStreamTests() : StreamConformance(() => new SimulatedArm());
