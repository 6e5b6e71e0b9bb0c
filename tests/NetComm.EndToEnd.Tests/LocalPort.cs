using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;

namespace NetComm.EndToEnd.Tests;

/// <summary>The port of the example programs, 127.0.0.1:65432, as the system sees it.</summary>
internal static class LocalPort
{
    internal const int Number = 65432;

    /// <summary>
    /// Longer than the minute for which a closed TCP connection keeps its port from a program without SO_REUSEADDR (tcp(7), TIME_WAIT).
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private static IPGlobalProperties System => IPGlobalProperties.GetIPGlobalProperties();

    /// <summary>
    /// Waits until no other program, and no other run of these tests, has the port, and keeps the latter out until disposed.
    /// </summary>
    internal static async Task<IDisposable> TakeAsync()
    {
        IDisposable? taken = null;
        await UntilAsync(() => (taken ??= TryLock()) is not null);
        await UntilAsync(() => !IsListening && !IsUdpBound);
        return taken!;
    }

    /// <summary>Waits until no other program, and no connection of an earlier one, has the port.</summary>
    internal static Task IsFreeOfOldConnectionsAsync() =>
        UntilAsync(() => !IsListening && !System.GetActiveTcpConnections().Any(connection => connection.LocalEndPoint.Port == Number));

    /// <summary>Waits until a TCP server listens: <paramref name="server"/>, whose end before that fails the test.</summary>
    internal static Task IsListenedOnAsync(Task server) => UntilAsync(() => IsListening || HasEnded(server));

    /// <summary>Waits until a UDP server has it: <paramref name="server"/>, whose end before that fails the test.</summary>
    internal static Task IsBoundAsync(Task? server = null) => UntilAsync(() => IsUdpBound || HasEnded(server));

    private static bool HasEnded(Task? server)
    {
        Assert.False(server?.IsCompleted, "the server has ended");
        return false;
    }

    private static FileStream? TryLock()
    {
        try
        {
            return new FileStream(Path.Combine(Path.GetTempPath(), $"netcomm-port-{Number}.lock"), FileMode.OpenOrCreate,
                FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

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
