using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace NetComm.EndToEnd.Tests;

/// <summary>One of the example programs in scenarios/5-programs-outside, as it stands in the course's text, running in Python 3.</summary>
internal sealed class PythonProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private PythonProgram(Process process) => _process = process;

    /// <summary>Starts it as it stands.</summary>
    /// <param name="arguments">What stands behind it on its command line.</param>
    internal static PythonProgram Start(string script, params string[] arguments) => Begin([PathOf(script), .. arguments]);

    /// <summary>Starts it with another port than 65432: at one address, two programs need two.</summary>
    internal static PythonProgram StartAt(int port, string script) => Begin(
        ["-c", File.ReadAllText(PathOf(script)).Replace($"{LocalPort.Number}", $"{port}", StringComparison.Ordinal)]);

    private static PythonProgram Begin(string[] arguments)
    {
        var start = new ProcessStartInfo(ExternalTool.Require("python3"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONUNBUFFERED"] = "1";
        var program = new PythonProgram(Process.Start(start)!);
        program._process.OutputDataReceived += (_, line) => program.Add(line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Add(line.Data);
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits for the program's own end, and gives all that it printed.</summary>
    internal async Task<string> OutputAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        Assert.True(_process.ExitCode == 0, _output.ToString());
        lock (_output) return _output.ToString();
    }

    /// <summary>Waits until it has printed the text.</summary>
    internal async Task PrintsAsync(string text)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(20))
        {
            lock (_output)
            {
                if (_output.ToString().Contains(text, StringComparison.Ordinal)) return;
            }

            Assert.False(_process.HasExited, $"it ended: {_output}");
        }

        Assert.Fail($"it did not print '{text}' but: {_output}");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Append(line).Append('\n');
    }

    private static string PathOf(string script) => Path.Combine(Here(), "../../scenarios/5-programs-outside", script);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
