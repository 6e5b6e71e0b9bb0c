using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Flows;

public sealed class FlowFiguresTests
{
    [Fact]
    public void Every_packet_is_received_lost_or_in_flight()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Sent(1, 2).Sent(2, 3).Sent(3, 4)
            .Received(10, 1).DroppedOn(11, 0, 2).Received(12, 3)
            .Ended(12.5);

        FlowMeasurement call = trace.MeasureFlow();

        Assert.Equal((4L, 4L, 2L, 1L, 1L), (call.Sent, call.Due, call.Received, call.Lost, call.InFlight));
        Assert.Equal(0.25, call.Loss);
    }

    [Fact]
    public void Latency_runs_from_the_send_call_to_the_delivery()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Received(10, 1).Sent(20, 2).Received(40, 2).Sent(60, 3).Received(70, 3).Sent(80, 4).Received(120, 4)
            .Ended(120);

        LatencyMeasurement latency = trace.MeasureFlow().Latency!;

        // 10, 10, 20, 40: mean 20, variance ((10² + 10² + 0 + 20²) / 4) = 150; nearest rank of 50 % is the second of four.
        Assert.Equal((Ms(10), Ms(10), Ms(40), Ms(40)), (latency.Min, latency.P50, latency.P90, latency.Max));
        Assert.Equal(20, latency.Mean.TotalMilliseconds);
        Assert.Equal(12.2474487139, latency.StandardDeviation.TotalMilliseconds, 10);
    }

    [Fact]
    public void A_further_copy_is_a_duplicate_and_not_received_twice()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Delivered(5, 0, 1).Delivered(5, 0, 1, copy: true).Received(10, 1).Received(10, 1)
            .Ended(11);

        FlowMeasurement call = trace.MeasureFlow();

        Assert.Equal((1L, 1L, 0L, 0L), (call.Received, call.Duplicates, call.Lost, call.InFlight));
        Assert.Equal(1, call.Latency!.Samples);
    }

    [Fact]
    public void The_loss_of_one_copy_does_not_lose_the_packet()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Delivered(5, 0, 1).Delivered(5, 0, 1, copy: true).DroppedOn(8, 2, 1)
            .Ended(9);

        FlowMeasurement call = trace.MeasureFlow();

        Assert.Equal((0L, 1L), (call.Lost, call.InFlight));
    }

    [Fact]
    public void A_copy_made_after_the_first_was_dropped_is_still_under_way()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Delivered(5, 0, 1).DroppedOn(5, 2, 1, DropReason.QueueFull).Delivered(5, 0, 1, copy: true)
            .Ended(9);

        Assert.Equal(1, trace.MeasureFlow().InFlight);
    }

    [Fact]
    public void A_packet_is_lost_when_its_last_copy_is()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Delivered(5, 0, 1).DroppedOn(5, 2, 1, DropReason.QueueFull).Delivered(5, 0, 1, copy: true).DroppedOn(6, 2, 1)
            .Sent(10, 2).Delivered(15, 0, 2).Delivered(15, 0, 2, copy: true).DroppedOn(16, 2, 2).DroppedOn(16, 2, 2)
            .Ended(20);

        Assert.Equal((2L, 0L), (trace.MeasureFlow().Lost, trace.MeasureFlow().InFlight));
    }

    [Fact]
    public void A_packet_that_comes_after_a_later_one_is_reordered()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Sent(1, 2).Sent(2, 3).Sent(3, 4)
            .Received(10, 1).Received(11, 4).Received(12, 2).Received(13, 3)
            .Ended(13);

        Assert.Equal(2, trace.MeasureFlow().Reordered);
    }

    [Fact]
    public void A_broadcast_is_due_at_each_receiver()
    {
        using TraceBuilder trace = new TraceBuilder().Flow(cast: Cast.Broadcast, receivers: [TraceBuilder.Bob, TraceBuilder.Carol])
            .Sent(0, 1).Received(2, 1, TraceBuilder.Bob).DroppedAt(2, TraceBuilder.Carol, 1, DropReason.NoSocket)
            .DroppedAt(2, TraceBuilder.Router, 1, DropReason.NoSocket)
            .Sent(10, 2).DroppedOn(11, 4, 2)
            .Sent(20, 3).Received(22, 3, TraceBuilder.Carol).DroppedOn(22, 11, 3)
            .Ended(22);

        FlowMeasurement announce = trace.MeasureFlow();

        Assert.Equal((3L, 6L, 2L, 3L, 1L), (announce.Sent, announce.Due, announce.Received, announce.Lost, announce.InFlight));
        Assert.Equal(
            ["bob 3 1 1 1", "carol 3 1 2 0"], announce.Receivers.Select(r => $"{r.Host} {r.Due} {r.Received} {r.Lost} {r.InFlight}"));
    }

    [Fact]
    public void A_copy_for_one_receiver_brings_nothing_back_to_another()
    {
        using TraceBuilder trace = new TraceBuilder().Flow(cast: Cast.Broadcast, receivers: [TraceBuilder.Bob, TraceBuilder.Carol])
            .Sent(0, 1).DroppedOn(2, 9, 1).Delivered(3, 7, 1).Received(3, 1, TraceBuilder.Bob).Delivered(3, 7, 1, copy: true)
            .Received(3, 1, TraceBuilder.Bob)
            .Ended(22);

        Assert.Equal(["bob 1 0 0 1", "carol 0 1 0 0"],
            trace.MeasureFlow().Receivers.Select(r => $"{r.Host} {r.Received} {r.Lost} {r.InFlight} {r.Duplicates}"));
    }

    [Fact]
    public void More_receivers_than_a_packet_has_bits_are_told_apart()
    {
        var marks = new ReceiverMarks(100);
        TrackedPacket first = default, second = default;

        marks.Open(ref first);
        marks.Open(ref second);
        marks.Receive(ref first, 70);
        marks.Drop(ref second, 99);
        marks.Revive(ref second, 99);

        Assert.Equal((99, 100), (first.Unresolved, second.Unresolved));
        Assert.True(marks.IsReceived(first, 70));
        Assert.False(marks.IsReceived(second, 70));
        Assert.False(marks.IsDropped(second, 99));
    }

    [Fact]
    public void A_request_is_received_when_its_answer_comes_back()
    {
        using TraceBuilder trace = new TraceBuilder().Flow("lookup", answered: true)
            .Sent(0, 1, 0).Received(5, 1).Sent(5, 2, 0, answer: true).Received(12, 2, TraceBuilder.Alice)
            .Sent(20, 3, 1).Received(25, 3).Sent(25, 4, 1, answer: true).DroppedOn(26, 3, 4)
            .Sent(40, 5, 2).DroppedOn(41, 0, 5)
            .Sent(60, 6, 3).Received(65, 6)
            .Ended(70);

        FlowMeasurement lookup = trace.MeasureFlow();

        Assert.Equal((4L, 4L, 1L, 2L, 1L), (lookup.Sent, lookup.Due, lookup.Received, lookup.Lost, lookup.InFlight));
        Assert.Equal(12, lookup.Latency!.Mean.TotalMilliseconds);
        Assert.Equal([new AnswerCount("bob", 1)], lookup.AnsweredBy!);
    }

    [Fact]
    public void An_anycast_request_is_due_once_wherever_it_is_answered()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Flow("lookup", Cast.Anycast, answered: true, receivers: [TraceBuilder.Bob, TraceBuilder.Carol])
            .Sent(0, 1, 0).Received(5, 1, TraceBuilder.Carol).Sent(5, 2, 0, answer: true).Received(12, 2, TraceBuilder.Alice)
            .Sent(20, 3, 1).Received(25, 3, TraceBuilder.Bob).Sent(25, 4, 1, answer: true).Received(30, 4, TraceBuilder.Alice)
            .Sent(40, 5, 2).DroppedOn(41, 0, 5)
            .Ended(50);

        FlowMeasurement lookup = trace.MeasureFlow();

        Assert.Equal((3L, 3L, 2L, 1L), (lookup.Sent, lookup.Due, lookup.Received, lookup.Lost));
        Assert.Equal([new("bob", 1), new("carol", 1)], lookup.AnsweredBy!);
        Assert.Equal(["bob  1 10 ms", "carol  1 12 ms"], lookup.Receivers.Select(r => $"{r.Host} {r.Due} {r.Received} {r.Latency!.Mean}"));
    }

    [Fact]
    public void A_second_answer_to_one_request_is_a_duplicate()
    {
        using TraceBuilder trace = new TraceBuilder().Flow("lookup", answered: true)
            .Sent(0, 1, 0).Delivered(2, 0, 1).Delivered(2, 0, 1, copy: true)
            .Received(5, 1).Sent(5, 2, 0, answer: true).Received(5, 1).Sent(5, 3, 0, answer: true)
            .Received(10, 2, TraceBuilder.Alice).Received(11, 3, TraceBuilder.Alice)
            .Ended(11);

        FlowMeasurement lookup = trace.MeasureFlow();

        Assert.Equal((1L, 1L), (lookup.Received, lookup.Duplicates));
    }

    [Fact]
    public void A_lost_fragment_loses_its_datagram()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1, bytes: 3000).Fragment(0, 2, 1, 0, 1480, true).Fragment(0, 3, 1, 1480, 1480, true).Fragment(0, 4, 1, 2960, 48, false)
            .DroppedOn(1, 0, 3)
            .Sent(10, 5, 1, bytes: 3000).Fragment(10, 6, 5, 0, 1480, true).Fragment(10, 7, 5, 1480, 1480, true)
            .Fragment(10, 8, 5, 2960, 48, false)
            .Received(20, 5, bytes: 3000)
            .Ended(1000);

        FlowMeasurement call = trace.MeasureFlow();

        // 3000 B of payload, 8 B of UDP, three IP headers, over one second.
        Assert.Equal((1L, 1L), (call.Received, call.Lost));
        Assert.Equal((3000 + 8 + 3 * 20) * 8, call.Throughput);
    }

    [Fact]
    public void A_fragment_cut_again_counts_its_headers_once()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1, bytes: 3000).Fragment(0, 2, 1, 0, 1480, true).Fragment(0, 3, 1, 1480, 1528, false)
            .Fragment(5, 4, 1, 1480, 800, true).Fragment(5, 5, 1, 2280, 728, false)
            .Received(10, 1, bytes: 3000).Ended(1000);

        Assert.Equal((3000 + 8 + 3 * 20) * 8, trace.MeasureFlow().Throughput);
    }

    [Fact]
    public void A_frame_flooded_to_another_host_is_no_loss()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).DroppedOn(1, 9, 1).Ended(2);

        Assert.Equal(1, trace.MeasureFlow().InFlight);
    }

    [Fact]
    public void Rates_are_over_the_time_from_start_to_completion()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Sent(10, 2).At(10, TraceEventKind.FlowFinished, 0).Received(15, 1).Received(40, 2)
            .Ended(1000);

        FlowMeasurement call = trace.MeasureFlow();

        // 200 B of payload, 256 B with headers, in 40 ms.
        Assert.True(call.Completed);
        Assert.Equal((Ms(40), 40_000.0, 51_200.0), (call.CompletionTime, call.Goodput, call.Throughput));
    }

    [Fact]
    public void A_flow_cut_off_by_the_end_is_not_completed()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).At(0, TraceEventKind.FlowFinished, 0).Ended(100);

        FlowMeasurement call = trace.MeasureFlow();

        Assert.False(call.Completed);
        Assert.Null(call.CompletionTime);
    }

    [Fact]
    public void What_was_sent_before_the_warm_up_stays_out()
    {
        using TraceBuilder trace = new TraceBuilder { WarmUp = SimDuration.FromMilliseconds(10) }.Flow()
            .Sent(0, 1).Sent(9, 2).Sent(10, 3).Received(12, 1).DroppedOn(13, 0, 2).Received(20, 3)
            .Ended(110);

        FlowMeasurement call = trace.MeasureFlow();

        Assert.Equal((1L, 1L, 0L), (call.Sent, call.Received, call.Lost));
        Assert.Equal(100 * 8 / 0.1, call.Goodput);
    }

    [Fact]
    public void Of_a_bulk_transfer_only_bytes_and_time_are_told()
    {
        using TraceBuilder trace = new TraceBuilder().Flow("backup", stream: true, transport: Transport.Tcp, bytes: 5000)
            .Stream(0, TraceEventKind.StreamSent, 5000).Stream(10, TraceEventKind.StreamReceived, 3000)
            .Stream(20, TraceEventKind.StreamReceived, 2000)
            .Ended(100);

        FlowMeasurement backup = trace.MeasureFlow();

        Assert.Equal((true, Ms(20), 2_000_000.0), (backup.Completed, backup.CompletionTime, backup.Goodput));
        Assert.Null(backup.Sent);
        Assert.Null(backup.Latency);
        Assert.Empty(backup.Receivers);
    }

    [Fact]
    public void Packets_of_programs_belong_to_no_flow()
    {
        using TraceBuilder trace = new TraceBuilder().Program("server", TraceBuilder.Bob).Flow()
            .Open(1, -1, "udp 10.0.0.1:5000 > 10.0.1.2:5000 ttl 64")
            .Sent(0, 1, flow: 1).DroppedOn(1, 0, 1)
            .Ended(2);

        Assert.Equal(0, trace.MeasureFlow().Due);
    }

    [Fact]
    public void Many_packets_under_way_at_once_are_all_remembered()
    {
        using TraceBuilder trace = new TraceBuilder().Flow();
        for (int i = 1; i <= 5000; i++) trace.Sent(i, i);
        for (int i = 1; i <= 5000; i++) trace.Received(6000 + i, i);
        trace.Ended(20000);

        FlowMeasurement call = trace.MeasureFlow();

        Assert.Equal((5000L, 0L, 0L), (call.Received, call.Lost, call.InFlight));
        Assert.Equal((Ms(6000), Ms(6000)), (call.Latency!.Min, call.Latency.Max));
    }

    [Fact]
    public void A_straggler_is_remembered_while_thousands_pass_it()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1);
        for (int i = 2; i <= 5000; i++) trace.Sent(i, i).Received(i + 0.5, i);
        trace.Received(6000, 1).Ended(6000);

        FlowMeasurement call = trace.MeasureFlow();

        Assert.Equal(5000, call.Received);
        Assert.Equal(Ms(6000), call.Latency!.Max);
    }

    [Fact]
    public void Folding_a_packet_allocates_nothing_in_the_steady_state()
    {
        using TraceBuilder trace = new TraceBuilder().Flow(expected: 40_000);
        var fold = new MeasuringFold(trace.Header, []);
        TraceEvent[] opened = [TraceEvents.ConversationOpened(SimTime.Zero, 0, 0, 0)];
        fold.Fold(opened);
        fold.Fold(Packets(1, 5000));
        TraceEvent[][] more = [.. Enumerable.Range(1, 6).Select(part => Packets((5000 * part) + 1, 5000))];

        long allocated = Allocations.Of(part => fold.Fold(more[part]));

        Assert.Equal(0, allocated);
    }

    private static TraceEvent[] Packets(int first, int count) =>
    [
        .. Enumerable.Range(first, count).SelectMany(i => new[]
        {
            TraceEvents.PacketSent(TraceBuilder.Ms(i), 0, i, i - 1, 100, false),
            TraceEvents.Enqueued(TraceBuilder.Ms(i), 0, i, TraceBuilder.Ms(i + 0.1), 128, 64),
            TraceEvents.Delivered(TraceBuilder.Ms(i + 0.2), 0, i),
            TraceEvents.Received(TraceBuilder.Ms(i + 0.2), TraceBuilder.Bob, i, 100),
        }),
    ];

    private static SimDuration Ms(long milliseconds) => SimDuration.FromMilliseconds(milliseconds);
}
