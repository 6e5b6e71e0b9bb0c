using NetComm.Reporting.Diagrams;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Topology;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Topology;

public sealed class FlowPathFoldTests
{
    [Fact]
    public void The_path_of_a_flow_is_every_direction_that_took_its_packets()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Enqueued(0, 0, 1, 1).Delivered(2, 0, 1).Enqueued(2, 2, 1, 3).DroppedOn(3, 2, 1)
            .Sent(4, 2).Enqueued(4, 0, 2, 5)
            .Ended(9);

        FlowPath path = PathsOf(trace).Paths.Single();

        Assert.Equal(("call", "unicast, alice → bob"), (path.Name, path.About));
        Assert.Equal([2, 0, 1, 0], path.Packets.Take(4));
        Assert.Equal([256, 0, 128, 0], path.Bytes.Take(4));
    }

    [Fact]
    public void On_a_LAN_the_bytes_are_those_of_the_frame()
    {
        // 128 B of IP and 18 B of Ethernet.
        using TraceBuilder trace = new TraceBuilder().Flow(cast: Cast.Broadcast, receivers: [1, 2]).Sent(0, 1).Enqueued(0, 4, 1, 1)
            .Enqueued(1, 7, 1, 2).Enqueued(1, 9, 1, 2).Ended(9);

        FlowPath path = PathsOf(trace).Paths.Single();

        Assert.Equal([(4, 146L), (7, 146L), (9, 146L)], path.Bytes.Select((bytes, i) => (i, bytes)).Where(pair => pair.bytes > 0));
    }

    [Fact]
    public void What_was_taken_back_before_it_left_is_on_no_path()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Enqueued(0, 0, 1, 5).Withdrawn(1, 0, 1, 5)
            .Sent(0, 2).Enqueued(0, 2, 2, 5).DroppedOn(1, 2, 2, DropReason.Down, untransmitted: 5)
            .Sent(8, 3).Enqueued(8, 2, 3, departure: 12)
            .Ended(9);

        Assert.Empty(PathsOf(trace).Paths);
    }

    [Fact]
    public void Segments_are_on_the_path_of_their_flow()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Segment(0, 0, 1, 100).Enqueued(0, 0, 1, 1).Ended(9);

        Assert.Equal(1, PathsOf(trace).Paths.Single().Packets[0]);
    }

    [Fact]
    public void A_fragment_is_on_the_path_of_what_it_was_cut_from()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Fragment(0, 2, 1, 0, 64, more: true).Enqueued(0, 0, 2, 1).Ended(9);

        Assert.Equal(1, PathsOf(trace).Paths.Single().Packets[0]);
    }

    [Fact]
    public void A_program_has_a_path_as_a_flow_has()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Program("client", TraceBuilder.Alice)
            .Open(1, -1, "udp 10.0.0.1:1 > 10.0.1.2:2 ttl 64").Sent(0, 1, flow: 1).Enqueued(0, 0, 1, 1).Ended(9);

        FlowPath path = PathsOf(trace).Paths.Single();

        Assert.Equal(("client", "program on alice"), (path.Name, path.About));
    }

    [Fact]
    public void Of_very_many_flows_the_first_have_paths_and_the_rest_are_counted()
    {
        using var trace = new TraceBuilder();
        for (int flow = 0; flow < 9; flow++) trace.Flow($"flow{flow}");
        for (int flow = 0; flow < 9; flow++) trace.Sent(0, flow + 1, flow: flow).Enqueued(0, 0, flow + 1, 1);
        trace.Ended(9);

        FlowPathFold fold = PathsOf(trace);

        Assert.Equal(["flow0", "flow1", "flow2", "flow3", "flow4", "flow5"], fold.Paths.Select(path => path.Name));
        Assert.Equal(3, fold.More);
    }

    /// <summary>Six can be told apart, and there are eight: seven of them under one name.</summary>
    [Fact]
    public void Where_not_all_flows_can_have_a_path_those_under_one_name_share_one()
    {
        ReportedRun run = ReportedRuns.Of(ScenarioReader.Parse("""
            scenario: Eight flows
            hosts: { pc: { count: 7 }, hub: {} }
            lans: { office: { members: [pc, hub] } }
            flows:
              - { name: load, from: pc, to: hub, traffic: { kind: constant, interval: 10 ms, size: 100 B }, count: 2 }
              - { name: back, from: hub, to: pc-7, traffic: { kind: constant, interval: 10 ms, size: 100 B }, count: 2 }
            """, "pools.yaml"));
        using Trace trace = run.Trace;
        var fold = new FlowPathFold(run.Header, run.End);

        trace.FoldInto(fold);

        Assert.Equal(
            ["load: unicast, pc-1 … pc-7 → hub", "back: unicast, hub → pc-7"], fold.Paths.Select(path => $"{path.Name}: {path.About}"));
        Assert.Equal(14, fold.Paths[0].Packets[15]); // down to the hub
        Assert.Equal(7, fold.Paths[0].Members.Count);
        Assert.Equal(0, fold.More);
    }

    private static FlowPathFold PathsOf(TraceBuilder trace)
    {
        var fold = new FlowPathFold(trace.Header, trace.Trace().End);
        trace.Trace().FoldInto(fold);
        return fold;
    }
}
