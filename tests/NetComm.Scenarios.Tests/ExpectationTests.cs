using System.Globalization;

namespace NetComm.Scenarios.Tests;

public sealed class ExpectationTests
{
    [Theory]
    [InlineData("call.loss < 2 %", Metric.Loss, Comparison.Less, 0.02)]
    [InlineData("call.loss<2%", Metric.Loss, Comparison.Less, 0.02)]
    [InlineData("call.loss <= 0.02", Metric.Loss, Comparison.LessOrEqual, 0.02)]
    [InlineData("call.latency.p95 <= 45 ms", Metric.LatencyP95, Comparison.LessOrEqual, 45e9)]
    [InlineData("call.latency.stddev > 1us", Metric.LatencyStandardDeviation, Comparison.Greater, 1e6)]
    [InlineData("call.response.p99 < 2 s", Metric.ResponseP99, Comparison.Less, 2e12)]
    [InlineData("call.ipdv.mean < 1 ms", Metric.VariationMean, Comparison.Less, 1e9)]
    [InlineData("call.ipdv.min >= -3 ms", Metric.VariationMin, Comparison.GreaterOrEqual, -3e9)]
    [InlineData("call.ipdv.max <= 3 ms", Metric.VariationMax, Comparison.LessOrEqual, 3e9)]
    [InlineData("call.pdv < 5 ms", Metric.DelayVariation, Comparison.Less, 5e9)]
    [InlineData("call.bursts.count == 2", Metric.BurstCount, Comparison.Equal, 2)]
    [InlineData("call.bursts.mean < 1.2", Metric.BurstMean, Comparison.Less, 1.2)]
    [InlineData("call.bursts.max <= 10 packets", Metric.BurstMax, Comparison.LessOrEqual, 10)]
    [InlineData("call.throughput >= 1.5 Mbps", Metric.Throughput, Comparison.GreaterOrEqual, 1.5e6)]
    [InlineData("call.goodput != 0 bps", Metric.Goodput, Comparison.NotEqual, 0)]
    [InlineData("call.received == 950", Metric.Received, Comparison.Equal, 950)]
    [InlineData("call.inFlight == 0 packets", Metric.InFlight, Comparison.Equal, 0)]
    [InlineData("call.completion-time < 1 min", Metric.CompletionTime, Comparison.Less, 60e12)]
    [InlineData("call.completed", Metric.Completed, Comparison.Equal, 1)]
    [InlineData("call.completed == false", Metric.Completed, Comparison.Equal, 0)]
    [InlineData("wire.utilisation > 80 %", Metric.Utilisation, Comparison.Greater, 0.8)]
    [InlineData("wire.queue.mean < 2.5", Metric.QueueMean, Comparison.Less, 2.5)]
    [InlineData("wire.packets < 100", Metric.Packets, Comparison.Less, 100)]
    [InlineData("office.bytes from alice >= 10000", Metric.Bytes, Comparison.GreaterOrEqual, 10000)]
    [InlineData("office.drops == 0", Metric.Drops, Comparison.Equal, 0)]
    [InlineData("talk.failed", Metric.Failed, Comparison.Equal, 1)]
    [InlineData("talk.failed != true", Metric.Failed, Comparison.NotEqual, 1)]
    [InlineData("talk.completed", Metric.Completed, Comparison.Equal, 1)]
    public void A_metric_is_compared_with_a_value_in_base_units(string text, Metric metric, Comparison comparison, double value)
    {
        Expectation expectation = Parse(text);

        Assert.Equal((text, metric, comparison, value), (expectation.Text, expectation.Metric, expectation.Comparison, expectation.Value));
    }

    [Theory]
    [InlineData("call.latency.p75 < 3 ms", Metric.LatencyPercentile, "75")]
    [InlineData("call.latency.p99.9 < 3 ms", Metric.LatencyPercentile, "99.9")]
    [InlineData("call.response.p100 < 3 ms", Metric.ResponsePercentile, "100")]
    public void Any_percentile_can_be_asked_for(string text, Metric metric, string percent)
    {
        Expectation expectation = Parse(text);

        Assert.Equal((metric, decimal.Parse(percent, CultureInfo.InvariantCulture)), (expectation.Metric, expectation.Percentile));
    }

