namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>A server app of a loopback run, a program of others in front of it where there is one, and a folder for files.</summary>
internal sealed class ServerOfOurs : IDisposable
{
    private readonly RunningServer _ours;
    private readonly RealServer? _inFront;

    private ServerOfOurs(RunningServer ours, RealServer? inFront, string url)
    {
        _ours = ours;
        _inFront = inFront;
        Url = url;
        File.WriteAllText(Path.Combine(Folder, "hello"), "Hello!");
    }

    /// <summary>Where it is spoken to, without a path.</summary>
    internal string Url { get; }

    /// <summary>The port of that.</summary>
    internal int Port => new Uri(Url).Port;

    /// <summary>Where files of the clients lie: a file named hello that they may send.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("netcomm-").FullName;

    /// <summary>The scenario of an app whose kind and keys these are, and a program outside.</summary>
    internal static string Of(string app) => $$"""
        duration: 300 s
        hosts: { server: {}, outside: { external: true } }
        links: [ { between: [server, outside], delay: 1 ms } ]
        apps: [ { name: server, host: server, port: PORT, {{app}} } ]
        """;

    /// <param name="scenario">With PORT where its port is.</param>
    /// <param name="url">The same.</param>
    /// <param name="inFront">Starts at the first port what stands in front of ours, the second.</param>
    internal static async Task<ServerOfOurs> StartAsync(string scenario, string url, Func<int, int, Task<RealServer>>? inFront = null)
    {
        int port = FreePort.Next();
        RunningServer ours = await RunningServer.StartAsync(scenario, port);
        if (inFront is null) return new(ours, null, url.Replace("PORT", $"{port}", StringComparison.Ordinal));
        int before = FreePort.Next();
        try
        {
            return new(ours, await inFront(before, port), url.Replace("PORT", $"{before}", StringComparison.Ordinal));
        }
        catch
        {
            ours.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _inFront?.Dispose();
        _ours.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
