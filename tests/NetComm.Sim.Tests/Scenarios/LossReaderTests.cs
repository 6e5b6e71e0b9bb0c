using NetComm.Sim.Model;
using NetComm.Sim.Scenarios;

namespace NetComm.Sim.Tests.Scenarios;

public sealed class LossReaderTests
{
    [Theory]
    [InlineData("loss: 1 %", "1 %")]
    [InlineData("loss: { share: 1 % }", "1 %")]
    [InlineData("loss: { model: random, share: 1 %, correlation: 0 % }", "1 %")]
    [InlineData("loss: { model: random, share: 20 %, correlation: 50 % }", "gilbert-elliott, p 10 %, r 40 %, loss 0 % or 100 %")]
    [InlineData("loss: { model: gilbert-elliott, p: 1 %, r: 25 % }", "gilbert-elliott, p 1 %, r 25 %, loss 0 % or 100 %")]
    [InlineData("loss: { model: gilbert-elliott, p: 0.01, r: 0.25, loss-good: 0.1 %, loss-bad: 80 % }", "gilbert-elliott, p 1 %, r 25 %, loss 0.1 % or 80 %")]
    public void A_link_loses_as_it_says(string typed, string read) => Assert.Equal(read, Reading.Link(typed).Loss.ToString());

    [Theory]
    [InlineData("loss: { model: random, share: 1 %, correlation: 100 % }", "correlation must be below 100 %, where all packets would share one fate, but was '100 %'")]
    [InlineData("loss: { model: gilbert-elliott, p: 1 % }", "needs 'r'")]
    [InlineData("loss: { model: gilbert-elliott, p: 1 %, r: 5 }", "r is a share: a plain number must be below 1, but was '5'")]
    [InlineData("loss: { model: gilbert-elliott, p: 1 %, r: 2 %, share: 1 % }", "loss of model 'gilbert-elliott' takes no 'share'")]
    public void What_is_wrong_is_said(string typed, string problem)
    {
        var thrown = Assert.Throws<ScenarioException>(() => Reading.Link(typed));

        Assert.Contains(problem, Assert.Single(thrown.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_sets_it_for_one_direction()
    {
        Scenario scenario = Reading.Of(Reading.Pair + """
            faults: [ { at: 1 s, link: wire, do: set, loss: 0 %, forward: { loss: { model: gilbert-elliott, p: 1 %, r: 25 % } } } ]
            """);

        var set = Assert.IsType<FaultChange.MediumSet>(scenario.Faults[0].Change);
        Assert.Equal("gilbert-elliott, p 1 %, r 25 %, loss 0 % or 100 % | 0 %", $"{set.Forward.Loss} | {set.Backward.Loss}");
        Assert.Equal("loss: 0 %, forward: { loss: { model: gilbert-elliott, p: 1 %, r: 25 % } }", set.Text);
    }

    [Fact]
    public void The_command_line_sets_its_parameters()
    {
        const string Network = "hosts: { a: {}, b: {} }\nlinks: [ { name: core, between: [a, b], loss: { model: gilbert-elliott, p: 1 %, r: 25 % } } ]";

        var link = (Link)Reading.OfNetworkWith(Network, "links.core.loss.p=2%", "links.core.loss.loss-bad=50%").Media[0];

        Assert.Equal("gilbert-elliott, p 2 %, r 25 %, loss 0 % or 50 %", link.Backward.Loss.ToString());
    }
}
