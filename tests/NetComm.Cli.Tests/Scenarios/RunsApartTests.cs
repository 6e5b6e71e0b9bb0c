using System.Net;
using System.Net.Sockets;

namespace NetComm.Cli.Tests.Scenarios;

/// <summary>Runs on real sockets keep out of each other's way, and of other programs'.</summary>
[Collection(RealSockets.Collection)]
public sealed class RunsApartTests : IDisposable
{
    private const string All = """
        scenario: Everything at once
        mode: loopback
        hosts: { a: {}, b: {}, c: {} }
        lans: { office: { members: [a, b, c], delay: 1 ms } }
        groups: { video: { address: 239.1.1.1, members: [b, c] } }
        flows:
          - { name: data, from: a, to: b, traffic: { kind: constant, interval: 10 ms, size: 100 B }, count: 200 }
          - { name: bulk, from: a, to: b, traffic: { kind: bulk, bytes: 200 kB } }
          - { name: shout, from: a, to: office, traffic: { kind: constant, interval: 20 ms, size: 100 B }, count: 100 }
          - { name: stream, from: a, to: video, traffic: { kind: constant, interval: 20 ms, size: 100 B }, count: 100 }
        apps:
          - { name: web, kind: http-server, host: b, port: 8080, files: { /: Hello } }
          - { name: browse, kind: http-client, host: a, url: "http://b:8080/", start: 500 ms }
        programs:
          - { name: server, host: c, steps: [ { socket: { type: stream, as: l } }, { bind: { socket: l, port: 5000 } }, { listen: { socket: l } },
              { accept: { socket: l, as: s } }, { recv: { socket: s, size: 99, as: x } }, { print: "{x}" } ] }
          - { name: client, host: a, start: 1 s, steps: [ { socket: { type: stream, as: s } }, { connect: { socket: s, to: c, port: 5000 } },
              { sendall: { socket: s, data: hello } } ] }
        expect: [ data.received == 200, bulk.completed, shout.received == 200, shout.duplicates == 0, stream.received == 200,
          stream.duplicates == 0, browse.status == 200, server.completed, client.completed ]

        """;

    private const string Waiting = """
        scenario: A server for a program outside
        mode: loopback
        duration: 1 s
        hosts: { server: {}, outside: { external: true } }
        links: [ { between: [server, outside] } ]
        apps:
          - { name: web, kind: http-server, host: server, port: PORT, files: { /: Hello } }
        expect: [ web.completed ]

        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Two_runs_of_one_scenario_at_once_do_not_disturb_each_other()
    {
        string file = _place.Scenario(All);

        Outcome[] both = await Task.WhenAll(
            Task.Run(() => _place.Run("run", file, "--out", "one")), Task.Run(() => _place.Run("run", file, "--out", "other")));

        Assert.All(both, outcome => Assert.True(outcome.Status == 0, outcome.Output + outcome.Errors));
        Assert.Contains(both, outcome => outcome.Output.Contains("10.a.b.c is 127.x.b.c here, x being a + ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_port_for_a_program_outside_that_is_taken_is_told_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string file = _place.Scenario(Waiting.Replace("PORT", $"{port}", StringComparison.Ordinal));

        Outcome outcome = _place.Run("run", file, "--out", "run");

        Assert.Equal(3, outcome.Status);
        Assert.Equal(
            $"small.yaml: port {port} for app 'web' is taken on this machine (EADDRINUSE): end the program that has it, or write another " +
            "port\n",
            outcome.Errors.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("✗", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("could not begin", outcome.Output, StringComparison.Ordinal);
    }
}
