using NetComm.Reporting.Faults;
using NetComm.Reporting.Rows;

namespace NetComm.Reporting.Tests.Faults;

public sealed class FaultTimelineTests
{
    private static readonly SimDuration Second = SimDuration.FromSeconds(1);

    private static readonly SimTime End = SimTime.Zero + (Second * 9);

    [Fact]
    public void A_link_is_down_until_it_is_up_or_the_run_ends()
    {
        Scenario scenario = Network()
            .Fault(Second, medium => new FaultChange.LinkDown(medium), "a--b")
            .Fault(Second * 2, medium => new FaultChange.LinkUp(medium), "a--b")
            .Fault(Second * 8, medium => new FaultChange.LinkDown(medium), "a--b")
            .Fault(Second * 20, medium => new FaultChange.LinkUp(medium), "a--b")
            .Build(Second * 9);

        Assert.Equal([new(1, 2, SpanKind.Down, "down"), new(8, 9, SpanKind.Down, "down")], RowOf(scenario, "a--b"));
    }

    [Fact]
    public void What_is_set_holds_until_it_is_set_again_and_not_where_it_is_as_at_first()
    {
        Scenario scenario = Network()
            .Fault(Second, medium => Set(medium, 20), "a--b").Fault(Second * 2, medium => Set(medium, 30), "a--b")
            .Fault(Second * 4, medium => Set(medium, 0), "a--b")
            .Build(Second * 9);

        Assert.Equal([new(1, 2, SpanKind.Changed, "delay 20 ms"), new(2, 4, SpanKind.Changed, "delay 30 ms")], RowOf(scenario, "a--b"));
    }

    [Fact]
    public void Who_is_a_member_from_the_start_is_one_until_it_leaves()
    {
        Scenario scenario = Network().Group("video", "c")
            .Membership(Second, "d", "video", joins: true).Membership(Second * 2, "c", "video", joins: false).Build(Second * 9);

        Assert.Equal([new(0, 2, SpanKind.Member, "member")], RowOf(scenario, "c in video"));
        Assert.Equal([new(1, 9, SpanKind.Member, "member")], RowOf(scenario, "d in video"));
    }

    [Fact]
    public void A_flow_is_silent_while_its_sender_is_down()
    {
        Scenario scenario = Network().Flow("a", "b", new Traffic.Constant(Second, PayloadSize.Of(100)), count: 8)
            .NodeFault(Second * 3, node => new FaultChange.NodeCrash(node), "a")
            .NodeFault(Second * 4, node => new FaultChange.NodeRestart(node), "a").Build(Second * 9);

        Assert.Equal([new(3, 4, SpanKind.Down, "crashed")], RowOf(scenario, "a"));
        Assert.Equal([new(0, 3, SpanKind.Active, "active"), new(4, 8, SpanKind.Active, "active")],
            RowOf(scenario, $"flow {scenario.Flows[0].Name}"));
    }

    [Fact]
    public void A_flow_whose_sender_is_down_all_the_while_is_never_active()
    {
        Scenario scenario = Network().Flow("a", "b", new Traffic.Constant(Second, PayloadSize.Of(100)), count: 8)
            .NodeFault(SimDuration.Zero, node => new FaultChange.NodeCrash(node), "a").Build(Second * 9);

        Assert.Empty(RowOf(scenario, $"flow {scenario.Flows[0].Name}"));
    }

    [Fact]
    public void A_run_without_faults_has_no_rows() => Assert.Empty(FaultTimeline.Of(Network().Build(Second * 9), End, []));

    private static IReadOnlyList<Span> RowOf(Scenario scenario, string name) =>
        FaultTimeline.Of(scenario, End, [.. scenario.Flows.Select(_ => ((SimTime, SimTime)?)(SimTime.Zero, SimTime.Zero + (Second * 8)))])
            .Single(row => row.Name == name).All;

    private static FaultChange.LinkSet Set(int medium, int delay)
    {
        var change = new LinkChange { Delay = SimDuration.FromMilliseconds(delay) };
        return new(medium, change, change, $"delay {delay} ms");
    }

    private static NetworkBuilder Network() => new NetworkBuilder().Hosts("a", "b", "c", "d")
        .Link("a", "b", new LinkProperties { Rate = Bandwidth.FromMegabits(10) })
        .Lan("office", new LinkProperties { Rate = Bandwidth.FromMegabits(10) }, "a", "c", "d");
}
