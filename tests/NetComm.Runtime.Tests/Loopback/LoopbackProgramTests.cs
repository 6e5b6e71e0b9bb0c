using NetComm.Runtime.Loopback;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>Programs over real sockets, from the file to what they print.</summary>
public sealed class LoopbackProgramTests
{
    [Fact]
    public async Task The_TCP_exchange_of_the_language_page_runs()
    {
        (EventList events, RunOutcome result) = await RunAsync("""
            hosts: { alice: {}, bob: {} }
            links: [ { between: [alice, bob], delay: 10 ms } ]
            programs:
              - name: server
                host: bob
                steps:
                  - socket: { type: stream, as: listener }
                  - bind: { socket: listener, port: PORT1 }
                  - listen: { socket: listener, backlog: 1 }
                  - accept: { socket: listener, as: connection, from: peer }
                  - print: "Connection from {peer}"
                  - recv: { socket: connection, size: 1024, as: data }
                  - print: "Received: {data}"
                  - sendall: { socket: connection, data: "Hello, Client!" }
                  - close: connection
                  - close: listener
              - name: client
                host: alice
                steps:
                  - socket: { type: stream, as: s }
                  - connect: { socket: s, to: bob, port: PORT1 }
                  - sendall: { socket: s, data: "Hello, Server!" }
                  - recv: { socket: s, size: 1024, as: data }
                  - print: "Received: {data}"
                  - close: s
            """);

        Assert.True(result.Complete);
        string[] printed = [.. events.Texts(TraceEventKind.ProgramPrinted)];
        Assert.Matches("^Connection from 127\\.0\\.0\\.1:[0-9]+$", printed[0]);
        Assert.Equal(["Received: Hello, Server!", "Received: Hello, Client!"], printed[1..]);
        Assert.Equal(["", ""], events.Texts(TraceEventKind.ProgramEnded));

        // Handshake 20 ms, question and answer 20 ms.
        SimTime last = events.Of(TraceEventKind.ProgramPrinted).Last().Time;
        Assert.True(last >= SimTime.Zero + SimDuration.FromMilliseconds(40), $"{last}");
    }

    // Nothing counts a message between two actors: the run was over while a host that got no processor had yet to hand over a connection.
    [Fact]
    public async Task A_run_waits_for_a_thread_that_gets_no_processor()
    {
        Scenario scenario = ScenarioReader.Parse("""
            scenario: Test
            hosts: { alice: {}, bob: {} }
            links: [ { between: [alice, bob], delay: 1 ms } ]
            apps: [ { name: echo, kind: echo-server, transport: tcp, host: bob, port: PORT } ]
            programs:
              - { name: client, host: alice, steps: [ { socket: { type: stream, as: s } }, { connect: { socket: s, to: bob, port: PORT } },
                  { sendall: { socket: s, data: hello } }, { recv: { socket: s, size: 100, as: data } }, { print: "{data}" } ] }
            """.Replace("PORT", $"{FreePort.Next()}", StringComparison.Ordinal), "test.yaml");

        RunOutcome result = await LoopbackRuns.OfAsync(scenario, onSocketMade: made =>
        {
            if (made.IsAccepted) Thread.Sleep(TimeSpan.FromSeconds(1));
        });

        Assert.Equal(["hello"], EventList.Of(result.Trace).Texts(TraceEventKind.ProgramPrinted));
    }

    [Fact]
    public async Task A_call_that_fails_ends_its_program_with_the_errno_and_not_the_run()
    {
        (EventList events, RunOutcome result) = await RunAsync("""
            hosts: { alice: {}, bob: {} }
            links: [ { between: [alice, bob], delay: 1 ms } ]
            programs:
              - { name: refused, host: alice, steps: [ { socket: { type: stream, as: s } }, { connect: { socket: s, to: bob, port: PORT2 } } ] }
              - { name: twice, host: alice, steps: [ { socket: { type: stream, as: s } }, { bind: { socket: s, port: PORT3 } },
                    { socket: { type: stream, as: t } }, { bind: { socket: t, port: PORT3 } } ] }
              - { name: late, host: bob, steps: [ { socket: { type: datagram, as: s } }, { bind: { socket: s, port: PORT4 } },
                    { recvfrom: { socket: s, size: 10, as: data, timeout: 50 ms } } ] }
            """);

        Assert.True(result.Complete);
        Assert.Equal(["EADDRINUSE", "ECONNREFUSED", "ETIMEDOUT"], events.Texts(TraceEventKind.ProgramEnded).Order());
    }

