namespace NetComm.Runtime.Tests.Apps;

public sealed class EchoAppTests
{
    private const string Datagrams = """
        hosts: { alice: {}, bob: {} }
        links: [ { between: [alice, bob], delay: 1 ms } ]
        programs:
          - name: client
            host: alice
            steps:
              - socket: { type: datagram, as: s }
              - repeat:
                  times: 3
                  steps:
                    - sendto: { socket: s, to: bob, port: PORT1, data: hello }
                    - recvfrom: { socket: s, size: 99, as: answer, timeout: 5 s }
                    - print: "{answer}"
        apps:
          - { name: echo, kind: echo-server, host: bob, port: PORT1, start: START }
        """;

    private const string Stream = """
        hosts: { alice: {}, bob: {} }
        links: [ { between: [alice, bob], delay: 1 ms } ]
        programs:
          - name: client
            host: alice
            steps:
              - socket: { type: stream, as: s }
              - connect: { socket: s, to: bob, port: PORT1 }
              - sendall: { socket: s, data: hello }
              - recv: { socket: s, size: 99, as: answer, timeout: 5 s }
              - print: "{answer}"
              - sendall: { socket: s, data: bye }
              - shutdown: { socket: s, how: write }
              - recv: { socket: s, size: 99, as: answer, timeout: 5 s }
              - recv: { socket: s, size: 99, as: end, timeout: 5 s }
              - print: "{answer}{end}"
        apps:
          - { name: echo, kind: echo-server, host: bob, port: PORT1, transport: tcp }
        """;

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task An_answer_comes_from_the_anycast_address_that_was_asked(RunMode mode)
    {
        // RFC 2181, 4.1: from another address a client would not take it, and this one is connected.
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = await AppRuns.RunAsync(mode, """
            hosts: { c: {}, s1: {}, s2: {} }
            routers: [r]
            links: [ { between: [c, r], delay: 1 ms }, { between: [s1, r], delay: 1 ms }, { between: [s2, r], delay: 5 ms, cost: 5 } ]
            anycast: { svc: { address: 10.99.0.1, members: [s1, s2] } }
            apps: [ { name: echo, kind: echo-server, host: s1, transport: udp, port: PORT1 } ]
            programs:
              - name: client
                host: c
                steps:
                  - socket: { type: datagram, as: s }
                  - connect: { socket: s, to: svc, port: PORT1 }
                  - send: { socket: s, data: hello }
                  - recv: { socket: s, size: 99, as: answer, timeout: 2 s }
                  - print: "{answer}"
            """);

        Assert.Equal(["hello"], ran["client"].Printed);
    }

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task A_program_sends_on_the_bytes_that_it_got_also_where_they_are_no_text(RunMode mode)
    {
        // Half an 'ü' is no UTF-8.
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = await AppRuns.RunAsync(mode, """
            hosts: { alice: {}, bob: {} }
            links: [ { between: [alice, bob], delay: 1 ms } ]
            programs:
              - name: halves
                host: bob
                steps:
                  - socket: { type: stream, as: l }
                  - bind: { socket: l, port: PORT1 }
                  - listen: { socket: l }
                  - accept: { socket: l, as: s }
                  - recv: { socket: s, size: 1, as: first }
                  - recv: { socket: s, size: 1, as: second }
                  - sendall: { socket: s, data: "{first}{second}" }
                  - print: "{first}"
                  - close: s
              - name: client
                host: alice
                start: 10 ms
                steps:
                  - socket: { type: stream, as: s }
                  - connect: { socket: s, to: bob, port: PORT1 }
                  - sendall: { socket: s, data: "ü" }
                  - recv: { socket: s, size: 9, as: whole, timeout: 2 s }
                  - print: "{whole}"
            """);

        Assert.Equal(["ü"], ran["client"].Printed);
        Assert.Equal(["\uFFFD"], ran["halves"].Printed);
    }

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task Datagrams_come_back_and_the_server_holds_no_run(RunMode mode)
    {
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran =
            await AppRuns.RunAsync(mode, Datagrams.Replace("START", "0 s", StringComparison.Ordinal));

        Assert.Equal(["hello", "hello", "hello"], ran["client"].Printed);
        Assert.Equal((false, null), (ran["echo"].Completed, ran["echo"].Failure));
    }

    [Fact]
    public void A_server_that_begins_later_is_not_there_before()
    {
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran =
            AppRuns.Simulate(
                Datagrams.Replace("START", "4900 ms", StringComparison.Ordinal)
                    .Replace("timeout: 5 s", "timeout: 1 s", StringComparison.Ordinal));

        Assert.Equal("ETIMEDOUT", ran["client"].Failure);
    }

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task A_stream_comes_back_until_it_ends(RunMode mode)
    {
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = await AppRuns.RunAsync(mode, Stream);

        Assert.Equal(["hello", "bye"], ran["client"].Printed);
    }

    [Fact]
    public void A_server_whose_host_crashes_is_gone()
    {
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran =
            AppRuns.Simulate(
                Datagrams.Replace("START", "0 s", StringComparison.Ordinal) + "\nfaults: [ { at: 0 s, host: bob, do: crash } ]\n");

        Assert.Equal("ETIMEDOUT", ran["client"].Failure);
        Assert.Equal("host crashed", ran["echo"].Failure);
    }
}