    [Theory]
    [InlineData("call.jitter.last < 3 ms", ExpectationSubject.Flow, Metric.Jitter)]
    [InlineData("call.unsent == 0", ExpectationSubject.Flow, Metric.Unsent)]
    [InlineData("wire.loss < 1 %", ExpectationSubject.Medium, Metric.Loss)]
    [InlineData("host alice.drops == 0", ExpectationSubject.Node, Metric.Drops)]
    [InlineData("talk.completion-time < 3 s", ExpectationSubject.Program, Metric.CompletionTime)]
    public void Links_hosts_and_programs_have_figures_too(string text, ExpectationSubject subject, Metric metric)
    {
        Expectation expectation = Parse(text);

        Assert.Equal((text, subject, metric), (expectation.Text, expectation.Subject, expectation.Metric));
    }

    [Theory]
    [InlineData("call.goodput >= 2 * wire.utilisation", false, 0, "")]
    [InlineData("call.goodput >= 2 * call.throughput", true, 2, "call.throughput")]
    [InlineData("call.goodput>=0.9*call.throughput", true, 0.9, "call.throughput")]
    [InlineData("call.received == call.sent ± 3", true, 1, "call.sent")]
    [InlineData("call.ipdv.min < call.latency.max by bob", true, 1, "call.latency.max by bob")]
    public void Another_figure_may_stand_on_the_right(string text, bool isRight, double factor, string other)
    {
        Expectation? expectation = isRight ? Parse(text) : null;

        if (isRight) Assert.Equal((factor, other), (expectation!.Value, FigureName.Of(expectation.Than!)));
        else Assert.Throws<ScenarioException>(() => Parse(text));
    }

    [Fact]
    public void A_window_holds_for_both_sides()
    {
        Expectation expectation = Parse("call.received <= call.sent between 1 s and 2 s");

        SimTime first = SimTime.Zero + SimDuration.FromSeconds(1);
        Assert.Equal((first, first + SimDuration.FromSeconds(1)), (expectation.Than!.After, expectation.Than.Before));
    }

    [Fact]
    public void Checks_are_joined_each_with_a_window_of_its_own()
    {
        Expectation expectation = Parse("call.loss < 2 % between 1 s and 2 s and talk.completed and host bob.drops == 0");

        Assert.Equal(
            ["call.loss between 1 s and 2 s", "talk.completed", "host bob.drops"],
            expectation.And.Prepend(expectation).Select(FigureName.Of));
        Assert.Equal(["talk.completed", "host bob.drops == 0"], expectation.And.Select(one => one.Text));
    }

    [Theory]
    [InlineData("call.loss == 16.67 % ± 1 %", 0.01)]
    [InlineData("call.loss == 16.67 % +- 0.5%", 0.005)]
    [InlineData("call.received == 500 ± 20", 20)]
    [InlineData("call.latency.mean != 5 ms±1 us", 1e6)]
    public void A_difference_is_allowed_in_the_unit_of_the_value(string text, double tolerance) =>
    Assert.Equal(tolerance, Parse(text).Tolerance);

    [Theory]
    [InlineData("call.received >= 1", "0", "never")]
    [InlineData("call.received >= 1 before 6 s", "0", "6")]
    [InlineData("call.received >= 1 after 500 ms", "0.5", "never")]
    [InlineData("call.received >= 1 between 1 s and 2 min", "1", "120")]
    [InlineData("call.answered-by == bob before 6 s", "0", "6")]
    [InlineData("call.completed before 6 s", "0", "6")]
    public void A_window_has_a_beginning_and_an_end(string text, string after, string before)
    {
        Expectation expectation = Parse(text);

        Assert.Equal((after, before), (Seconds(expectation.After), Seconds(expectation.Before)));
    }

