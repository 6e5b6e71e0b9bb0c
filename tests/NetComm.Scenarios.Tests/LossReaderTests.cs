namespace NetComm.Scenarios.Tests;

public sealed class LossReaderTests
{
    [Theory]
    [InlineData("loss: 1 %", "1 %")]
    [InlineData("loss: { share: 1 % }", "1 %")]
    [InlineData("loss: { model: random, share: 1 %, correlation: 0 % }", "1 %")]
    [InlineData("loss: { model: random, share: 20 %, correlation: 50 % }", "gilbert-elliott, p 10 %, r 40 %, loss 0 % or 100 %")]
    [InlineData("loss: { model: gilbert-elliott, p: 1 %, r: 25 % }", "gilbert-elliott, p 1 %, r 25 %, loss 0 % or 100 %")]
    [InlineData("loss: { model: gilbert-elliott, p: 0.01, r: 0.25, loss-good: 0.1 %, loss-bad: 80 % }",
        "gilbert-elliott, p 1 %, r 25 %, loss 0.1 % or 80 %")]
    public void A_link_loses_as_it_says(string typed, string read) => Assert.Equal(read, ScenarioText.Link(typed).Loss.ToString());

    [Theory]
    [InlineData("loss: { model: random, share: 1 %, correlation: 100 % }",
        "correlation must be below 100 %, where all packets would share one fate, but was '100 %'")]
    [InlineData("loss: { model: gilbert-elliott, p: 1 % }", "needs 'r'")]
    [InlineData("loss: { model: gilbert-elliott, p: 1 %, r: 5 }", "r is a share: a plain number must be below 1, but was '5'")]
    [InlineData("loss: { model: gilbert-elliott, p: 1 %, r: 2 %, share: 1 % }", "loss of model 'gilbert-elliott' takes no 'share'")]
    public void What_is_wrong_is_said(string typed, string problem)
    {
        ScenarioException thrown = Assert.Throws<ScenarioException>(() => ScenarioText.Link(typed));

        Assert.Contains(problem, Assert.Single(thrown.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("corrupt: 2 %", "2 %, 0 %")]
    [InlineData("corrupt: { share: 2 % }", "2 %, 0 %")]
    [InlineData("corrupt: { share: 0.02, correlation: 25 % }", "2 %, 25 %")]
    public void A_link_corrupts_as_it_says(string typed, string read)
    {
        CorrelatedShare corrupt = ScenarioText.Link(typed).Corrupt;

        Assert.Equal(read, $"{corrupt.Share}, {corrupt.Correlation}");
    }

    [Fact]
    public void A_link_duplicates_and_reorders_as_it_says()
    {
        LinkProperties link =
            ScenarioText.Link("duplicate: { share: 1 %, correlation: 10 % }, reorder: { share: 5 %, correlation: 30 % }, reorder-by: 3 ms");

        Assert.Equal(new(Probability.FromPercent(1), Probability.FromPercent(10)), link.Duplicate);
        Assert.Equal(new(Probability.FromPercent(5), Probability.FromPercent(30)), link.Reorder);
        Assert.Equal(SimDuration.FromMilliseconds(3), link.ReorderBy);
        Assert.Equal(CorrelatedShare.None, link.Corrupt);
        Assert.Null(ScenarioText.Link("reorder: 5 %").ReorderBy);
    }

    [Theory]
    [InlineData("duplicate")]
    [InlineData("corrupt")]
    [InlineData("reorder")]
    public void Packets_that_would_all_share_one_fate_are_an_error(string key)
    {
        ScenarioException thrown =
            Assert.Throws<ScenarioException>(() => ScenarioText.Link($"{key}: {{ share: 5 %, correlation: 100 % }}"));

        Assert.Contains("correlation must be below 100 %, where all packets would share one fate, but was '100 %'",
            Assert.Single(thrown.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_direction_may_corrupt_and_reorder_and_a_fault_may_change_it()
    {
        Scenario scenario = ScenarioText.Of("""
            scenario: One way
            duration: 10 s
            hosts: { a: {}, b: {} }
            links: [ { name: wire, between: [a, b], corrupt: 1 %, forward: { reorder: 5 %, reorder-by: 2 ms }, backward: { corrupt: 3 % } } ]
            faults: [ { at: 1 s, link: wire, do: set, corrupt: 0 %, backward: { reorder: { share: 7 %, correlation: 20 % }, reorder-by: 4 ms } } ]
            """);

        var link = (Link)scenario.Links[0];
        var set = (FaultChange.LinkSet)scenario.Faults[0].Change;
        static string Told(LinkProperties one) =>
            $"{one.Corrupt.Share} {one.Reorder.Share} {one.Reorder.Correlation} {one.ReorderBy?.Picoseconds / 1_000_000_000}";
        Assert.Equal(["1 % 5 % 0 % 2", "3 % 0 % 0 % "], [Told(link.Forward), Told(link.Backward)]);
        Assert.Equal(
            ["0 % 5 % 0 % 2", "0 % 7 % 20 % 4"], [Told(set.Forward.ApplyTo(link.Forward)), Told(set.Backward.ApplyTo(link.Backward))]);
    }

    [Fact]
    public void A_fault_sets_it_for_one_direction()
    {
        Scenario scenario = ScenarioText.Of(ScenarioText.Pair + """
            faults: [ { at: 1 s, link: wire, do: set, loss: 0 %, forward: { loss: { model: gilbert-elliott, p: 1 %, r: 25 % } } } ]
            """);

        FaultChange.LinkSet set = Assert.IsType<FaultChange.LinkSet>(scenario.Faults[0].Change);
        Assert.Equal("gilbert-elliott, p 1 %, r 25 %, loss 0 % or 100 % | 0 %", $"{set.Forward.Loss} | {set.Backward.Loss}");
        Assert.Equal("loss: 0 %, forward: { loss: { model: gilbert-elliott, p: 1 %, r: 25 % } }", set.Text);
    }

    [Fact]
    public void The_command_line_sets_its_parameters()
    {
        const string Network =
            "hosts: { a: {}, b: {} }\nlinks: [ { name: core, between: [a, b], loss: { model: gilbert-elliott, p: 1 %, r: 25 % } } ]";

        var link = (Link)ScenarioText.OfNetworkWith(Network, "links.core.loss.p=2%", "links.core.loss.loss-bad=50%").Links[0];

        Assert.Equal("gilbert-elliott, p 2 %, r 25 %, loss 0 % or 50 %", link.Backward.Loss.ToString());
    }
}
