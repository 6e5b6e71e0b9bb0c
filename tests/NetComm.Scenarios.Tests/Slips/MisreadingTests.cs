namespace NetComm.Scenarios.Tests.Slips;

/// <summary>Slips that say something else than what was meant: the message names the slip and what would be right.</summary>
public sealed class MisreadingTests
{
    private const string Flow = "flows: [ { name: f, from: alice, to: bob, traffic: { kind: poisson, rate: 9 packets/s, size: 9 B } } ]\n";

    [Theory]
    [InlineData("f.loss == 5 % ± 0.5", "'±' needs a unit, but was '0.5'", "0.5 %")]
    [InlineData("f.loss == 0.05 +- 1", "'±' needs a unit, but was '1'", "1 %")]
    [InlineData("f.latency.avg < 10 ms", "a flow has no metric 'latency.avg'", "latency.mean")]
    [InlineData("f.latency.median < 10 ms", "a flow has no metric 'latency.median'", "latency.p50")]
    public void A_figure_says_what_is_meant(string expectation, string rule, string meant)
    {
        Problem problem = Only(ScenarioText.Pair + Flow + $"expect: [ '{expectation}' ]");

        Assert.Equal(($"expectation 1: {rule}", meant), (problem.Message, problem.Suggestion));
    }

    [Theory]
    [InlineData("{ name: wire, between: [alice, bob], rate: 2,5 Mbps, delay: 1 ms }", "2,5 Mbps", "2.5 Mbps")]
    [InlineData("\n  - name: wire\n    between: [alice, bob]\n    rate: 2,5 Mbps\n    delay: 1 ms", "2,5 Mbps", "2.5 Mbps")]
    public void A_number_has_a_decimal_point(string link, string was, string meant)
    {
        string links = link.StartsWith('{') ? $"[ {link} ]" : link;

        Problem problem = Only("scenario: s\nduration: 1 s\nhosts: { alice: {}, bob: {} }\nlinks: " + links + "\n" + Flow);

        Assert.Equal(($"link 'wire': rate needs a decimal point, but was '{was}'", meant), (problem.Message, problem.Suggestion));
    }

    [Fact]
    public void One_name_where_a_list_is_due_is_offered_as_a_list()
    {
        Problem problem = Only(ScenarioText.Pair + "routers: r1\n");

        Assert.Equal(("routers must be a list, but was 'r1'", "[r1]"), (problem.Message, problem.Suggestion));
    }

    [Theory]
    [InlineData("hosts:{ alice: {}, bob: {} }", "hosts: ")]
    [InlineData("hosts: [alice, bob]\nlinks:[ { between: [alice, bob] } ]", "links: ")]
    public void A_key_has_a_blank_behind_its_colon(string text, string meant)
    {
        Problem problem = Only($"scenario: s\n{text}\n");

        Assert.Equal(("a key needs a blank behind its ':'", meant), (problem.Message, problem.Suggestion));
    }

    private static Problem Only(string text) =>
        Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioText.Of(text)).Problems);
}
