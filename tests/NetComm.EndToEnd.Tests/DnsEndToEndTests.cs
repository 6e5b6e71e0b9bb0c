namespace NetComm.EndToEnd.Tests;

/// <summary>Our name server against a resolver of others: dig, of BIND.</summary>
public sealed class DnsEndToEndTests
{
    private const string Server = """
        duration: 120 s
        hosts: { ns: {}, outside: { external: true } }
        links: [ { between: [ns, outside], delay: 1 ms } ]
        apps: [ { name: names, kind: dns-server, host: ns, port: PORT, records: { www.example: 10.9.9.9 } } ]
        """;

    [SkippableTheory]
    [InlineData("+notcp")]
    [InlineData("+tcp")]
    public async Task Dig_asks_our_server(string transport)
    {
        ExternalTool.Require("dig");
        int port = FreePort.Next();
        using RunningServer running = await RunningServer.StartAsync(Server, port);

        string known = Dig(port, transport, "www.example", "A");
        string unknown = Dig(port, transport, "nobody.example", "A");
        string without = Dig(port, transport, "www.example", "AAAA");

        Assert.Matches(@"www\.example\.\s+60\s+IN\s+A\s+127\.9\.9\.9", known);
        Assert.Contains("EDNS: version: 0", known, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", known, StringComparison.Ordinal);
        Assert.Contains("status: NXDOMAIN", unknown, StringComparison.Ordinal);
        Assert.Matches(@"\.\s+60\s+IN\s+SOA\s+localhost\. nobody\.invalid\. 1 ", unknown);
        Assert.Contains("status: NOERROR", without, StringComparison.Ordinal);
        Assert.Contains("AUTHORITY: 1", without, StringComparison.Ordinal);
    }

    private static string Dig(int port, params string[] question)
    {
        (int exitCode, string output, string errors) =
            ExternalTool.Run("dig", ["@127.0.0.1", "-p", $"{port}", "+tries=1", "+time=5", .. question]);
        Assert.True(exitCode == 0, output + errors);
        return output;
    }
}
