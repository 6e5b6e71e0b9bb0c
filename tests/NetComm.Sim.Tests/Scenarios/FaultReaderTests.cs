using NetComm.Sim.Model;

namespace NetComm.Sim.Tests.Scenarios;

public sealed class FaultReaderTests
{
    [Fact]
    public void Faults_stand_by_time_and_then_file_order()
    {
        Scenario scenario = Reading.Of(Reading.Pair + """
            faults:
              - { at: 9 s, link: wire, do: up }
              - { at: 8 s, link: wire, do: down }
              - { at: 8 s, link: wire, do: up }
            """);

        Assert.Equal(["0 8 s MediumDown", "1 8 s MediumUp", "2 9 s MediumUp"], scenario.Faults.Select(fault => $"{fault.Index} {fault.At} {fault.Change.GetType().Name}"));
    }

    [Fact]
    public void A_set_changes_both_directions_but_for_what_one_says_itself()
    {
        Scenario scenario = Reading.Of(Reading.Pair + """
            faults: [ { at: 1 s, link: wire, do: set, loss: 20 %, jitter: 0 ms, backward: { loss: 5 %, rate: 1 Mbps } } ]
            """);

        var set = Assert.IsType<FaultChange.MediumSet>(scenario.Faults[0].Change);
        Assert.Equal(("20 %", null), (set.Forward.Loss.ToString(), set.Forward.Rate?.ToString()));
        Assert.Equal(("5 %", "1 Mbps"), (set.Backward.Loss.ToString(), set.Backward.Rate?.ToString()));
        Assert.Equal(new Distribution.Constant(0), set.Forward.Jitter);
        Assert.Equal("loss: 20 %, jitter: 0 ms, backward: { loss: 5 %, rate: 1 Mbps }", set.Text);
    }

    [Fact]
    public void A_lan_can_fail_and_change_too()
    {
        Scenario scenario = Reading.OfNetwork("""
            hosts: { a: {}, b: {} }
            links: [ { between: [a, b] } ]
            lans: { office: { members: [a, b] } }
            faults: [ { at: 1 s, link: office, do: down }, { at: 2 s, link: office, do: set, delay: 1 ms } ]
            """);

        Assert.Equal(new FaultChange.MediumDown(1), scenario.Faults[0].Change);
        Assert.Equal(1, Assert.IsType<FaultChange.MediumSet>(scenario.Faults[1].Change).Medium);
    }
}
