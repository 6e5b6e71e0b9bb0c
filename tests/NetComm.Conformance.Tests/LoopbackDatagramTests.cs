namespace NetComm.Conformance.Tests;

public sealed class LoopbackDatagramTests() : DatagramConformance(() => new LoopbackArm());
