using NetComm.Analysis;

namespace NetComm.Runtime.Tests.Apps;

public sealed class HttpAppTests
{
    private const string Network = """
        hosts: { alice: {}, web: {}, ns: {} }
        lans: { office: { members: [alice, web, ns], delay: 1 ms } }

        """;

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task A_client_fetches_what_the_server_serves(RunMode mode)
    {
        IReadOnlyDictionary<string, ProgramMeasurement> ran = await AppRuns.RunAsync(mode, Network + """
            apps:
              - { name: server, kind: http-server, host: web, port: PORT1, files: { /: "<h1>Hello</h1>", /big: { size: 3 MB } } }
              - { name: client, kind: http-client, host: alice, urls: ["http://web:PORT1", "http://web:PORT1/big", "http://web:PORT1/nothing"] }
            """);

        ProgramMeasurement client = ran["client"];
        Assert.Equal((true, 404), (client.Completed, client.Status));
        Assert.Matches("^http://web:[0-9]+: 200 OK, 14 B in [0-9.]+ ms$", client.Printed[0]);
        Assert.Contains("/big: 200 OK, 3000000 B in ", client.Printed[1], StringComparison.Ordinal);
        Assert.Contains("/nothing: 404 Not Found, 14 B in ", client.Printed[2], StringComparison.Ordinal);
        Assert.EndsWith(" \"GET / HTTP/1.1\" 200 14", ran["server"].Printed[0], StringComparison.Ordinal);
        Assert.Equal(3, ran["server"].Printed.Count);
    }

    [Theory]
    [InlineData(RunMode.Simulated, "keep-alive: true")]
    [InlineData(RunMode.Simulated, "keep-alive: false")]
    [InlineData(RunMode.Loopback, "keep-alive: true")]
    [InlineData(RunMode.Loopback, "keep-alive: false")]
    public async Task A_client_goes_through_its_URLs_again_and_again(RunMode mode, string keys)
    {
        IReadOnlyDictionary<string, ProgramMeasurement> ran = await AppRuns.RunAsync(mode, Network + $$"""
            apps:
              - { name: server, kind: http-server, host: web, port: PORT1, files: { /a: A, /b: BB } }
              - { name: client, kind: http-client, host: alice, urls: ["http://web:PORT1/a", "http://web:PORT1/b"], repeat: 3, interval: 5 ms, {{keys}} }
            """);

        Assert.True(ran["client"].Completed);
        Assert.Equal(["1", "2", "1", "2", "1", "2"], ran["server"].Printed.Select(line => line[^1..]));
    }

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task Nobody_at_the_port_is_a_refusal(RunMode mode)
    {
        IReadOnlyDictionary<string, ProgramMeasurement> ran =
            await AppRuns.RunAsync(mode, Network + "apps: [ { name: client, kind: http-client, host: alice, url: 'http://web:PORT1/' } ]");

        Assert.Equal("ECONNREFUSED", ran["client"].Failure);
        Assert.EndsWith("/: ECONNREFUSED", Assert.Single(ran["client"].Printed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task A_name_in_a_URL_is_looked_up_by_packets(RunMode mode)
    {
        IReadOnlyDictionary<string, ProgramMeasurement> ran = await AppRuns.RunAsync(mode, Network + """
            apps:
              - { name: names, kind: dns-server, host: ns, port: PORT2, records: { www.example.com: 10.0.0.2 } }
              - { name: server, kind: http-server, host: web, port: PORT1, files: { /: hello } }
              - { name: client, kind: http-client, host: alice, url: "http://www.example.com:PORT1/" }
              - { name: lost, kind: http-client, host: alice, url: "http://www.example.org:PORT1/" }
            """);

        Assert.Equal(200, ran["client"].Status);
        Assert.Equal("ENOENT", ran["lost"].Failure);
    }

    [Theory]
    [InlineData(RunMode.Simulated)]
    [InlineData(RunMode.Loopback)]
    public async Task A_server_that_speaks_something_else_is_told_from_one_that_closes(RunMode mode)
    {
        IReadOnlyDictionary<string, ProgramMeasurement> ran = await AppRuns.RunAsync(mode, Network + """
            programs:
              - name: other
                host: web
                steps: [ { socket: { type: stream, as: l } }, { bind: { socket: l, port: PORT1 } }, { listen: { socket: l } }, { accept: { socket: l, as: c } }, { sendall: { socket: c, data: "220 hello\n" } }, { recv: { socket: c, size: 999, as: x } }, { recv: { socket: c, size: 9, as: x } } ]
              - name: rude
                host: web
                steps: [ { socket: { type: stream, as: l } }, { bind: { socket: l, port: PORT2 } }, { listen: { socket: l } }, { accept: { socket: l, as: c } }, { recv: { socket: c, size: 999, as: x } }, { close: c } ]
            apps:
              - { name: client, kind: http-client, host: alice, url: "http://web:PORT1/" }
              - { name: second, kind: http-client, host: alice, url: "http://web:PORT2/" }
            """);

        Assert.Equal("the server's answer is no HTTP", ran["client"].Failure);
        Assert.Equal("ECONNRESET", ran["second"].Failure);
    }
}
