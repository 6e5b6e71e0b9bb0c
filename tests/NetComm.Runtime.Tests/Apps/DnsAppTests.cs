namespace NetComm.Runtime.Tests.Apps;

public sealed class DnsAppTests
{
    private const string Network = """
        hosts: { alice: {}, bob: {}, ns: {} }
        lans: { office: { members: [alice, bob, ns], delay: 1 ms } }

        """;

    [Theory]
    [InlineData(RunMode.Simulated, "10.0.0.2", "10.9.9.9")]
    [InlineData(RunMode.Loopback, "127.0.0.2", "127.9.9.9")]
    public async Task A_client_is_told_addresses_and_what_does_not_exist(RunMode mode, string bob, string record)
    {
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = await AppRuns.RunAsync(mode, Network + """
            apps:
              - { name: names, kind: dns-server, host: ns, port: PORT1, records: { www.example.com: 10.9.9.9 } }
              - { name: ask, kind: dns-client, host: alice, server: ns, port: PORT1, ask: [bob, WWW.example.com, nobody, bob] }
            """);

        Assert.Equal((true, 0), (ran["ask"].Completed, ran["ask"].Status));
        Assert.Matches($"^bob: {bob}, in [0-9.]+ ms$", ran["ask"].Printed[0]);
        Assert.StartsWith($"WWW.example.com: {record}, ", ran["ask"].Printed[1], StringComparison.Ordinal);
        Assert.StartsWith("nobody: NXDOMAIN, ", ran["ask"].Printed[2], StringComparison.Ordinal);
        Assert.Equal($"bob: {bob}, cached", ran["ask"].Printed[3]);
    }

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task A_server_answers_over_TCP_too(RunMode mode)
    {
        // RFC 7766, 5: servers must support it. A query that cannot be read is answered too: FORMERR (1) to the id 'hi'.
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = await AppRuns.RunAsync(mode, Network + """
            apps: [ { name: names, kind: dns-server, host: ns, port: PORT1 } ]
            programs:
              - name: client
                host: alice
                start: 10 ms
                steps:
                  - socket: { type: stream, as: s }
                  - connect: { socket: s, to: ns, port: PORT1 }
                  - sendall: { socket: s, data: "\0\x0Chi\0\0\0\x01\0\0\0\0\0\0" }
                  - recv: { socket: s, size: 2, as: length, timeout: 2 s }
                  - recv: { socket: s, size: 2, as: id, timeout: 2 s }
                  - print: "{id}"
            """);

        Assert.Equal(["hi"], ran["client"].Printed);
    }

    [Fact]
    public void A_server_that_is_not_there_is_given_up_after_ten_seconds()
    {
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran =
            AppRuns.Simulate(Network + "apps: [ { name: ask, kind: dns-client, host: alice, server: ns, ask: [bob] } ]");

        Assert.Equal("ETIMEDOUT", ran["ask"].Failure);
        Assert.Equal(["bob: ETIMEDOUT"], ran["ask"].Printed);
    }

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task Programs_look_names_up_by_packets(RunMode mode)
    {
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = await AppRuns.RunAsync(mode, Network + """
            programs:
              - name: server
                host: bob
                steps: [ { socket: { type: datagram, as: s } }, { bind: { socket: s, port: PORT2 } }, { recvfrom: { socket: s, size: 9, as: x, from: who } }, { print: "{x}" } ]
              - name: client
                host: alice
                steps: [ { socket: { type: datagram, as: s } }, { sendto: { socket: s, to: bobs-other-name, port: PORT2, data: hi } }, { sendto: { socket: s, to: nobody, port: PORT2, data: hi } } ]
            apps: [ { name: names, kind: dns-server, host: ns, port: PORT1, records: { bobs-other-name: 10.0.0.2 } } ]
            """);

        Assert.Equal(["hi"], ran["server"].Printed);
        Assert.Equal("ENOENT", ran["client"].Failure);
    }

    [Fact]
    public void A_ping_looks_its_name_up_by_packets()
    {
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = AppRuns.Simulate(Network + """
            apps:
              - { name: names, kind: dns-server, host: ns, records: { www: 10.0.0.2 } }
              - { name: probe, kind: ping, host: alice, to: www, count: 1 }
              - { name: path, kind: traceroute, host: alice, to: nobody, count: 1 }
            """);

        Assert.Equal("PING www (10.0.0.2) 56(84) bytes of data.", ran["probe"].Printed[0]);
        Assert.True(ran["probe"].Completed);
        Assert.Equal("ENOENT", ran["path"].Failure);
    }

    [Fact]
    public void Where_the_name_server_has_crashed_names_have_no_address()
    {
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = AppRuns.Simulate(Network + """
            apps:
              - { name: names, kind: dns-server, host: ns }
              - { name: probe, kind: ping, host: alice, to: bob, start: 1 s }
            faults: [ { at: 500 ms, host: ns, do: crash } ]
            """);

        Assert.Equal("ETIMEDOUT", ran["probe"].Failure);
    }
}
