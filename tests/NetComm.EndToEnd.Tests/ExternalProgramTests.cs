using NetComm.Runtime;
using NetComm.Runtime.Loopback;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.EndToEnd.Tests;

/// <summary>The example programs of the course's text, unmodified, at one end of a scenario, and a program of ours at the other.</summary>
[Collection(ExternalPrograms.Name)]
[TestCaseOrderer($"NetComm.EndToEnd.Tests.{nameof(InOrderOfNames)}", "NetComm.EndToEnd.Tests")]
public sealed class ExternalProgramTests
{
    private const string TcpServer = """
        scenario: A TCP server for a client outside
        duration: 60 s
        hosts: { server: {}, outside: { external: true } }
        links: [ { between: [outside, server], delay: 5 ms } ]
        programs:
          - name: server
            host: server
            steps:
              - socket: { type: stream, as: listener }
              - bind: { socket: listener, port: 65432 }
              - listen: { socket: listener, backlog: 1 }
              - accept: { socket: listener, as: connection, from: peer }
              - print: "Connection from {peer}"
              - recv: { socket: connection, size: 1024, as: data }
              - print: "Received: {data}"
              - sendall: { socket: connection, data: "Hello, Client!" }
              - recv: { socket: connection, size: 1, as: end }    # the client closes first, so that it waits in TIME_WAIT, and not port 65432
              - close: connection
              - close: listener
        """;

    private const string TcpClient = """
        scenario: A TCP client for a server outside
        duration: 60 s
        hosts: { client: {}, outside: { external: true } }
        links: [ { between: [client, outside], delay: 5 ms } ]
        programs:
          - name: client
            host: client
            steps:
              - socket: { type: stream, as: s }
              - connect: { socket: s, to: outside, port: 65432 }
              - sendall: { socket: s, data: "Hello, Server!" }
              - recv: { socket: s, size: 1024, as: data }
              - print: "Received: {data}"
              - close: s
        """;

    private const string UdpServer = """
        scenario: A UDP server for a client outside
        duration: 60 s
        hosts: { server: {}, outside: { external: true } }
        links: [ { between: [outside, server], delay: 5 ms } ]
        programs:
          - name: server
            host: server
            steps:
              - socket: { type: datagram, as: s }
              - bind: { socket: s, port: 65432 }
              - recvfrom: { socket: s, size: 1024, as: data, from: peer }
              - print: "Received: {data} from {peer}"
              - sendto: { socket: s, to: "{peer}", data: "Hello, Client!" }
              - close: s
        """;

    private const string UdpClient = """
        scenario: A UDP client for a server outside
        duration: 60 s
        hosts: { client: {}, outside: { external: true } }
        links: [ { between: [client, outside], delay: 5 ms } ]
        programs:
          - name: client
            host: client
            steps:
              - socket: { type: datagram, as: s }
              - sendto: { socket: s, to: outside, port: 65432, data: "Hello, Server!" }
              - recvfrom: { socket: s, size: 1024, as: data }
              - print: "Received: {data}"
              - close: s
        """;

    [SkippableFact]
    public async Task A_TCP_client_outside_talks_to_our_server()
    {
        using IDisposable port = await LocalPort.TakeAsync();
        await LocalPort.IsFreeOfOldConnectionsAsync();
        Task<RunOutcome> run = RunAsync(TcpServer);
        await LocalPort.IsListenedOnAsync(run);

        using PythonProgram client = PythonProgram.Start("tcp_client.py");

        Assert.Equal("Received: Hello, Client!\n", await client.OutputAsync());
        string[] printed = await PrintedAsync(run);
        Assert.Matches("^Connection from 127\\.0\\.0\\.1:[0-9]+$", printed[0]);
        Assert.Equal("Received: Hello, Server!", printed[1]);
    }

    [SkippableFact]
    public async Task A_TCP_server_outside_may_be_started_after_our_client()
    {
        using IDisposable port = await LocalPort.TakeAsync();
        await LocalPort.IsFreeOfOldConnectionsAsync();
        Task<RunOutcome> run = RunAsync(TcpClient);
        await Task.Delay(300);

        using PythonProgram server = PythonProgram.Start("tcp_server.py");

        Assert.Equal(["Received: Hello, Client!"], await PrintedAsync(run));
        Assert.Matches("^Waiting for a connection...\nConnection from \\('127.0.0.1', [0-9]+\\)\nReceived: Hello, Server!\n$",
            await server.OutputAsync());
    }

