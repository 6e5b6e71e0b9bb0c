namespace NetComm.Sim.Tests.Conformance;

public sealed class SimulatedDatagramTests() : DatagramConformance(() => new SimulatedArm());
