namespace NetComm.Conformance.Tests;

public sealed class SimulatedStreamTests() : StreamConformance(() => new SimulatedArm());
