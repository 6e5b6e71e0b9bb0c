namespace NetComm.Scenarios.Tests;

public sealed class FaultReaderTests
{
    [Fact]
    public void Faults_stand_by_time_and_then_file_order()
    {
        Scenario scenario = ScenarioText.Of(ScenarioText.Pair + """
            faults:
              - { at: 9 s, link: wire, do: up }
              - { at: 8 s, link: wire, do: down }
              - { at: 8 s, link: wire, do: up }
            """);

        Assert.Equal(["0 8 s LinkDown", "1 8 s LinkUp", "2 9 s LinkUp"],
            scenario.Faults.Select(fault => $"{fault.Index} {fault.At} {fault.Change.GetType().Name}"));
    }

    [Fact]
    public void Sides_are_nodes_by_name_and_a_counted_host_is_all_of_its_hosts()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { alice: {}, sensor: { count: 2 } }
            routers: [r]
            lans: { office: { members: [alice, sensor, r] } }
            faults: [ { at: 1 s, partition: [[alice, r], [sensor]] }, { at: 2 s, heal: true } ]
            """);

        FaultChange.Partition partition = Assert.IsType<FaultChange.Partition>(scenario.Faults[0].Change);
        Assert.Equal(["alice, r", "sensor-1, sensor-2"],
            partition.Sides.Select(side => string.Join(", ", side.Select(node => scenario.Nodes[node].Name))));
        Assert.Equal("[[alice, r], [sensor-1, sensor-2]]", partition.Text);
        Assert.IsType<FaultChange.Heal>(scenario.Faults[1].Change);
    }

    [Fact]
    public void The_cost_of_a_link_can_be_set()
    {
        Scenario scenario = ScenarioText.Of(ScenarioText.Pair + "faults: [ { at: 1 s, link: wire, do: set, cost: 5 } ]");

        FaultChange.LinkSet set = Assert.IsType<FaultChange.LinkSet>(scenario.Faults[0].Change);
        Assert.Equal((5, "cost: 5", new LinkChange()), (set.Cost, set.Text, set.Forward));
    }

    [Theory]
    [InlineData("partition: [[alice], [bob, alice]]", "fault 1: a node is on one side only, but 'alice' is on two")]
    [InlineData("partition: [[alice, bob]]", "fault 1: a partition has two sides or more")]
    [InlineData("partition: [[alice], [carol]]", "fault 1: a side must be a host or router, but there is no 'carol'")]
    [InlineData("heal: false", "fault 1: 'heal' ends every partition, but was 'false'")]
    public void What_is_no_partition_is_told(string fault, string message)
    {
        string[] problems = ScenarioText.Problems(ScenarioText.Pair + $"faults: [ {{ at: 1 s, {fault} }} ]");

        Assert.Contains(message, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_changes_both_directions_but_for_what_one_says_itself()
    {
        Scenario scenario = ScenarioText.Of(ScenarioText.Pair + """
            faults: [ { at: 1 s, link: wire, do: set, loss: 20 %, jitter: 0 ms, backward: { loss: 5 %, rate: 1 Mbps } } ]
            """);

        FaultChange.LinkSet set = Assert.IsType<FaultChange.LinkSet>(scenario.Faults[0].Change);
        Assert.Equal(("20 %", null), (set.Forward.Loss?.ToString(), set.Forward.Rate?.ToString()));
        Assert.Equal(("5 %", "1 Mbps"), (set.Backward.Loss?.ToString(), set.Backward.Rate?.ToString()));
        Assert.Equal(new Distribution.Constant(0), set.Forward.Jitter);
        Assert.Equal("loss: 20 %, jitter: 0 ms, backward: { loss: 5 %, rate: 1 Mbps }", set.Text);
    }

    [Fact]
    public void A_lan_can_fail_and_change_too()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { a: {}, b: {} }
            links: [ { between: [a, b] } ]
            lans: { office: { members: [a, b] } }
            faults: [ { at: 1 s, link: office, do: down }, { at: 2 s, link: office, do: set, delay: 1 ms } ]
            """);

        Assert.Equal(new FaultChange.LinkDown(1), scenario.Faults[0].Change);
        Assert.Equal(1, Assert.IsType<FaultChange.LinkSet>(scenario.Faults[1].Change).Medium);
    }

    [Fact]
    public void Hosts_and_routers_crash_and_come_back_and_hosts_join_and_leave()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { a: {}, b: {} }
            routers: [ r1 ]
            links: [ { between: [a, r1] }, { between: [b, r1] } ]
            groups: { music: {}, video: { members: [a] } }
            faults:
              - { at: 1 s, host: b, do: crash }
              - { at: 2 s, host: b, do: restart }
              - { at: 3 s, router: r1, do: crash }
              - { at: 4 s, router: r1, do: restart }
              - { at: 5 s, host: a, do: leave, group: video }
              - { at: 6 s, host: b, do: join, group: video }
              - { at: 6 s, host: a, do: join, group: video }
            """);

        Assert.Equal<FaultChange>(
        [
            new FaultChange.NodeCrash(1), new FaultChange.NodeRestart(1), new FaultChange.NodeCrash(2), new FaultChange.NodeRestart(2),
            new FaultChange.GroupLeave(0, 1), new FaultChange.GroupJoin(1, 1), new FaultChange.GroupJoin(0, 1),
        ], scenario.Faults.Select(fault => fault.Change));
    }

    [Fact]
    public void What_can_happen_is_judged_in_the_order_of_time_not_of_the_file()
    {
        Scenario scenario = ScenarioText.Of(ScenarioText.Pair + """
            groups: { video: {} }
            faults:
              - { at: 4 s, host: bob, do: leave, group: video }
              - { at: 3 s, host: bob, do: restart }
              - { at: 2 s, host: bob, do: crash }
              - { at: 1 s, host: bob, do: join, group: video }
            """);

        Assert.Equal(4, scenario.Faults.Count);
    }
}
