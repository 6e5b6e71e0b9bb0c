using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;

namespace NetComm.Sim.Tests.EndToEnd;

/// <summary>The port of the example programs, 127.0.0.1:65432, as the system sees it.</summary>
internal static class LocalPort
{
    internal const int Number = 65432;

    /// <summary>Longer than the minute for which a closed TCP connection keeps its port from a program without SO_REUSEADDR (tcp(7), TIME_WAIT).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private static IPGlobalProperties System => IPGlobalProperties.GetIPGlobalProperties();

    /// <summary>Waits until no other program has the port.</summary>
    internal static Task IsFreeAsync() => UntilAsync(() => !IsListening && !IsUdpBound);

    /// <summary>Waits until no other program, and no connection of an earlier one, has the port.</summary>
    internal static Task IsFreeOfOldConnectionsAsync() =>
        UntilAsync(() => !IsListening && !System.GetActiveTcpConnections().Any(connection => connection.LocalEndPoint.Port == Number));

    /// <summary>Waits until a TCP server listens.</summary>
    internal static Task IsListenedOnAsync() => UntilAsync(() => IsListening);

    /// <summary>Waits until a UDP server has it.</summary>
    internal static Task IsBoundAsync() => UntilAsync(() => IsUdpBound);

    private static bool IsListening => System.GetActiveTcpListeners().Any(IsIt);

    private static bool IsUdpBound => System.GetActiveUdpListeners().Any(IsIt);

    private static bool IsIt(IPEndPoint endpoint) =>
        endpoint.Port == Number && (endpoint.Address.Equals(IPAddress.Loopback) || endpoint.Address.Equals(IPAddress.Any));

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var waited = Stopwatch.StartNew(); !holds(); await Task.Delay(20))
        {
            Assert.True(waited.Elapsed < Patience, $"port {Number} did not become as it should");
        }
    }
}
