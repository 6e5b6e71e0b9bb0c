using NetComm.Analysis;
using NetComm.Runtime.Loopback;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>What others make of the trace of a loopback run: figures, files, captures.</summary>
public sealed class LoopbackTraceTests
{
    private const string Mixed = """
        hosts: { alice: {}, bob: {}, carol: {} }
        routers: [r]
        links:
          - { name: core, between: [alice, r], rate: 2 Mbps, delay: 3 ms, jitter: 1 ms, loss: 5 %, duplicate: 3 %, queue: { limit: 10 packets } }
          - { between: [r, bob], rate: 10 Mbps, delay: 2 ms }
        lans: { office: { members: [r, carol, bob], rate: 10 Mbps } }
        flows:
          - { name: call, cast: unicast, transport: udp, port: PORT1, from: alice, to: bob, traffic: { kind: poisson, rate: 400 packets/s, size: 500 B }, count: 200 }
          - { name: ask, cast: unicast, transport: udp, port: PORT2, from: alice, to: carol, traffic: { kind: request-response, interval: 10 ms, size: 64 B, response: 400 B }, count: 50 }
          - { name: all, cast: broadcast, transport: udp, port: PORT3, from: carol, to: office, traffic: { kind: constant, interval: 5 ms, size: 100 B }, count: 50 }
          - { name: copy, cast: unicast, transport: tcp, port: PORT4, from: bob, to: carol, traffic: { kind: bulk, bytes: 200 kB } }
          - { name: chat, cast: unicast, transport: tcp, port: PORT5, from: alice, to: bob, traffic: { kind: request-response, interval: 10 ms, size: 64 B, response: 128 B }, count: 20 }
        programs:
          - { name: server, host: bob, steps: [ { socket: { type: datagram, as: s } }, { bind: { socket: s, port: PORT6 } },
              { recvfrom: { socket: s, size: 99, as: x, from: peer } }, { sendto: { socket: s, to: "{peer}", data: "You said {x}" } } ] }
          - { name: client, host: carol, steps: [ { socket: { type: datagram, as: s } }, { sendto: { socket: s, to: bob, port: PORT6, data: hello } },
              { recvfrom: { socket: s, size: 99, as: x } } ] }
        """;

    [Fact]
    public async Task Every_packet_of_every_flow_is_accounted_for()
    {
        RunOutcome result = await RunAsync();

        Measurements measured = Measurements.From(result.Trace, []);

        Assert.True(result.Complete, string.Join('\n', result.Missing));
        Assert.Equal([200L, 50, 50, 20], measured.Flows.Where(flow => flow.Name != "copy").Select(flow => flow.Sent));
        Assert.All(
            measured.Flows.Where(flow => flow.Name != "copy"), flow => Assert.Equal(flow.Due, flow.Received + flow.Lost + flow.InFlight));
        Assert.All(measured.Flows.Where(flow => flow.Name != "copy"), flow => Assert.Equal(0, flow.InFlight));
        Assert.All(measured.Flows, flow => Assert.True(flow.Completed, flow.Name));
        Assert.Equal(["127.0.0.1", "127.0.1.2", "127.0.2.2"],
            measured.Hosts.Where(host => host.Kind == NodeKind.Host).Select(host => host.Addresses[0].ToString()));
    }

    [Fact]
    public async Task A_trace_file_holds_it_whole()
    {
        RunOutcome result = await RunAsync();
        string path = Path.GetTempFileName();

        using (FileStream file = File.Create(path)) TraceFile.Write(file, result.Trace);
        using Trace read = TraceFile.Read(path);
        File.Delete(path);

        Assert.Equal(result.Trace.Hash, read.Hash);
    }

    [SkippableFact]
    public async Task A_capture_of_it_is_without_fault()
    {
        RunOutcome result = await RunAsync();

        using CaptureFolder captures = CaptureFolder.Of(result.Trace);

        Assert.All(captures.Names, name => Assert.Empty(captures[name].Complaints()));
        string[] sources =
            [.. captures.Names.SelectMany(name => captures[name].Fields("ip.src")).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["127.0.0.1", "127.0.2.2", "127.0.2.3"], sources);
    }

    private static async Task<RunOutcome> RunAsync()
    {
        string text = Mixed;
        for (int n = 1; n < 10; n++) text = text.Replace($"PORT{n}", $"{FreePort.Next()}", StringComparison.Ordinal);
        Scenario scenario = ScenarioReader.Parse($"scenario: Test\nmode: loopback\n{text}", "test.yaml");
        return await LoopbackRun.OfAsync(scenario, new RunOptions(), hasAddressRange: true);
    }
}