    [SkippableFact]
    public async Task A_UDP_client_outside_talks_to_our_server()
    {
        using IDisposable port = await LocalPort.TakeAsync();
        Task<RunOutcome> run = RunAsync(UdpServer);
        await LocalPort.IsBoundAsync(run);

        using PythonProgram client = PythonProgram.Start("udp_client.py");

        Assert.Equal("Received: Hello, Client!\n", await client.OutputAsync());
        Assert.Matches("^Received: Hello, Server! from 127\\.0\\.0\\.1:[0-9]+$", Assert.Single(await PrintedAsync(run)));
    }

    [SkippableFact]
    public async Task Our_UDP_client_talks_to_a_server_outside()
    {
        using IDisposable port = await LocalPort.TakeAsync();
        using PythonProgram server = PythonProgram.Start("udp_server.py");
        await server.PrintsAsync("Waiting for a message...");
        await LocalPort.IsBoundAsync();

        Task<RunOutcome> run = RunAsync(UdpClient);

        Assert.Equal(["Received: Hello, Client!"], await PrintedAsync(run));
        Assert.Matches("Received: Hello, Server! from \\('127.0.0.1', [0-9]+\\)\n$", await server.OutputAsync());
    }

    [SkippableFact]
    public async Task A_UDP_server_outside_may_be_started_after_our_client()
    {
        using IDisposable port = await LocalPort.TakeAsync();
        Task<RunOutcome> run = RunAsync(UdpClient);
        await Task.Delay(300);

        using PythonProgram server = PythonProgram.Start("udp_server.py");

        Assert.Equal(["Received: Hello, Client!"], await PrintedAsync(run));
        Assert.Matches("Received: Hello, Server! from \\('127.0.0.1', [0-9]+\\)\n$", await server.OutputAsync());
    }

    [Theory]
    [InlineData(TcpServer, "host 'outside' is external, and no outside program spoke to this run until it ended")]
    [InlineData(TcpClient, "host 'outside' is external, and nobody was at tcp 127.0.0.1:PORT until the run ended")]
    [InlineData(UdpServer, "host 'outside' is external, and no outside program spoke to this run until it ended")]
    [InlineData(UdpClient, "host 'outside' is external, and nobody was at udp 127.0.0.1:PORT until the run ended")]
    public async Task An_outside_program_that_never_comes_makes_the_run_incomplete(string scenario, string sentence)
    {
        string port = $"{FreePort.Next()}";

        RunOutcome result =
            await RunAsync(
                scenario.Replace("duration: 60 s", "duration: 2 s", StringComparison.Ordinal)
                    .Replace("65432", port, StringComparison.Ordinal));

        Assert.False(result.Complete);
        Assert.Equal(sentence.Replace("PORT", port, StringComparison.Ordinal), Assert.Single(result.Missing));
    }

    [SkippableFact]
    public async Task What_crosses_to_the_outside_meets_the_emulated_links_both_ways()
    {
        using IDisposable port = await LocalPort.TakeAsync();
        using PythonProgram server = PythonProgram.Start("udp_server.py");
        await server.PrintsAsync("Waiting for a message...");
        await LocalPort.IsBoundAsync();

        RunOutcome result = await RunAsync(UdpClient.Replace("5 ms", "50 ms", StringComparison.Ordinal));

        EventList events = EventList.Of(result.Trace);
        SimTime sent = events.Of(TraceEventKind.PacketSent).First().Time;
        SimTime received = events.Of(TraceEventKind.Received).Single().Time;
        Assert.True(received - sent >= SimDuration.FromMilliseconds(100));
        Assert.Equal(["Hello, Server!", "Hello, Client!"], events.Texts(TraceEventKind.PayloadAttached));
    }

    private static Task<RunOutcome> RunAsync(string scenario) =>
        Task.Run(() => LoopbackRun.OfAsync(ScenarioReader.Parse("mode: loopback\n" + scenario, "external.yaml")));

    private static async Task<string[]> PrintedAsync(Task<RunOutcome> run)
    {
        RunOutcome result = await run;
        Assert.True(result.Complete, string.Join('\n', result.Missing));
        EventList events = EventList.Of(result.Trace);
        Assert.Equal([""], events.Texts(TraceEventKind.ProgramEnded));
        return [.. events.Texts(TraceEventKind.ProgramPrinted)];
    }
}
