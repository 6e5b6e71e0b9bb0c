using NetComm.Reporting.Diagrams.Timeline;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Faults;

namespace NetComm.Reporting.Tests.Sections.Faults;

public sealed class FaultTimelineTests
{
    private static readonly SimDuration Second = SimDuration.FromSeconds(1);

    private static readonly SimTime End = SimTime.Zero + (Second * 9);

    [Fact]
    public void A_link_is_down_until_it_is_up_or_the_run_ends()
    {
        Scenario scenario = Network()
            .LinkDown(Second, "a--b")
            .LinkUp(Second * 2, "a--b")
            .LinkDown(Second * 8, "a--b")
            .LinkUp(Second * 20, "a--b")
            .Build(Second * 9);

        Assert.Equal([new(1, 2, SpanKind.Down, "down"), new(8, 9, SpanKind.Down, "down")], RowOf(scenario, "a--b"));
    }

    [Fact]
    public void Another_cost_is_a_change_until_it_is_as_at_first()
    {
        Scenario scenario = Network().SetCost(Second, "a--b", 5).SetCost(Second * 3, "a--b", 1).Build(Second * 9);

        Assert.Equal([new(1, 3, SpanKind.Changed, "cost: 5")], RowOf(scenario, "a--b"));
    }

    [Fact]
    public void A_partition_is_a_span_until_it_is_healed()
    {
        Scenario scenario = Network().Partition(Second, ["a"], ["b", "c"]).Heal(Second * 3).Partition(Second * 8, ["a"], ["b"])
            .Build(Second * 9);

        Assert.Equal(
            [new(1, 3, SpanKind.Down, "[[a], [b, c]]"), new(8, 9, SpanKind.Down, "[[a], [b]]")], RowOf(scenario, "partition"));
        Assert.Equal([("partition", 1, 3, true), ("partition", 8, 9, false)],
            Outage.Of(scenario, End).Select(outage => (outage.Text, outage.From, outage.To, outage.IsEnded)));
        Assert.Equal(["partition [[a], [b, c]]", "partitions healed", "partition [[a], [b]]"],
            FaultReport.AllOf(scenario, End).Select(fault => fault.Text));
        Assert.Empty(FaultMarks.Of(FaultReport.AllOf(scenario, End), Outage.Of(scenario, End)).Instants);
    }

    [Fact]
    public void What_is_set_holds_until_it_is_set_again_and_not_where_it_is_as_at_first()
    {
        Scenario scenario = Network()
            .LinkSet(Second, "a--b", Delay(20), "delay 20 ms").LinkSet(Second * 2, "a--b", Delay(30), "delay 30 ms")
            .LinkSet(Second * 4, "a--b", Delay(0), "delay 0 ms")
            .Build(Second * 9);

        Assert.Equal([new(1, 2, SpanKind.Changed, "delay 20 ms"), new(2, 4, SpanKind.Changed, "delay 30 ms")], RowOf(scenario, "a--b"));
    }

    [Fact]
    public void Who_is_a_member_from_the_start_is_one_until_it_leaves()
    {
        Scenario scenario = Network().Group("video", "c")
            .Join(Second, "d", "video").Leave(Second * 2, "c", "video").Build(Second * 9);

        Assert.Equal([new(0, 2, SpanKind.Member, "member")], RowOf(scenario, "c in video"));
        Assert.Equal([new(1, 9, SpanKind.Member, "member")], RowOf(scenario, "d in video"));
    }

    [Fact]
    public void A_flow_is_silent_while_its_sender_is_down()
    {
        Scenario scenario = Network().Flow("a", "b", new Traffic.Constant(Second, PayloadSize.Of(100)), count: 8)
            .Crash(Second * 3, "a")
            .Restart(Second * 4, "a").Build(Second * 9);

        Assert.Equal([new(3, 4, SpanKind.Down, "crashed")], RowOf(scenario, "a"));
        Assert.Equal([new(0, 3, SpanKind.Active, "active"), new(4, 8, SpanKind.Active, "active")],
            RowOf(scenario, $"flow {scenario.Flows[0].Name}"));
    }

    [Fact]
    public void A_flow_whose_sender_is_down_all_the_while_is_never_active()
    {
        Scenario scenario = Network().Flow("a", "b", new Traffic.Constant(Second, PayloadSize.Of(100)), count: 8)
            .Crash(SimDuration.Zero, "a").Build(Second * 9);

        Assert.Empty(RowOf(scenario, $"flow {scenario.Flows[0].Name}"));
    }

    [Fact]
    public void A_run_without_faults_has_no_rows() => Assert.Empty(FaultTimeline.Of(Network().Build(Second * 9), End, []));

    private static IReadOnlyList<Span> RowOf(Scenario scenario, string name) =>
        FaultTimeline.Of(scenario, End, [.. scenario.Flows.Select(_ => ((SimTime, SimTime)?)(SimTime.Zero, SimTime.Zero + (Second * 8)))])
            .Single(row => row.Name == name).All;

    private static LinkChange Delay(int milliseconds) => new() { Delay = SimDuration.FromMilliseconds(milliseconds) };

    private static NetworkBuilder Network() => new NetworkBuilder().Hosts("a", "b", "c", "d")
        .Link("a", "b", new LinkProperties { Rate = Bandwidth.FromMegabits(10) })
        .Lan("office", new LinkProperties { Rate = Bandwidth.FromMegabits(10) }, "a", "c", "d");
}
