namespace NetComm.Scenarios.Tests;

public sealed class SweepReaderTests
{
    private const string Network = """
        scenario: A line
        seed: 5
        hosts: [a, b]
        links: [ { name: core, between: [a, b], rate: 1 Mbps, delay: 10 ms, loss: 1 %, queue: { limit: 50 packets } } ]
        flows: [ { name: call, from: a, to: b, traffic: { kind: constant, rate: 50 packets/s, size: 160 B }, count: 10 } ]

        """;

    [Fact]
    public void Keys_are_crossed_and_the_last_changes_fastest()
    {
        Sweep sweep = Read("vary: { links.core.loss: [0 %, 5 %], links.core.delay: [1 ms, 2 ms] }, replications: 3, measure: [call.loss]");

        Assert.Equal(["links.core.loss", "links.core.delay"], sweep.Keys);
        Assert.Equal(["0 %, 1 ms", "0 %, 2 ms", "5 %, 1 ms", "5 %, 2 ms"], sweep.Points.Select(Texts));
        Assert.Equal(0.001, ((Link)sweep.Points[2].Scenario.Links[0]).Forward.Delay.TotalSeconds);
        Assert.Equal((3, 3, 12), (sweep.Replications, sweep.MaxReplications, sweep.MaxRuns));
    }

    [Fact]
    public void Keys_of_zip_go_together()
    {
        Sweep sweep = Read(
            "zip: [ { links.core.delay: [1 ms, 50 ms], links.core.queue.limit: [10 packets, 500 packets] } ], measure: [call.loss]");

        Assert.Equal(["1 ms, 10 packets", "50 ms, 500 packets"], sweep.Points.Select(Texts));
    }

    [Fact]
    public void Replication_r_has_the_files_seed_and_r_less_one_at_each_point()
    {
        Sweep sweep = Read("vary: { links.core.loss: [0 %, 5 %] }, replications: 3, measure: [call.loss]");

        Assert.Equal([5, 6, 7], new[] { 1, 2, 3 }.Select(replication => sweep.ScenarioOf(1, replication).Seed));
        Assert.Equal(sweep.ScenarioOf(0, 2).Seed, sweep.ScenarioOf(1, 2).Seed);
    }

    [Theory]
    [InlineData("{ from: 0 ms, to: 40 ms, step: 10 ms }", "0 ms|10 ms|20 ms|30 ms|40 ms")]
    [InlineData("{ from: 0 ms, to: 1 s, points: 3 }", "0 ms|500 ms|1000 ms")]
    [InlineData("{ from: 1 ms, to: 1 s, points: 4, scale: log }", "1 ms|10 ms|100 ms|1000 ms")]
    [InlineData("{ from: 1 ms, to: 100 ms, points: 4, scale: log }", "1 ms|4.64159 ms|21.5443 ms|100 ms")]
    [InlineData("{ from: 30 ms, to: 10 ms, step: -10 ms }", "30 ms|20 ms|10 ms")]
    [InlineData("{ from: 1 ms, to: 2 ms, step: 300 us }", "1 ms|1.3 ms|1.6 ms|1.9 ms")]
    public void A_range_gives_values_in_the_unit_of_its_beginning(string range, string values)
    {
        Sweep sweep = Read($"vary: {{ links.core.delay: {range} }}, measure: [call.loss]");

        Assert.Equal(values.Split('|'), sweep.Points.Select(Texts));
    }

    [Fact]
    public void Values_are_numbers_of_their_kind()
    {
        Sweep sweep = Read("zip: [ { links.core.loss: [5 %], links.core.rate: [2 Mbps], flows.call.count: [7] } ], measure: [call.loss]");

        Assert.Equal([(0.05, SweepValueKind.Share), (2e6, SweepValueKind.Rate), (7, SweepValueKind.Count)],
            sweep.Points[0].Values.Select(value => (value.Number!.Value, value.Kind)));
    }

    [Fact]
    public void Figures_are_those_of_the_expectations_unless_they_are_named()
    {
        const string Expect = "expect: [ call.loss < 2 %, call.loss > 0 %, call.received by b >= 9 before 2 s, call.completed ]\n";

        string[] named = [.. Read("replications: 2", Expect).Figures.Select(figure => figure.Name)];

        Assert.Equal(["call.loss", "call.received by b before 2 s", "call.completed"], named);
    }

    [Fact]
    public void Until_runs_five_times_at_least_and_a_hundred_times_at_most()
    {
        Sweep sweep = Read("until: { metric: call.latency.p95, within: 2 % }, measure: [call.loss]");

        Assert.Equal((5, 100), (sweep.Replications, sweep.MaxReplications));
        Assert.Equal(new SweepPrecision(1, 0.02), sweep.Until);
        Assert.Equal("call.latency.p95", sweep.Figures[1].Name);
    }

    [Theory]
    [InlineData("vary: { links.core.loss: [0 %] }", "sweep: it needs 'measure', or an expectation on a number")]
    [InlineData("vary: { links.core.loss: { from: 0 %, to: 5 %, points: 2, step: 1 % } }", "a range needs either 'points' or 'step'")]
    [InlineData("vary: { links.core.loss: { from: 0 %, to: 5 %, points: 3, scale: log } }", "needs 'points', and ends above 0")]
    [InlineData("vary: { links.core.loss: { from: 0 %, to: 5 %, step: -1 % } }", "'step' must lead from '0 %' to '5 %'")]
    [InlineData("zip: [ { links.core.loss: [0 %, 1 %], links.core.delay: [1 ms] } ]", "equally many values, but were 2 of")]
    [InlineData("vary: { links.core.loss: [0 %] }, zip: [ { links.core.loss: [1 %] } ]", "this path is varied already")]
    [InlineData("measure: [call.answered-by]", "'call.answered-by' is no number")]
    [InlineData("measure: [calls.loss]", "did you mean 'call'")]
    [InlineData("measure: [call.loss < 1 %]", "nothing more can stand here, but was '<'")]
    [InlineData("measure: [call.loss], replications: 10, until: { metric: call.loss, within: 1 % }, max-replications: 5",
        "'max-replications' must be at least 'replications', which is 10, but was '5'")]
    [InlineData("measure: [call.loss], replications: 1000000, vary: { links.core.delay: { from: 1 ms, to: 900 ms, points: 900 } }",
        "runs are more than the")]
    public void A_mistake_is_told_with_its_place(string sweep, string message)
    {
        ScenarioException wrong = Assert.Throws<ScenarioException>(() => Read(sweep));

        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
        Assert.StartsWith("line.yaml(6,", wrong.Problems[0].Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_makes_a_point_impossible_is_told_at_the_value()
    {
        ScenarioException wrong = Assert.Throws<ScenarioException>(
            () => Read("vary: { flows.call.to: [b, nobody] }, measure: [call.loss]"));

        Assert.Contains("nobody", wrong.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(6, wrong.Problems[0].Line);
    }

    [Fact]
    public void A_file_without_sweep_cannot_be_swept() =>
        Assert.Contains("the file has no 'sweep'",
            Assert.Throws<ScenarioException>(() => SweepReader.Parse(Network, "line.yaml")).Message, StringComparison.Ordinal);

    private static string Texts(SweepPoint point) => string.Join(", ", point.Values.Select(value => value.Text));

    private static Sweep Read(string sweep, string expect = "") =>
        SweepReader.Parse($"{Network}sweep: {{ {sweep} }}\n{expect}", "line.yaml");
}
