using System.Diagnostics;
using NetComm.Runtime;
using NetComm.Runtime.Loopback;

namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>A loopback run whose servers are there for programs outside until it is disposed.</summary>
internal sealed class RunningServer : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task<RunOutcome> _run;

    private RunningServer(string text)
    {
        Scenario scenario = AppRuns.Parse(RunMode.Loopback, text);
        _run = Task.Run(() => LoopbackRun.OfAsync(scenario, new RunOptions { Cancellation = _end.Token }));
    }

    /// <summary>Starts it, and waits until it listens at the port, which stands as PORT in the text.</summary>
    internal static async Task<RunningServer> StartAsync(string text, int port)
    {
        var server = new RunningServer(text.Replace("PORT", $"{port}", StringComparison.Ordinal));
        for (var waited = Stopwatch.StartNew(); !RealServer.IsListenedOn(port); await Task.Delay(20))
        {
            Assert.False(server._run.IsCompleted, "the run has ended");
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "nobody listens");
        }

        return server;
    }

    /// <summary>Ends the run.</summary>
    internal Task<RunOutcome> EndAsync()
    {
        _end.Cancel();
        return _run;
    }

    public void Dispose()
    {
        _end.Cancel();
        _run.GetAwaiter().GetResult();
        _end.Dispose();
    }
}
