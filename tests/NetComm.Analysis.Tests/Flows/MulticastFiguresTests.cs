using System.Text;
using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Flows;

public sealed class MulticastFiguresTests
{
    [Fact]
    public void A_packet_is_due_at_those_who_are_members_when_it_is_sent()
    {
        using TraceBuilder trace = Stream(declared: TraceBuilder.Bob)
            .Sent(0, 1).Received(2, 1, TraceBuilder.Bob)
            .Joined(5, TraceBuilder.Carol)
            .Sent(10, 2).Received(12, 2, TraceBuilder.Bob).Received(12, 2, TraceBuilder.Carol)
            .Left(15, TraceBuilder.Bob)
            .Sent(20, 3).Received(22, 3, TraceBuilder.Carol)
            .Ended(30);

        FlowMeasurement stream = trace.MeasureFlow();

        Assert.Equal((3L, 4L, 4L, 0L, 0L), (stream.Sent, stream.Due, stream.Received, stream.Lost, stream.InFlight));
        Assert.Equal(["bob 2 2 0", "carol 2 2 0"], stream.Receivers.Select(r => $"{r.Host} {r.Due} {r.Received} {r.Lost}"));
    }

    [Fact]
    public void A_copy_that_reaches_one_who_is_no_member_counts_nowhere()
    {
        using TraceBuilder trace = Stream(declared: TraceBuilder.Bob)
            .Sent(0, 1).Joined(1, TraceBuilder.Carol).Received(2, 1, TraceBuilder.Bob).Received(2, 1, TraceBuilder.Carol)
            .Received(2, 1, TraceBuilder.Carol)
            .DroppedOn(3, 9, 1)
            .Ended(30);

        FlowMeasurement stream = trace.MeasureFlow();

        Assert.Equal((1L, 1L, 0L, 0L), (stream.Due, stream.Received, stream.Duplicates, stream.Lost));
        Assert.Equal((0L, 0L, 0L), (stream.Receivers[1].Due, stream.Receivers[1].Received, stream.Receivers[1].Duplicates));
        Assert.Null(stream.Receivers[1].Loss);
    }

    [Fact]
    public void One_who_left_before_the_packet_came_has_lost_it()
    {
        using TraceBuilder trace = Stream(declared: TraceBuilder.Bob)
            .Sent(0, 1).Enqueued(0, 0, 1, 1).Left(1, TraceBuilder.Bob).Delivered(2, 0, 1)
            .At(2, TraceEventKind.FlowFinished, 0).Ended(30);

        FlowMeasurement stream = trace.MeasureFlow();

        Assert.Equal((1L, 1L, 0L, true), (stream.Due, stream.Lost, stream.InFlight, stream.Completed));
        Assert.Equal(["stream,0,alice,bob,0,,,100,lost: noRoute at r1"], Rows(trace));
    }

    [Fact]
    public void A_packet_is_lost_where_its_way_to_the_one_who_misses_it_ends_wherever_else_its_copies_go()
    {
        // To carol by r1, who has pruned her branch; the copy for bob comes to him last.
        using TraceBuilder trace = Stream(declared: [TraceBuilder.Bob, TraceBuilder.Carol])
            .Sent(0, 1).Enqueued(0, 0, 1, 1).Left(1, TraceBuilder.Carol).Delivered(2, 0, 1)
            .Enqueued(2, 2, 1, 3).Delivered(4, 2, 1).Received(4, 1, TraceBuilder.Bob).Ended(30);

        Assert.Equal(["stream,0,alice,bob,0,0.004,4,100,received", "stream,0,alice,carol,0,,,100,lost: noRoute at r1"], Rows(trace));
    }

    [Fact]
    public void A_switch_that_no_longer_sends_to_a_port_is_where_a_packet_ends()
    {
        using TraceBuilder trace = Stream(declared: [TraceBuilder.Bob, TraceBuilder.Carol])
            .Sent(0, 1).Enqueued(0, 4, 1, 1).Left(1, TraceBuilder.Carol).Delivered(2, 4, 1)
            .Enqueued(2, 7, 1, 3).Delivered(4, 7, 1).Received(4, 1, TraceBuilder.Bob).Ended(30);

        Assert.Equal("stream,0,alice,carol,0,,,100,lost: noRoute at office alice>office", Rows(trace)[1]);
    }

    [Fact]
    public void A_host_that_left_while_its_copy_was_on_the_last_link_is_where_it_ends_though_others_come_later()
    {
        using TraceBuilder trace = Stream(declared: [TraceBuilder.Bob, TraceBuilder.Carol])
            .Sent(0, 1).Enqueued(0, 4, 1, 1).Delivered(2, 4, 1).Enqueued(2, 7, 1, 3).Enqueued(2, 9, 1, 3).Left(2.5, TraceBuilder.Bob)
            .Delivered(3, 7, 1).Delivered(5, 9, 1).Received(5, 1, TraceBuilder.Carol).Ended(30);

        Assert.Equal("stream,0,alice,bob,0,,,100,lost: noSocket at bob", Rows(trace)[0]);
    }

