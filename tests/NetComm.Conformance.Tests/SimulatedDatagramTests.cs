namespace NetComm.Conformance.Tests;

public sealed class SimulatedDatagramTests() : DatagramConformance(() => new SimulatedArm());
