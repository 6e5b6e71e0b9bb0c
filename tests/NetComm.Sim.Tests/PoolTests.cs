using NetComm.Analysis;
using NetComm.Scenarios;

namespace NetComm.Sim.Tests;

/// <summary>Flows, programs and apps of one entry for several hosts, and their figures together.</summary>
public sealed class PoolTests
{
    // 97 B of payload are 125 B on the wire, 1 ms at 1 Mbit/s. Three sensors send at 0 s and 1 s: their packets meet at the router, and
    // leave it 1 ms after each other. So latencies are 2, 3 and 4 ms, twice.
    private const string Sensors = """
        scenario: Three sensors
        hosts: { sensor: { count: 3 }, sink: {} }
        routers: [r]
        links:
          - { between: [sensor, r], rate: 1 Mbps }
          - { name: last, between: [r, sink], rate: 1 Mbps }
        flows:
          - { name: report, from: sensor, to: sink, traffic: { kind: constant, interval: 1 s, size: 97 B }, count: 2 }

        """;

    [Fact]
    public async Task Counts_add_up_samples_are_one_sample_and_rates_add_up()
    {
        RunResult run = await RunAsync(Sensors);

        Pooled<FlowMeasurement> pool = Assert.Single(run.Measured.Pools.Flows);
        FlowMeasurement report = pool.Figures;
        Assert.Equal(["report-1", "report-2", "report-3"], pool.Members);
        Assert.Equal(("report", "sensor-1 … sensor-3", "sink"), (report.Name, report.From, report.To));
        Assert.Equal((6L, 6L, 6L, 0L), (report.Sent, report.Due, report.Received, report.Lost));
        LatencyMeasurement latency = report.Latency!;
        Assert.Equal((6L, "2 ms", "3 ms", "4 ms"), (latency.Samples, $"{latency.Min}", $"{latency.P50}", $"{latency.Max}"));
        Assert.Equal(3e9, latency.Mean.Picoseconds, 3);
        Assert.Equal(run.Flows.Sum(flow => flow.Goodput!.Value), report.Goodput!.Value, 6);
        Assert.Equal(6L, Assert.Single(report.Receivers).Received);
    }

    [Fact]
    public async Task Completion_runs_from_the_first_start_to_the_last_completion()
    {
        RunResult run = await RunAsync(Sensors);

        FlowMeasurement report = run.Measured.Pools.Flows[0].Figures;
        Assert.True(report.Completed);
        Assert.Equal("1.004 s", $"{report.CompletionTime}");
    }

    [Fact]
    public async Task Expectations_know_both_names_and_windows()
    {
        RunResult run = await RunAsync(Sensors + """
            expect:
              - report.received == 6
              - report.received == 3 before 1 s
              - report.received by sink == 6
              - report.latency.p95 == 4 ms
              - report-2.received == 2
              - report.completed
            """);

        Assert.All(run.Grades, grade => Assert.True(grade.Passed, $"{grade.Expectation.Text}: {grade.Actual}"));
    }

    [Fact]
    public async Task Lost_packets_of_all_are_a_share_of_all()
    {
        RunResult run = await RunAsync(
            Sensors.Replace("{ name: last,", "{ name: last, queue: { limit: 2 packets },", StringComparison.Ordinal));

        FlowMeasurement report = run.Measured.Pools.Flows[0].Figures;
        Assert.Equal((6L, 4L, 2L), (report.Due, report.Received, report.Lost));
        Assert.Equal(1 / 3.0, report.Loss!.Value, 6);
        Assert.Equal((1L, 2L), (report.Bursts!.Count, report.Bursts.Longest)); // both are the third sensor's, one behind the other
    }

    [Fact]
    public async Task Programs_under_one_name_completed_if_all_did_and_failed_if_one_did()
    {
        RunResult run = await RunAsync("""
            scenario: Two programs
            hosts: { a: { count: 2 }, b: {} }
            lans: { office: { members: [a, b] } }
            programs:
              - { name: call, host: a, steps: [ { socket: { type: stream, as: s } }, { connect: { socket: s, to: b, port: 1 } } ] }
              - { name: talk, host: a, steps: [ { print: hello } ] }
            expect: [ talk.completed, call.failed with ECONNREFUSED, 'talk.printed contains "hello"', call.completed == false ]
            """);

        Assert.All(run.Grades, grade => Assert.True(grade.Passed, $"{grade.Expectation.Text}: {grade.Actual}"));
        Assert.Equal(["hello", "hello"], run.Measured.Pools.Programs[1].Figures.Printed);
    }

    [Fact]
    public async Task A_trace_that_was_kept_gives_the_same_pools()
    {
        RunResult run = await RunAsync(Sensors);

        FlowMeasurement again = Measurements.From(run.Trace).Pools.Flows[0].Figures;

        Assert.Equal(run.Measured.Pools.Flows[0].Figures.Latency, again.Latency);
    }

    [Fact]
    public async Task Fifty_clients_on_a_fat_tree_are_served()
    {
        string page = await File.ReadAllTextAsync(RepositoryFile("scenarios/LANGUAGE.md"));
        string text = page[page.IndexOf("scenario: Fifty clients", StringComparison.Ordinal)..].Split("```")[0];

        RunResult first = await RunAsync(text);
        RunResult second = await RunAsync(text);

        Assert.All(first.Grades, grade => Assert.True(grade.Passed, $"{grade.Expectation.Text}: {grade.Actual}"));
        Assert.Equal(50, first.Flows.Count);
        Assert.Equal(first.Trace.Hash, second.Trace.Hash);
    }

    private static async Task<RunResult> RunAsync(string text) => await Simulation.RunAsync(ScenarioReader.Parse(text, "test.yaml"));

    private static string RepositoryFile(string path)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, path))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, path);
    }
}