    [Theory]
    [InlineData("call.received by bob >= 1", "bob", null, null)]
    [InlineData("wire.drops from alice == 0", null, "alice", null)]
    [InlineData("office.utilisation from bob < 1 %", null, "bob", null)]
    [InlineData("call.answered-by == bob", null, null, "bob")]
    [InlineData("talk.failed with ECONNREFUSED", null, null, "ECONNREFUSED")]
    [InlineData("talk.printed contains \"Received: \\\"hi\\\" \\\\ C:\\\\x\"", null, null, "Received: \"hi\" \\ C:\\x")]
    public void A_receiver_a_direction_and_a_text_can_be_named(string text, string? by, string? from, string? expected)
    {
        Expectation expectation = Parse(text);

        Assert.Equal((by, from, expected), (expectation.By, expectation.From, expectation.ExpectedText));
    }

    [Fact]
    public void A_check_has_points_a_hint_and_a_mode()
    {
        Expectation expectation = Read("{ check: call.loss < 2 %, points: 2.5, hint: look at the queue, mode: loopback }");

        Assert.Equal(
            ("call.loss < 2 %", 2.5, "look at the queue", RunMode.Loopback),
            (expectation.Text, expectation.Points, expectation.Hint, expectation.Mode));
    }

    [Theory]
    [InlineData("call.loss after 2 s < 5 %", "after", "call.loss < 5 % after 2 s")]
    [InlineData("call.loss by bob before 500 ms < 5 %", "before", "call.loss by bob < 5 % before 500 ms")]
    [InlineData("call.loss after 2 s by bob < 5 %", "after", "call.loss by bob < 5 % after 2 s")]
    [InlineData("after 2.5 s call.loss < 5 %", "after", "call.loss < 5 % after 2.5 s")]
    [InlineData("call.loss between 1 s and 2 s == 5 % ± 1 %", "between", "call.loss == 5 % ± 1 % between 1 s and 2 s")]
    [InlineData("call.loss == 5 % before 6 s ± 1 %", "before", "call.loss == 5 % ± 1 % before 6 s")]
    [InlineData("call.answered-by after 2 s == bob", "after", "call.answered-by == bob after 2 s")]
    public void A_window_before_the_comparison_is_told_where_it_belongs(string text, string window, string meant)
    {
        Problem problem = Assert.Single(Assert.Throws<ScenarioException>(() => Parse(text)).Problems);

        Assert.EndsWith($"'{window}' comes last: NAME.METRIC, then 'by' or 'from', then the comparison, then the time", problem.Message,
            StringComparison.Ordinal);
        Assert.Equal((meant, window.Length), (problem.Suggestion, problem.Length));
        Assert.Equal(meant, Parse(meant).Text);
    }

    [Fact]
    public void There_is_one_window_at_most()
    {
        Problem problem = Assert.Single(Assert.Throws<ScenarioException>(() => Parse("call.loss < 5 % after 2 s before 6 s")).Problems);

        Assert.EndsWith("there is one window at most, but 'before' begins another", problem.Message, StringComparison.Ordinal);
        Assert.Equal("between TIME and TIME", problem.Allowed);
    }

    private static Expectation Parse(string text) => Read($"'{text}'");

    private static Expectation Read(string item) => ScenarioText.Of($$"""
        scenario: Expectations
        duration: 10 s
        hosts: { alice: {}, bob: {} }
        links: [ { name: wire, between: [alice, bob] } ]
        lans: { office: { members: [alice, bob] } }
        flows: [ { name: call, from: alice, to: bob, traffic: { kind: request-response, interval: 1 s, size: 1 B, response: 1 B } } ]
        programs: [ { name: talk, host: alice, steps: [ { print: hi } ] } ]
        expect: [ {{item}} ]
        """).Expectations[0];

    private static string Seconds(SimTime time) =>
        time == SimTime.Never ? "never" : time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