    [Fact]
    public async Task A_program_may_close_right_after_it_has_sent()
    {
        (EventList events, _) = await RunAsync("""
            hosts: { alice: {}, bob: {} }
            links: [ { between: [alice, bob], delay: 50 ms } ]
            programs:
              - name: server
                host: bob
                steps:
                  - socket: { type: datagram, as: s }
                  - bind: { socket: s, port: PORT5 }
                  - recvfrom: { socket: s, size: 100, as: data }
                  - print: "{data}"
              - name: client
                host: alice
                steps:
                  - socket: { type: datagram, as: s }
                  - sendto: { socket: s, to: bob, port: PORT5, data: "last words" }
                  - close: s
            """);

        Assert.Equal(["last words"], events.Texts(TraceEventKind.ProgramPrinted));
    }

    [Fact]
    public async Task A_server_that_waits_holds_no_run()
    {
        (EventList events, RunOutcome result) = await RunAsync("""
            duration: 600 s
            hosts: { alice: {}, bob: {} }
            links: [ { between: [alice, bob] } ]
            programs:
              - { name: server, host: bob, steps: [ { socket: { type: datagram, as: s } }, { bind: { socket: s, port: PORT6 } }, { recvfrom: { socket: s, size: 9, as: x } } ] }
            """);

        Assert.True(result.Complete);
        Assert.Empty(events.Of(TraceEventKind.ProgramEnded));
        Assert.True(result.Trace.End < SimTime.Zero + SimDuration.FromSeconds(100));
    }

    [Fact]
    public async Task Programs_with_one_start_begin_in_file_order_each_when_the_one_before_waits()
    {
        (EventList events, _) = await RunAsync("""
            hosts: { alice: {}, bob: {} }
            links: [ { between: [alice, bob] } ]
            programs:
              - { name: first, host: alice, steps: [ { repeat: { times: 50, steps: [ { set: { x: "1" } } ] } }, { print: one }, { sleep: 200 ms }, { print: four } ] }
              - { name: second, host: bob, steps: [ { print: two } ] }
              - { name: third, host: bob, steps: [ { print: three } ] }
            """);

        Assert.Equal(["one", "two", "three", "four"], events.Texts(TraceEventKind.ProgramPrinted));
    }

    [Fact]
    public async Task A_programs_broadcast_reaches_its_LAN()
    {
        (EventList events, _) = await RunAsync("""
            hosts: { alice: {}, bob: {}, carol: {} }
            lans: { office: { members: [alice, bob, carol] } }
            programs:
              - { name: b, host: bob, steps: [ { socket: { type: datagram, as: s } }, { bind: { socket: s, port: PORT7 } }, { recvfrom: { socket: s, size: 99, as: x } }, { print: "b {x}" } ] }
              - { name: c, host: carol, steps: [ { socket: { type: datagram, as: s } }, { bind: { socket: s, port: PORT7 } }, { recvfrom: { socket: s, size: 99, as: x } }, { print: "c {x}" } ] }
              - name: a
                host: alice
                steps:
                  - socket: { type: datagram, as: s }
                  - setsockopt: { socket: s, option: broadcast, value: true }
                  - sendto: { socket: s, to: office, port: PORT7, data: "hello" }
            """);

        Assert.Equal(["b hello", "c hello"], events.Texts(TraceEventKind.ProgramPrinted).Order());
    }

    private static async Task<(EventList Events, RunOutcome Result)> RunAsync(string text)
    {
        for (int n = 1; n < 10; n++) text = text.Replace($"PORT{n}", $"{FreePort.Next()}", StringComparison.Ordinal);
        Scenario scenario = ScenarioReader.Parse($"scenario: Test\nmode: loopback\n{text}", "test.yaml");
        RunOutcome result = await LoopbackRun.OfAsync(scenario);
        return (EventList.Of(result.Trace), result);
    }
}
