using System.Text.RegularExpressions;
using NetComm.Sim.Tests.Architecture;

namespace NetComm.Sim.Tests.Examples;

public sealed class ExampleTests
{
    private const string Ping = """
        scenario: A ping
        hosts: { alice: {}, bob: {} }
        links: [ { between: [alice, bob], delay: 5 ms } ]
        flows: [ { name: probe, from: alice, to: bob, traffic: { kind: ping }, count: 3 } ]
        expect: [ probe.latency.p95 < 11 ms, probe.loss > 50 % ]
        """;

    [Fact]
    public void A_network_of_ten_lines_is_measured()
    {
        // Of 1000 packets at 1 % loss; each takes 188 B × 8 / 10 Mbit/s + 20 ms = 20.1504 ms.
        Assert.Matches(@"^986 of 1000 packets arrived, 95 % of them within 20\.15", Output(Examples.TwoHosts));
    }

    [Fact]
    public void A_scenario_file_is_graded() => Assert.Equal(
        "probe.latency.p95 < 11 ms: passed\nprobe.loss > 50 %: failed\n", Output(output => Examples.GradeAFile(Ping, output)));

    [Fact]
    public void A_parameter_is_varied()
    {
        int[] retransmissions =
            [.. Regex.Matches(Output(Examples.VaryTheLoss), @"(\d+) retrans").Select(match => int.Parse(match.Groups[1].Value))];

        Assert.Equal(0, retransmissions[0]);
        Assert.True(retransmissions[^1] > retransmissions[1]);
    }

    [Fact]
    public void Drops_are_counted_by_their_reason()
    {
        // Eleven packets at once: one is transmitted and three wait, seven find the queue full.
        Scenario network = new NetworkBuilder().Hosts("a", "b").Link("a", "b", rate: 8.Kbps(), queue: 4)
            .Flow("a", "b", new Traffic.Constant(1.Microseconds(), PayloadSize.Of(972)), count: 11).Build();

        Assert.Equal("7 packets met a full queue, 0 were lost otherwise.\n", Output(output => Examples.CountDrops(network, output)));
    }

    [Fact]
    public async Task A_network_runs_on_real_sockets_and_becomes_a_report()
    {
        Scenario network = new NetworkBuilder("Five packets").Hosts("a", "b").Link("a", "b", delay: 2.Milliseconds(), rate: null)
            .Flow("a", "b", new Traffic.Constant(5.Milliseconds(), PayloadSize.Of(100)), count: 5).Build();
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await Examples.OnRealSocketsAsync(network, folder);

            Assert.Contains("Five packets", await File.ReadAllTextAsync(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_network_in_code_is_the_run_of_the_same_network_in_a_file()
    {
        Scenario file = ScenarioText.Of("""
            scenario: A LAN and a link
            seed: 7
            hosts: { a: {}, b: {}, c: {} }
            routers: { r: {} }
            links: [ { name: core, between: [c, r], rate: 5 Mbps, delay: 3 ms, loss: 2 % } ]
            lans: { office: { members: [a, b, r], rate: 100 Mbps } }
            groups: { video: { members: [b, c] } }
            flows:
              - { name: call, from: a, to: c, traffic: { kind: poisson, rate: 100 packets/s, size: 200 B }, count: 200 }
              - { name: show, from: a, to: video, traffic: { kind: constant, interval: 10 ms, size: 700 B }, count: 100 }
              - { name: news, from: b, to: office, traffic: { kind: constant, interval: 50 ms, size: 90 B }, count: 10 }
            faults: [ { at: 500 ms, do: down, link: core }, { at: 600 ms, do: up, link: core } ]
            """);
        var office = new LinkProperties { Rate = 100.Mbps() };
        Scenario code = new NetworkBuilder().Hosts("a", "b", "c").Routers("r")
            .Lan("office", office, "a", "b", "r").Link("c", "r", rate: 5.Mbps(), delay: 3.Milliseconds(), loss: 2.Percent(), name: "core")
            .Group("video", "b", "c")
            .Flow("a", "c", new Traffic.Poisson(10.Milliseconds(), PayloadSize.Of(200)), count: 200, name: "call")
            .Flow("a", "video", new Traffic.Constant(10.Milliseconds(), PayloadSize.Of(700)), count: 100, name: "show")
            .Flow("b", "office", new Traffic.Constant(50.Milliseconds(), PayloadSize.Of(90)), count: 10, name: "news")
            .LinkDown(500.Milliseconds(), "core").LinkUp(600.Milliseconds(), "core")
            .Build(seed: 7);

        Assert.Equal(Simulation.Run(file).Trace.Hash, Simulation.Run(code).Trace.Hash);
    }

    [Fact]
    public void A_name_that_is_not_known_or_taken_is_refused()
    {
        NetworkBuilder network = new NetworkBuilder().Hosts("a", "b").Link("a", "b");

        Assert.Throws<ArgumentException>(() => network.Link("a", "c"));
        Assert.Throws<ArgumentException>(() => network.Link("a", "b"));
        Assert.Throws<ArgumentException>(() => network.Hosts("b"));
        Assert.Throws<ArgumentException>(() => network.Crash(1.Seconds(), "c"));
        Assert.Throws<ArgumentException>(() => network.Flow("a", "c", new Traffic.Bulk(), count: 1).Build());
    }

    [Fact]
    public void A_flow_without_an_end_needs_a_duration()
    {
        NetworkBuilder network = new NetworkBuilder().Hosts("a", "b").Link("a", "b").Flow("a", "b", new Traffic.Bulk());

        Assert.Throws<InvalidOperationException>(() => network.Build());
        Assert.Equal(1.Seconds(), network.Build(1.Seconds()).Duration);
    }

    [Fact]
    public void The_page_of_the_package_shows_these_examples()
    {
        string examples =
            WithoutSpace(SourceFiles.All.Single(file => file.Path.EndsWith("Examples/Examples.cs", StringComparison.Ordinal)).Text);
        string page = SourceFiles.Text("src/NetComm.Sim/README.md");

        MatchCollection shown = Regex.Matches(page, "```csharp\n(.*?)```", RegexOptions.Singleline);

        Assert.Equal(5, shown.Count);
        Assert.All(shown, match => Assert.Contains(WithoutSpace(match.Groups[1].Value), examples, StringComparison.Ordinal));
    }

    private static string WithoutSpace(string text) => Regex.Replace(text, @"\s+", " ").Trim();

    private static string Output(Action<TextWriter> example)
    {
        var output = new StringWriter { NewLine = "\n" };
        example(output);
        return output.ToString();
    }
}
