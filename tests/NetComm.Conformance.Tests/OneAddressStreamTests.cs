namespace NetComm.Conformance.Tests;

/// <summary>As on a system that has only 127.0.0.1.</summary>
public sealed class OneAddressStreamTests() : StreamConformance(() => new LoopbackArm(hasAddressRange: false));
