using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Flows;

/// <summary>What TCP's segments say of a flow.</summary>
public sealed class SegmentFiguresTests
{
    private const int There = 1;
    private const int Back = 2;
    private static readonly SimDuration Millisecond = SimDuration.FromMilliseconds(1);

    [Fact]
    public void Throughput_is_of_the_IP_bytes_that_came()
    {
        // 20 B of IP, 20 B of TCP: 60, 1040 and 1040 B, of which one came twice and one not at all; in 20 ms.
        using TraceBuilder trace = Backup(bytes: 2000)
            .Segment(0, There, 1, 20).Received(10, 1).Segment(1, There, 2, 1000).Received(11, 2).Received(11, 2).Segment(2, There, 3, 1000)
            .DroppedOn(5, 0, 3)
            .Segment(10, There, 4, 1000, again: true).Stream(20, TraceEventKind.StreamReceived, 2000).Received(20, 4)
            .Ended(50);

        FlowMeasurement backup = trace.MeasureFlow();

        Assert.Equal((60 + 3 * 1040) * 8 / 0.02, backup.Throughput);
        Assert.Equal(1, backup.Retransmissions);
    }

    [Fact]
    public void Acknowledgements_of_a_one_way_flow_do_not_count()
    {
        using TraceBuilder trace = Backup(bytes: 1000)
            .Segment(0, There, 1, 960).Received(10, 1).Segment(10, Back, 2, 0).Received(20, 2, TraceBuilder.Alice)
            .Segment(21, Back, 3, 0, again: true)
            .Ended(100);

        FlowMeasurement backup = trace.MeasureFlow();

        Assert.Equal((80_000.0, 0L), (backup.Throughput, backup.Retransmissions));
    }

    [Fact]
    public void Of_a_flow_that_is_answered_both_ends_count()
    {
        using TraceBuilder trace = new TraceBuilder().Flow(answered: true, transport: Transport.Tcp).Ends()
            .Sent(0, 1).Segment(0, There, 2, 60).Received(10, 2).Received(10, 1).Sent(10, 3, sequence: 0, answer: true)
            .Segment(10, Back, 4, 60).DroppedOn(11, 1, 4).Segment(20, Back, 5, 60, again: true).Received(40, 5, TraceBuilder.Alice)
            .Received(40, 3, TraceBuilder.Alice)
            .At(40, TraceEventKind.FlowFinished, 0).Ended(40);

        FlowMeasurement call = trace.MeasureFlow();

        Assert.Equal((40_000.0, 1L), (call.Throughput, call.Retransmissions));
        Assert.Equal(40_000.0, call.Receivers.Single().Throughput);
        Assert.Equal(SimDuration.FromMilliseconds(40), call.Latency!.Max);
    }

    [Fact]
    public void Without_segments_as_on_real_sockets_neither_figure_applies()
    {
        using TraceBuilder trace = Backup(bytes: 5000).Stream(10, TraceEventKind.StreamReceived, 3000).Ended(20);

        Assert.Null(trace.MeasureFlow().Throughput);
        Assert.Null(trace.MeasureFlow().Retransmissions);
    }

    [Fact]
    public void Segments_of_programs_belong_to_no_flow()
    {
        using TraceBuilder trace = Backup(bytes: 5000).Program("client", TraceBuilder.Alice)
            .Open(3, -1, "tcp 10.0.0.1:50000 > 10.0.1.2:80 ttl 64")
            .Segment(0, 3, 1, 500, again: true).Received(10, 1)
            .Ended(20);

        Assert.Null(trace.MeasureFlow().Retransmissions);
    }

    [Fact]
    public void A_segment_is_remembered_while_thousands_pass_it()
    {
        using TraceBuilder trace = Backup(bytes: 5000).Segment(0, There, 1, 960);
        for (int i = 2; i <= 5000; i++) trace.Segment(i, There, i, 0);
        trace.Received(9000, 1).Ended(10_000);

        Assert.Equal(800, trace.MeasureFlow().Throughput);
    }

    [Fact]
    public void A_lossy_path_sends_again_and_carries_more_than_it_delivers()
    {
        FlowMeasurement backup = Measure(new Traffic.Bulk(), flow => flow with { Bytes = 500_000 }, Lossy, count: null);

        // 41 to 42 headers of 40 and 12 B for each 60 kB, and what came twice.
        Assert.True(backup.Completed);
        Assert.InRange(backup.Retransmissions!.Value, 3, 40);
        Assert.InRange(backup.Throughput!.Value / backup.Goodput!.Value, 1.034, 1.08);
    }

