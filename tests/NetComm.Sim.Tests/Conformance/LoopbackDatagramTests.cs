namespace NetComm.Sim.Tests.Conformance;

public sealed class LoopbackDatagramTests() : DatagramConformance(() => new LoopbackArm());
