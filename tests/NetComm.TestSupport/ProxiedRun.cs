using NetComm.Runtime;
using NetComm.Runtime.Loopback;

namespace NetComm.TestSupport;

/// <summary>A loopback run with proxies: started when all that listens does, and ended by the test.</summary>
internal sealed class ProxiedRun : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly List<LiveLine> _lines = [];
    private readonly Task<RunOutcome> _run;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProxiedRun(string text)
    {
        Scenario = AppRuns.Parse(RunMode.Loopback, $"duration: 60 s\n{text}");
        var options = new RunOptions { OnLine = Hear, OnProgress = (_, _) => _ready.TrySetResult(), Cancellation = _end.Token };
        _run = Task.Run(() => LoopbackRun.OfAsync(Scenario, options, hasAddressRange: true));
    }

    internal Scenario Scenario { get; }

    /// <summary>What it has said so far.</summary>
    internal IReadOnlyList<LiveLine> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    /// <summary>Starts it; PORT1 … PORT9 are free ports.</summary>
    internal static async Task<ProxiedRun> StartAsync(string text)
    {
        var run = new ProxiedRun(text);
        await Task.WhenAny(run._ready.Task, run._run);
        return run;
    }

    /// <summary>Where a proxy listens.</summary>
    internal int Listen(int proxy = 0) => Scenario.Proxies[proxy].Listen;

    /// <summary>Where its server is to be.</summary>
    internal int Port(int proxy = 0) => Scenario.Proxies[proxy].Port;

    /// <summary>Ends it, and gives what came of it.</summary>
    internal async Task<RunOutcome> EndAsync()
    {
        await _end.CancelAsync();
        return await _run;
    }

    public void Dispose()
    {
        _end.Cancel();
        _run.Wait();
        _end.Dispose();
    }

    private void Hear(LiveLine line)
    {
        lock (_gate) _lines.Add(line);
    }
}
