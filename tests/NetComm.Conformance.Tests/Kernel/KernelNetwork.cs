using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NetComm.Conformance.Tests.Kernel;

/// <summary>
/// A scenario's network in the Linux kernel, run by tests/kernel/sockets.py in namespaces of its own. Where the machine does not permit
/// them, the tests that ask for it are skipped, with the reason.
/// </summary>
internal sealed class KernelNetwork : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly ConcurrentDictionary<long, Action<JsonElement>> _pending = new();
    private readonly Lock _writing = new();
    private readonly Thread _reader;
    private readonly ConcurrentQueue<string?> _errors = new();
    private long _calls;

    private KernelNetwork(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data);
        _process.BeginErrorReadLine();
        _reader = new Thread(Read) { IsBackground = true };
    }

    internal static KernelNetwork Start(Scenario scenario)
    {
        var network = new KernelNetwork(Begin("sockets.py"));
        network.Write(KernelPlan.Of(scenario));
        Assert.True(network._process.StandardOutput.ReadLine() is not null, $"sockets.py did not begin: {network.Errors}");
        network._reader.Start();
        return network;
    }

    /// <summary>Begins a script of tests/kernel in namespaces of its own.</summary>
    internal static Process Begin(string script)
    {
        ExternalTool.Require("python3");
        ExternalTool.Require("ip");
        ExternalTool.RequireThat("unshare", "network namespaces are not permitted here", "-rn", "true");
        string path = Path.Combine(AppContext.BaseDirectory, "kernel", script);
        return Process.Start(new ProcessStartInfo("unshare", ["-rn", "python3", "-u", path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>What the script has complained of.</summary>
    internal string Errors => string.Join('\n', _errors);

    /// <summary>Makes a call. What it returned is told on another thread, as the kernel answers.</summary>
    internal void Call(JsonObject request, Action<JsonElement> answered)
    {
        long id = Interlocked.Increment(ref _calls);
        request["id"] = id;
        _pending[id] = answered;
        Write(request);
    }

    /// <summary>Makes a call that does not wait, and gives what it returned.</summary>
    internal JsonElement Call(JsonObject request)
    {
        var answer = new BlockingCollection<JsonElement>();
        Call(request, answer.Add);
        Assert.True(answer.TryTake(out JsonElement result, Patience), $"no answer to {request}: {Errors}");
        return result;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Patience)) _process.Kill();
        if (_reader.IsAlive) _reader.Join(Patience);
        _process.Dispose();
    }

    private void Write(JsonObject line)
    {
        lock (_writing)
        {
            _process.StandardInput.WriteLine(line.ToJsonString());
            _process.StandardInput.Flush();
        }
    }

    private void Read()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            JsonElement answer = JsonDocument.Parse(line).RootElement;
            if (_pending.TryRemove(answer.GetProperty("id").GetInt64(), out Action<JsonElement>? answered)) answered(answer);
        }
    }
}