    [Fact]
    public void Messages_in_a_stream_come_late_but_are_never_lost()
    {
        FlowMeasurement messages = Measure(new Traffic.Constant(Millisecond, PayloadSize.Of(500)), flow => flow, Lossy, count: 400);

        Assert.Equal((400L, 400L, 0L, 0L, 0L), (messages.Sent, messages.Received, messages.Lost, messages.InFlight, messages.Reordered));
        Assert.InRange(messages.Retransmissions!.Value, 1, 40);
    }

    [Fact]
    public void A_message_under_way_at_the_end_is_in_flight()
    {
        FlowMeasurement messages = Measure(
            new Traffic.Constant(Millisecond, PayloadSize.Of(500)), flow => flow with { Tcp = AtOnce },
            new LinkProperties { Delay = Millisecond * 10 }, count: 400,
            duration: SimDuration.FromMicroseconds(100_500));

        // From 0 to 100 ms; what goes out after 90 ms has not arrived.
        Assert.Equal((101L, 0L, 10L), (messages.Sent, messages.Lost, messages.InFlight));
        Assert.False(messages.Completed);
    }

    [Fact]
    public void Messages_are_lost_with_their_connection_and_no_more_are_sent()
    {
        NetworkBuilder network = new NetworkBuilder().Hosts("a", "b").Link("a", "b", new LinkProperties { Delay = Millisecond * 10 })
            .Flow("a", "b", new Traffic.Constant(Millisecond * 100, PayloadSize.Of(500)), count: 100,
            with: flow => flow with { Transport = Transport.Tcp, Tcp = AtOnce })
            .Crash(Millisecond * 1050, "b")
            .Restart(Millisecond * 1450, "b");

        using Trace trace = SimulatedRun.Of(network.Build()).Trace;
        FlowMeasurement messages = Measurements.From(trace).Flows[0];

        // 0 to 1 s came; 1.1 s to 1.4 s reached nobody; that of 1.5 s meets a host that knows no such connection, whose reset ends it.
        Assert.Equal((16L, 11L, 5L, 0L), (messages.Sent, messages.Received, messages.Lost, messages.InFlight));
        Assert.False(messages.Completed);
        Assert.InRange(trace.End.TotalSeconds, 1.5, 1.6);
    }

    [Fact]
    public void Messages_that_were_all_sent_but_lost_with_their_connection_are_not_complete()
    {
        using TraceBuilder trace = new TraceBuilder().Flow(transport: Transport.Tcp)
            .Sent(0, 1).Received(10, 1).Sent(1, 2).At(2, TraceEventKind.FlowFinished, 0)
            .DroppedAt(90, TraceBuilder.Alice, 2, DropReason.ConnectionLost)
            .Ended(100);

        Assert.False(trace.MeasureFlow().Completed);
        Assert.Equal(1, trace.MeasureFlow().Lost);
    }

    private static TcpOptions AtOnce => new() { Nagle = false };

    private static LinkProperties Lossy => new()
    {
        Rate = Bandwidth.FromMegabits(10),
        Delay = Millisecond * 5,
        Loss = Probability.FromPercent(2),
    };

    private static TraceBuilder Backup(long bytes) =>
        new TraceBuilder().Flow("backup", stream: true, transport: Transport.Tcp, bytes: bytes).Ends();

    private static FlowMeasurement Measure(
        Traffic traffic, Func<Flow, Flow> with, LinkProperties path, long? count, SimDuration? duration = null)
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", path)
            .Flow("a", "b", traffic, count, flow => with(flow with { Transport = Transport.Tcp })).Build(duration);
        using Trace trace = SimulatedRun.Of(scenario).Trace;
        return Measurements.From(trace).Flows[0];
    }
}

file static class Segments
{
    /// <summary>Conversation 1 is what alice sends, 2 what bob sends.</summary>
    public static TraceBuilder Ends(this TraceBuilder trace) =>
        trace.Open(1, 0, "tcp 10.0.0.1:49152 > 10.0.1.2:9000 ttl 64").Open(2, 0, "tcp 10.0.1.2:9000 > 10.0.0.1:49152 ttl 64");
}
