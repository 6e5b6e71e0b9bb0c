using System.Net;
using System.Net.Sockets;
using NetComm.Analysis;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback.Proxying;

[Collection(LoopbackRuns.Collection)]
public sealed class TcpProxyTests
{
    private const string Line = """
        hosts: { client: { external: true }, server: { external: true } }
        links: [ { name: line, between: [client, server], delay: 10 ms, rate: 50 Mbps } ]
        proxy: [ { name: page, listen: PORT1, from: client, to: server, port: PORT2 } ]
        """;

    [Fact]
    public async Task Half_of_a_connection_may_be_closed_and_every_byte_crosses()
    {
        using ProxiedRun run = await ProxiedRun.StartAsync(Line);
        using Socket listener = Listening(run.Port());
        using Socket client = Connected(run.Listen());

        client.Send(new byte[100_000]);
        client.Shutdown(SocketShutdown.Send);
        using Socket server = await listener.AcceptAsync();
        int asked = ReadAll(server);
        server.Send(new byte[asked / 2]);
        server.Dispose();
        int answered = ReadAll(client);
        client.Dispose();
        Measurements measured = await EndedAsync(run);

        Assert.Equal((100_000, 50_000), (asked, answered));
        Assert.Equal([true, true], measured.Flows.Select(flow => flow.Completed));
        Assert.All(measured.Flows, flow => Assert.InRange(flow.Goodput!.Value, 1, 50e6));

        // The handshake crosses there and back before the first byte does: 3 × 10 ms.
        Assert.True(measured.Flows[0].CompletionTime >= SimDuration.FromMilliseconds(30));
    }

    [Fact]
    public async Task A_connection_that_the_server_refuses_is_reset()
    {
        using ProxiedRun run = await ProxiedRun.StartAsync(Line);
        using Socket client = Connected(run.Listen());

        SocketException thrown = Assert.Throws<SocketException>(() => client.Receive(new byte[1]));
        RunOutcome result = await run.EndAsync();

        Assert.Equal(SocketError.ConnectionReset, thrown.SocketErrorCode);
        Assert.Equal(
            $"host 'server' is external, and nobody was at tcp 127.0.0.1:{run.Port()} until the run ended",
            Assert.Single(result.Missing));
        Assert.Equal(1, EventList.Of(result.Trace).Drops(DropReason.NoSocket));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_by_one_program_reaches_the_other(bool byServer)
    {
        using ProxiedRun run = await ProxiedRun.StartAsync(Line);
        using Socket listener = Listening(run.Port());
        using Socket client = Connected(run.Listen());
        using Socket server = await listener.AcceptAsync();
        client.Send([1]);
        server.Receive(new byte[1]);
        (Socket one, Socket other) = byServer ? (server, client) : (client, server);

        one.LingerState = new LingerOption(enable: true, seconds: 0);
        one.Dispose();

        SocketException thrown = Assert.Throws<SocketException>(() => other.Receive(new byte[1]));
        Assert.Equal(SocketError.ConnectionReset, thrown.SocketErrorCode);
    }

    [Fact]
    public async Task While_the_link_is_down_a_connection_waits_and_loses_nothing()
    {
        using ProxiedRun run =
            await ProxiedRun.StartAsync(Line + "\nfaults: [ { at: 0 s, link: line, do: down }, { at: 500 ms, link: line, do: up } ]");
        using Socket listener = Listening(run.Port());
        using Socket client = Connected(run.Listen());
        client.Send([1, 2, 3]);

        using Socket server = await listener.AcceptAsync();
        int came = server.Receive(new byte[10]);
        EventList events = EventList.Of((await run.EndAsync()).Trace);

        Assert.Equal(3, came);
        Assert.True(events.Of(TraceEventKind.StreamReceived).First().Time >= SimTime.Zero + SimDuration.FromMilliseconds(500));
    }

    [Fact]
    public async Task What_the_line_has_no_room_for_stays_with_its_sender()
    {
        using ProxiedRun run = await ProxiedRun.StartAsync(Line);
        using Socket listener = Listening(run.Port());
        using Socket client = Connected(run.Listen());
        using Socket server = await listener.AcceptAsync();

        client.Blocking = false;
        long taken = 0;
        while (await CanSendAsync(client)) taken += client.Send(new byte[64 << 10]);

        // The line holds 2 × 50 Mbps × 10 ms = 125 kB; the rest is the system's buffers, of which four take a few MB each at most.
        Assert.InRange(taken, 100_000, 40_000_000);
    }

    [Fact]
    public async Task What_the_links_to_a_server_of_the_file_have_no_room_for_stays_with_the_outside_program()
    {
        using ProxiedRun run = await ProxiedRun.StartAsync("""
            hosts: { client: { external: true }, other: { external: true }, server: {} }
            routers: [r]
            links: [ { between: [client, r], rate: 1 Mbps }, { between: [other, r] }, { between: [server, r] } ]
            apps: [ { name: echo, kind: echo-server, host: server, port: PORT3, transport: tcp } ]
            proxy: [ { name: unused, listen: PORT1, from: client, to: other, port: PORT2 } ]
            """);
        using Socket client = Connected(((AppTask.EchoServer)run.Scenario.Apps[0].Task).Port);

        client.Blocking = false;
        long taken = 0;
        while (taken < 100_000_000 && await CanSendAsync(client)) taken += client.Send(new byte[64 << 10]);

        Assert.InRange(taken, 100_000, 40_000_000);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_a_sentence()
    {
        using Socket other = Listening(FreePort.Next());
        int port = ((IPEndPoint)other.LocalEndPoint!).Port;

        using ProxiedRun run = await ProxiedRun.StartAsync(Line.Replace("PORT1", $"{port}", StringComparison.Ordinal));
        RunOutcome result = await run.EndAsync();

        Assert.False(result.HasBegun);
        Assert.StartsWith(
            $"port {port} for proxy 'page' is taken on this machine", Assert.Single(result.Missing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_to_which_no_client_comes_says_so()
    {
        using ProxiedRun run = await ProxiedRun.StartAsync(Line);

        RunOutcome result = await run.EndAsync();

        Assert.Equal(
            $"host 'client' is external, and no program came to tcp 127.0.0.1:{run.Listen()} until the run ended",
            Assert.Single(result.Missing));
    }

    private static async Task<bool> CanSendAsync(Socket client)
    {
        for (int tries = 0; tries < 20; tries++)
        {
            if (client.Poll(0, SelectMode.SelectWrite)) return true;
            await Task.Delay(20);
        }

        return false;
    }

    /// <summary>Ends the run when all its connections are closed.</summary>
    private static async Task<Measurements> EndedAsync(ProxiedRun run)
    {
        await Task.Delay(200);
        return Measurements.From((await run.EndAsync()).Trace);
    }

    private static Socket Listening(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        return listener;
    }

    private static Socket Connected(int port)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000 };
        client.Connect(IPAddress.Loopback, port);
        return client;
    }

    private static int ReadAll(Socket socket)
    {
        byte[] buffer = new byte[64 << 10];
        int all = 0;
        while (socket.Receive(buffer) is > 0 and var bytes) all += bytes;
        return all;
    }
}
