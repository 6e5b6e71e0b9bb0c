using System.Globalization;
using System.Text.RegularExpressions;

namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>Our DNS against dig and dnsmasq.</summary>
internal static class DnsMeetings
{
    private const string App = "kind: dns-server, records: { www.example: 10.9.9.9 }";

    internal static IEnumerable<Meeting> All => [OfDig, OfDnsmasq, WithDnsmasq];

    private static Meeting OfDig => new Meeting<ServerOfOurs>(
        "DNS", "dig", "our `dns-server`", () => ServerOfOurs.StartAsync(ServerOfOurs.Of(App), "dns://127.0.0.1:PORT"),
        Dug("NOERROR, A 127.9.9.9 for 60 s, EDNS 1232", "www.example"),
        Dug("NOERROR, A 127.9.9.9 for 60 s", "+noedns", "www.example"),
        Dug("NOERROR, A 127.9.9.9 for 60 s, EDNS 1232", "+tcp", "www.example"),
        Dug("NOERROR, A 127.9.9.9 for 60 s, EDNS 1232", "WwW.eXaMpLe"),
        Dug("NOERROR, SOA for 60 s, EDNS 1232", "www.example", "AAAA"),
        Dug("NXDOMAIN, SOA for 60 s, EDNS 1232", "nobody.example"),
        Dug("NXDOMAIN, SOA for 60 s, EDNS 1232", "+tcp", "nobody.example"),
        Dug("NXDOMAIN, SOA for 60 s, EDNS 1232", "-x", "10.9.9.9"),
        Dug(
            "NOERROR, A 127.9.9.9 for 60 s, EDNS 1232; NOERROR, SOA for 60 s, EDNS 1232",
            "+tcp", "+keepopen", "www.example", "A", "www.example", "MX"),
        Dug("BADVERS, EDNS 1232", "+edns=1", "+noednsneg", "www.example"),
        Dug("REFUSED, EDNS 1232", "-c", "CH", "-t", "TXT", "version.bind"),
        Dug("NOTIMP, EDNS 1232", "+opcode=notify", "www.example"));

    /// <summary>A forwarder keeps what it was told as long as it was told, also that there is no such name: which needs the SOA.</summary>
    private static Meeting OfDnsmasq => new Meeting<ServerOfOurs>(
        "DNS", "dnsmasq, as a forwarder of dig", "our `dns-server`",
        () => ServerOfOurs.StartAsync(
            ServerOfOurs.Of(App), "dns://127.0.0.1:PORT", (port, ours) => Dnsmasq(port, $"server=127.0.0.1#{ours}")),
        Dug("NOERROR, A 127.9.9.9 for 60 s, EDNS 1232", "www.example"),
        Dug("NOERROR, SOA for 60 s, EDNS 1232", "+tcp", "www.example", "AAAA"),
        Dug("NXDOMAIN, SOA for 60 s, EDNS 1232", "nobody.example"),
        new("each of a name, a missing record and a missing name twice more", "0 more questions to ours", place =>
        {
            int before = Misses(place);
            foreach (string[] again in (string[][])[["www.example"], ["www.example", "AAAA"], ["nobody.example"]])
            {
                Dig(place, again);
                Dig(place, again);
            }

            return $"{Misses(place) - before} more questions to ours";
        }));

    private static Meeting WithDnsmasq => new Meeting<RealServer>(
        "DNS", "our `dns-client`", "dnsmasq",
        () => Dnsmasq(FreePort.Next(), "host-record=www.example,10.1.2.3\ncname=alias.example,www.example\nlocal=/example/\nlocal-ttl=60"),
        Asked("a name, twice", "10.1.2.3; 10.1.2.3, cached", "www.example", "www.example"),
        Asked("an alias", "10.1.2.3", "alias.example"),
        Asked("a missing name", "NXDOMAIN", "nobody.example"),
        Asked("a name that dnsmasq would have to ask others for", "REFUSED", "www.elsewhere"));

    private static Task<RealServer> Dnsmasq(int port, string names) => RealServer.StartAsync(
        "dnsmasq", port,
        folder => $"""
            port={port}
            listen-address=127.0.0.1
            bind-interfaces
            no-resolv
            no-hosts
            user={Environment.UserName}
            pid-file={folder}/pid
            {names}

            """,
        (_, file) => ["--keep-in-foreground", $"--conf-file={file}"]);

    /// <summary>The attempt whose name is the command. It tells of each answer status, records, and what EDNS takes.</summary>
    private static Attempt<ServerOfOurs> Dug(string right, params string[] question) =>
        new($"`dig {string.Join(' ', question)}`", right, place => string.Join(
            "; ", Dig(place, question).Split("->>HEADER<<-").Skip(1).Select(Told)));

    private static string Dig(ServerOfOurs place, params string[] question)
    {
        (int exit, string output, string errors) =
            ExternalTool.Run("dig", ["@127.0.0.1", "-p", $"{place.Port}", "+tries=1", "+time=5", "+nocookie", .. question]);
        Assert.True(exit == 0, output + errors);
        return output;
    }

    private static string Told(string answer)
    {
        string status = Regex.Match(answer, "status: ([A-Z]+)").Groups[1].Value;
        IEnumerable<string> records =
            from record in Regex.Matches(answer, @"^[^;\s]\S*\s+(\d+)\s+IN\s+(\S+)\s+(\S+)", RegexOptions.Multiline)
            let type = record.Groups[2].Value
            select $"{type}{(type == "SOA" ? "" : $" {record.Groups[3].Value}")} for {record.Groups[1].Value} s";
        IEnumerable<string> extension =
            Regex.Matches(answer, @"EDNS: version: 0, flags:; udp: (\d+)").Select(found => $"EDNS {found.Groups[1].Value}");
        return string.Join(", ", [status, .. records, .. extension]);
    }

    private static int Misses(ServerOfOurs place) =>
        int.Parse(Dig(place, "CH", "TXT", "misses.bind", "+short").Trim().Trim('"'), CultureInfo.InvariantCulture);

    private static Attempt<RealServer> Asked(string what, string right, params string[] names) => new(
        $"{what}: `ask: [ {string.Join(", ", names)} ]`", right,
        async dnsmasq =>
        {
            string ask = $"[ {string.Join(", ", names)} ]";
            IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = await AppRuns.LoopAsync($$"""
                duration: 60 s
                hosts: { alice: {}, ns: { external: true } }
                links: [ { between: [alice, ns], delay: 1 ms } ]
                apps: [ { name: client, kind: dns-client, host: alice, server: ns, port: {{dnsmasq.Port}}, ask: {{ask}} } ]
                """);
            return string.Join("; ", ran["client"].Printed.Select(line => Regex.Replace(line.Split(": ", 2)[1], ", in .*", "")));
        });
}
