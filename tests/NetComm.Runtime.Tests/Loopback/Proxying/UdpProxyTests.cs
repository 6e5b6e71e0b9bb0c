using System.Net;
using System.Net.Sockets;
using System.Text;
using NetComm.Analysis;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback.Proxying;

[Collection(LoopbackRuns.Collection)]
public sealed class UdpProxyTests
{
    private const string Line = """
        hosts: { client: { external: true }, server: { external: true } }
        links: [ { name: line, between: [client, server], delay: 5 ms, LOSS } ]
        proxy: [ { name: ask, listen: PORT1, from: client, to: server, port: PORT2, transport: udp } ]
        """;

    [Fact]
    public async Task Each_client_has_a_session_and_gets_its_own_answers_over_the_line_both_ways()
    {
        using ProxiedRun run = await ProxiedRun.StartAsync(Line.Replace("LOSS", "cost: 1", StringComparison.Ordinal));
        using Socket server = Bound(run.Port()), alice = Bound(0), bob = Bound(0);

        alice.SendTo(Encoding.UTF8.GetBytes("from alice"), At(run.Listen()));
        bob.SendTo(Encoding.UTF8.GetBytes("from bob"), At(run.Listen()));
        (string, int)[] asked = [Answer(server), Answer(server)];
        string[] answers = [Read(alice).Text, Read(bob).Text];
        EventList events = EventList.Of((await run.EndAsync()).Trace);

        Assert.Equal(["from alice", "from bob"], asked.Select(one => one.Item1));
        Assert.NotEqual(asked[0].Item2, asked[1].Item2);
        Assert.Equal(["re: from alice", "re: from bob"], answers);
        Assert.Equal(4, events.Latencies().Count);
        Assert.All(events.Latencies(), latency => Assert.True(latency >= SimDuration.FromMilliseconds(5)));
        Assert.Equal(["from alice", "from bob", "re: from alice", "re: from bob"], events.Texts(TraceEventKind.PayloadAttached));
    }

    [Fact]
    public async Task What_is_lost_on_the_line_reaches_nobody_and_is_told_from_what_comes_back()
    {
        using ProxiedRun run = await ProxiedRun.StartAsync(Line.Replace("LOSS", "backward: { loss: 100 % }", StringComparison.Ordinal));
        using Socket server = Bound(run.Port()), client = Bound(0);

        for (int i = 0; i < 3; i++) client.SendTo([1], At(run.Listen()));
        for (int i = 0; i < 3; i++) Answer(server);
        while (run.Lines.Count < 2) await Task.Delay(10);
        Measurements measured = Measurements.From((await EndWhenLostAsync(run, 3)).Trace);

        Assert.Equal((3, 3, 0), Counts(measured.Flows[0]));
        Assert.Equal((3, 0, 3), Counts(measured.Flows[1]));
        Assert.Equal(["ask", "ask-back"], measured.Flows.Select(flow => flow.Name));
        Assert.Equal(0, client.Available);
    }

    [Fact]
    public async Task A_duplicate_reaches_the_server_twice()
    {
        using ProxiedRun run = await ProxiedRun.StartAsync(Line.Replace("LOSS", "forward: { duplicate: 99 % }", StringComparison.Ordinal));
        using Socket server = Bound(run.Port()), client = Bound(0);

        for (int i = 0; i < 3; i++) client.SendTo([1], At(run.Listen()));

        for (int i = 0; i < 4; i++) Read(server);
    }

    [Fact]
    public async Task A_datagram_for_a_port_where_nobody_is_is_lost_there_and_the_run_says_that_nobody_came()
    {
        using ProxiedRun run = await ProxiedRun.StartAsync(Line.Replace("LOSS", "cost: 1", StringComparison.Ordinal));
        using Socket client = Bound(0);

        client.SendTo([1], At(run.Listen()));
        while (!run.Lines.Any(line => line.Text.StartsWith("nobody is at", StringComparison.Ordinal))) await Task.Delay(10);
        RunOutcome result = await run.EndAsync();

        Assert.Equal(1, EventList.Of(result.Trace).Drops(DropReason.NoSocket));
        Assert.Equal(
            $"host 'server' is external, and nobody was at udp 127.0.0.1:{run.Port()} until the run ended",
            Assert.Single(result.Missing));
    }

    private static (long?, long?, long?) Counts(FlowMeasurement flow) => (flow.Sent, flow.Received, flow.Lost);

    /// <summary>Ends the run when the answers have had the time to be lost: their link takes 5 ms.</summary>
    private static async Task<RunOutcome> EndWhenLostAsync(ProxiedRun run, int answers)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100 * answers));
        return await run.EndAsync();
    }

    private static IPEndPoint At(int port) => new(IPAddress.Loopback, port);

    private static Socket Bound(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 };
        socket.Bind(At(port));
        return socket;
    }

    private static (string Text, EndPoint From) Read(Socket socket)
    {
        byte[] bytes = new byte[100];
        EndPoint from = At(0);
        int count = socket.ReceiveFrom(bytes, ref from);
        return (Encoding.UTF8.GetString(bytes, 0, count), from);
    }

    private static (string Text, int Port) Answer(Socket server)
    {
        (string text, EndPoint from) = Read(server);
        server.SendTo(Encoding.UTF8.GetBytes($"re: {text}"), from);
        return (text, ((IPEndPoint)from).Port);
    }
}
