namespace NetComm.Cli.Tests;

/// <summary>
/// Tests that open real sockets run one after the other: two runs of the machine would else want the same loopback address and port.
/// </summary>
internal static class RealSockets
{
    internal const string Collection = "real sockets";
}
