using NetComm.Analysis;
using NetComm.EndToEnd.Tests.Peers;
using NetComm.Runtime;

namespace NetComm.EndToEnd.Tests;

/// <summary>Programs of others at both ends of a line: the example programs of the course's text, curl and nginx.</summary>
public sealed class ProxyTests
{
    private const string Line = """
        hosts: { client: { external: true }, server: { external: true } }
        links: [ { name: line, between: [client, server], delay: 20 ms, rate: 10 Mbps } ]
        proxy: [ { name: call, listen: PORT1, from: client, to: server, port: PORT2, transport: TRANSPORT } ]
        """;

    [SkippableTheory]
    [InlineData("tcp", "Waiting for a connection...")]
    [InlineData("udp", "Waiting for a message...")]
    public async Task The_example_programs_talk_over_a_line(string transport, string waiting)
    {
        using ProxiedRun run = await ProxiedRun.StartAsync(Line.Replace("TRANSPORT", transport, StringComparison.Ordinal));
        using PythonProgram server = PythonProgram.StartAt(run.Port(), $"{transport}_server.py");
        await server.PrintsAsync(waiting);

        using PythonProgram client = PythonProgram.StartAt(run.Listen(), $"{transport}_client.py");

        Assert.Equal("Received: Hello, Client!\n", await client.OutputAsync());
        Assert.Contains("Received: Hello, Server!", await server.OutputAsync(), StringComparison.Ordinal);
        RunOutcome result = await run.EndAsync();
        Assert.Empty(result.Missing);
        IReadOnlyList<FlowMeasurement> flows = Measurements.From(result.Trace).Flows;
        if (transport == "tcp") Assert.All(flows, flow => Assert.True(flow.Goodput > 0));
        else Assert.All(flows, flow => Assert.True(flow is { Sent: 1, Received: 1, Latency.Min.TotalSeconds: >= 0.02 }));
    }

    [SkippableFact]
    public async Task Curl_fetches_pages_from_nginx_over_a_line()
    {
        using ProxiedRun run = await ProxiedRun.StartAsync(Line.Replace("TRANSPORT", "tcp", StringComparison.Ordinal));
        using RealServer nginx = await HttpMeetings.Nginx(run.Port(), _ => "");
        await File.WriteAllBytesAsync(Path.Combine(nginx.Folder, "page.bin"), new byte[300_000]);
        string at = $"http://127.0.0.1:{run.Listen()}";

        string[] each = ["-o", "/dev/null", "-w", "%{http_code} %{size_download} %{num_connects}\n"];
        (int exit, string output, string errors) =
            ExternalTool.Run("curl", ["-sS", "--max-time", "60", .. each, "-o", "/dev/null", $"{at}/page.bin", $"{at}/no"]);
        RunOutcome result = await run.EndAsync();
        FlowMeasurement back = Measurements.From(result.Trace).Flows[1];

        // The second request goes over the connection of the first.
        Assert.Equal((0, ""), (exit, errors));
        Assert.Matches("^200 300000 1\n404 [0-9]+ 0\n$", output);
        Assert.InRange(back.Goodput!.Value, 1, 10e6);
        Assert.Empty(result.Missing);
    }
}
