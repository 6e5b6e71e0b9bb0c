namespace NetComm.Cli.Tests.Commands;

/// <summary>What is no mistake but probably not meant is said before the run, and what a flow cannot say by figures after it.</summary>
public sealed class SaidBeforehandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_host_that_would_have_to_forward_is_told_before_the_run_and_in_its_report()
    {
        const string Sentence =
            "flow 'f': nothing gets from 'a' to 'c': 'b' between them is a host, and hosts do not forward; make it one of the routers";
        _place.Scenario(
            """
            scenario: A host in the middle
            hosts: { a: {}, b: {}, c: {} }
            links: [ { between: [a, b], delay: 1 ms }, { between: [b, c], delay: 1 ms } ]
            flows: [ { name: f, from: a, to: c, count: 5, traffic: { kind: constant, rate: 10 packets/s, size: 100 B } } ]

            """);

        Outcome validated = _place.Run("validate", "small.yaml");
        Outcome outcome = _place.Run("run", "small.yaml", "--format", "md");

        Assert.Equal((0, $"small.yaml: no errors\nsmall.yaml: {Sentence}\n"), (validated.Status, validated.Output));
        Assert.StartsWith($"small.yaml: {Sentence}\nA host in the middle\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("nothing gets from 'a' to 'c'", File.ReadAllText(_place["reports/small/simulated-seed1/report.md"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_flow_that_came_to_no_connection_says_why()
    {
        _place.Scenario(
            """
            scenario: Nobody answers
            duration: 20 s
            hosts: { a: {}, b: {} }
            links: [ { name: wire, between: [a, b], rate: 1 Mbps, delay: 1 ms } ]
            flows:
              - { name: brief, from: a, to: b, start: 2 s, traffic: { kind: bulk, bytes: 10 kB }, tcp: { syn-retries: 1 } }
              - { name: patient, from: a, to: b, start: 3 s, traffic: { kind: bulk, bytes: 10 kB } }
            faults: [ { at: 1 s, link: wire, do: down } ]

            """);

        Outcome outcome = _place.Run("run", "small.yaml", "--format", "md");
        Outcome again = _place.Run("report", "reports/small/simulated-seed1");

        // SYNs after 0 and 1 s, and 2 s without an answer to the second.
        const string Brief =
            "flow 'brief' never had a connection: nothing answered from port 9000 of 'b' within 3 s (ETIMEDOUT), and it gave up";
        const string Patient =
            "flow 'patient' never had a connection: nothing had answered from port 9001 of 'b' when the run ended, 17 s after its first SYN";
        Assert.Contains($"note {Brief}\nnote {Patient}\n", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(0, again.Status);
        string report = File.ReadAllText(_place["reports/small/simulated-seed1/report.md"]);
        Assert.All([Brief, Patient], sentence => Assert.Contains(sentence, report, StringComparison.Ordinal));
    }

    [Fact]
    public void A_lesson_in_a_mode_that_it_does_not_declare_says_so_before_it_starts()
    {
        string file = _place.Scenario(SampleScenarios.Passing + "x-modes: loopback\n");

        Outcome outcome = _place.Run("run", file, "--no-report");

        Assert.StartsWith(
            "small.yaml: it runs in virtual time, but is made for loopback (x-modes): what it expects may fail here\nTen packets\n",
            outcome.Output, StringComparison.Ordinal);
    }
}
