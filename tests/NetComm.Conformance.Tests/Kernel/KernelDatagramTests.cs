namespace NetComm.Conformance.Tests.Kernel;

/// <summary>What Linux itself says.</summary>
public sealed class KernelDatagramTests() : DatagramConformance(() => new KernelArm());