    [Fact]
    public void A_copy_that_was_dropped_on_a_link_has_not_been_beyond_it()
    {
        using TraceBuilder trace = Stream(declared: [TraceBuilder.Bob, TraceBuilder.Carol])
            .Sent(0, 1).Enqueued(0, 4, 1, 1).Left(1, TraceBuilder.Carol).Delivered(2, 4, 1)
            .Enqueued(2, 7, 1, 3).DroppedOn(4, 7, 1).Ended(30);

        Assert.Equal(
            ["lost: loss at office office>bob", "lost: noRoute at office alice>office"], Rows(trace).Select(row => row.Split(',')[^1]));
    }

    [Fact]
    public void What_still_has_a_copy_on_some_link_is_in_flight()
    {
        using TraceBuilder trace = Stream(declared: TraceBuilder.Bob)
            .Sent(0, 1).Enqueued(0, 0, 1, 1).Enqueued(0, 4, 1, 40).Delivered(2, 0, 1)
            .Ended(30);

        Assert.Equal((0L, 1L), (trace.MeasureFlow().Lost, trace.MeasureFlow().InFlight));
    }

    [Fact]
    public void A_copy_that_waits_anew_is_one_copy()
    {
        using TraceBuilder trace = Stream(declared: TraceBuilder.Bob)
            .Sent(0, 1).Enqueued(0, 0, 1, 20).Withdrawn(1, 0, 1, 20).Enqueued(1, 0, 1, 2).DroppedOn(2, 0, 1)
            .Ended(30);

        Assert.Equal((1L, 0L), (trace.MeasureFlow().Lost, trace.MeasureFlow().InFlight));
    }

    [Fact]
    public void A_packet_told_lost_at_its_source_is_remembered_until_its_copies_have_come()
    {
        // A member beyond a failure: the source tells of the loss, and the others get the packet 2 000 packets later.
        TraceBuilder trace = Stream(declared: [TraceBuilder.Bob, TraceBuilder.Carol]).Sent(0, 1)
            .DroppedAt(0, TraceBuilder.Alice, 1, DropReason.NoRoute).Enqueued(0, 4, 1, 1);
        for (int packet = 2; packet <= 2001; packet++)
            trace.Sent(packet * 0.01, packet).DroppedAt(packet * 0.01, TraceBuilder.Alice, packet, DropReason.NoRoute);
        using TraceBuilder whole = trace.Delivered(30, 4, 1).Received(30, 1, TraceBuilder.Bob).Ended(31);

        Assert.Equal(["bob 1 2000", "carol 0 2001"], whole.MeasureFlow().Receivers.Select(r => $"{r.Host} {r.Received} {r.Lost}"));
    }

    [Fact]
    public void A_group_without_members_is_due_nothing()
    {
        using TraceBuilder trace = Stream(declared: []).Sent(0, 1).At(0, TraceEventKind.FlowFinished, 0).Ended(1);

        FlowMeasurement stream = trace.MeasureFlow();

        Assert.Equal((1L, 0L, 0L, true), (stream.Sent, stream.Due, stream.Lost, stream.Completed));
        Assert.Null(stream.Loss);
    }

    [Fact]
    public void The_list_of_packets_has_a_row_for_each_at_whom_a_packet_is_due()
    {
        using TraceBuilder trace = Stream(declared: TraceBuilder.Bob)
            .Sent(0, 1).Received(2, 1, TraceBuilder.Bob).Received(2, 1, TraceBuilder.Carol)
            .Joined(5, TraceBuilder.Carol)
            .Sent(10, 2).Enqueued(10, 7, 2, 12).Enqueued(10, 9, 2, 12).DroppedOn(12, 7, 2).Delivered(12, 9, 2)
            .Received(12, 2, TraceBuilder.Carol)
            .Ended(30);

        Assert.Equal(
        [
            "stream,0,alice,bob,0,0.002,2,100,received",
            "stream,1,alice,bob,0.01,,,100,lost: loss at office office>bob",
            "stream,1,alice,carol,0.01,0.012,2,100,received",
        ], Rows(trace));
    }

    [Fact]
    public void A_receiver_that_was_never_a_member_has_no_data_to_be_graded()
    {
        using TraceBuilder trace = Stream(declared: TraceBuilder.Bob).Sent(0, 1).Received(2, 1, TraceBuilder.Bob).Ended(30);
        var expected = new Expectation
        {
            Text = "stream.received by carol >= 0",
            Subject = ExpectationSubject.Flow,
            Name = "stream",
            Metric = Metric.Received,
            By = "carol",
            Comparison = Comparison.GreaterOrEqual,
        };

        Grade grade = Grader.Grade([expected], trace.Measure(), RunMode.Simulated)[0];

        Assert.Equal((false, "no data"), (grade.Passed, grade.Actual));
    }

    private static TraceBuilder Stream(params int[] declared) =>
        new TraceBuilder().Group("video", declared)
            .Flow("stream", Cast.Multicast, receivers: [TraceBuilder.Bob, TraceBuilder.Carol], to: "video");

    private static string[] Rows(TraceBuilder trace)
    {
        using var stream = new MemoryStream();
        PacketsCsv.Write(stream, trace.Trace());
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
    }
}
