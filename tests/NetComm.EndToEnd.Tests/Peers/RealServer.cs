using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Text;

namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>A real server of the system in a folder and at a port of its own, ended with the test.</summary>
internal sealed class RealServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private RealServer(string program, int port, string folder, IEnumerable<string> arguments)
    {
        Port = port;
        Folder = folder;
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    internal int Port { get; }

    /// <summary>Where it keeps what it serves.</summary>
    internal string Folder { get; }

    /// <summary>Starts it, and waits until it listens.</summary>
    /// <param name="name">The program.</param>
    /// <param name="port">Where it will listen.</param>
    /// <param name="configuration">What its file says, given its folder.</param>
    /// <param name="arguments">Given its folder and its file.</param>
    internal static async Task<RealServer> StartAsync(
        string name, int port, Func<string, string> configuration, Func<string, string, string[]> arguments)
    {
        string program = ExternalTool.Require(name);
        string folder = Directory.CreateTempSubdirectory("netcomm-").FullName;
        string file = Path.Combine(folder, "server.conf");
        await File.WriteAllTextAsync(file, configuration(folder));
        var server = new RealServer(program, port, folder, arguments(folder, file));
        for (var waited = Stopwatch.StartNew(); !IsListenedOn(port); await Task.Delay(20))
        {
            if (!server._process.HasExited && waited.Elapsed < Patience) continue;
            server.Dispose();
            lock (server._output) Assert.Fail($"{name} does not listen: {server._output}");
        }

        return server;
    }

    /// <summary>Whether a TCP server of this machine has the port.</summary>
    internal static bool IsListenedOn(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(endpoint => endpoint.Port == port);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Add(string? line)
    {
        lock (_output) _output.AppendLine(line);
    }
}
