using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Links;

/// <summary>Figures of queues whose disciplines decide late what leaves, and of queueing delay.</summary>
public sealed class QueueFiguresTests
{
    [Fact]
    public void A_packet_counts_from_when_it_came_and_is_transmitted_from_when_its_turn_came()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Waits(0, 0, 1).Dequeued(0, 0, 1, 10).Waits(2, 0, 2).Waits(4, 0, 3)
            .Dequeued(10, 0, 3, 20).Dequeued(40, 0, 2, 50).Ended(100);

        LinkMeasurement core = trace.Measure().Links[0];

        // 10 + 48 + 16 ms in the queue, 30 ms of transmission, in 100 ms; at 4 ms all three were there.
        Assert.Equal((3L, 384L, 3L, 0.3, 0.74), (core.Packets, core.Bytes, core.QueueMax, core.Utilisation, core.QueueMean));
    }

    [Fact]
    public void What_is_dropped_while_it_waits_was_in_the_queue_until_then()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Waits(0, 0, 1).Dequeued(0, 0, 1, 10).Waits(0, 0, 2).DroppedWaiting(10, 0, 2)
            .DroppedOn(11, 0, 3, DropReason.Aqm).DroppedOn(12, 0, 4, DropReason.OverBucket).Ended(20);

        LinkMeasurement core = trace.Measure().Links[0];

        Assert.Equal((1L, 2L, 1.0), (core.Packets, core.QueueMax, core.QueueMean));
        Assert.Equal([new("queue", 0), new("loss", 0), new("down", 0), new("aqm", 2), new("too-big", 1)], core.Drops);
    }

    [Fact]
    public void What_still_waits_at_the_end_was_in_the_queue_until_then()
    {
        using TraceBuilder trace = new TraceBuilder().Waits(0, 0, 1).Dequeued(0, 0, 1, 10).Waits(5, 0, 2).Ended(8);

        LinkMeasurement core = trace.Measure().Links[0];

        Assert.Equal((0L, 2L, 11.0 / 8), (core.Packets, core.QueueMax, core.QueueMean));
    }

    [Fact]
    public void Queueing_delay_runs_until_the_transmission_begins()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Enqueued(0, 0, 1, 10).Enqueued(2, 0, 2, 20).Enqueued(4, 0, 3, 30)
            .Waits(50, 0, 4).Dequeued(52, 0, 4, 60).Ended(100);

        LatencyMeasurement delay = trace.Measure().Links[0].QueueDelay!;

        // 0, 8, 16 and 2 ms.
        Assert.Equal((4L, 6.5, 2.0, 16.0, 16.0),
            (delay.Samples, delay.Mean.Picoseconds / 1e9, delay.P50.TotalMilliseconds, delay.P95.TotalMilliseconds,
                delay.Max.TotalMilliseconds));
    }

    [Fact]
    public void A_packet_that_was_withdrawn_has_waited_since_it_came_first()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Enqueued(0, 0, 1, 10).Enqueued(0, 0, 2, 20).Withdrawn(5, 0, 2, 20).Waits(5, 0, 2).Dequeued(10, 0, 2, 15).Ended(100);

        Assert.Equal(10, trace.Measure().Links[0].QueueDelay!.Max.TotalMilliseconds);
    }

    [Fact]
    public void A_packet_that_was_never_transmitted_has_no_delay()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Waits(0, 0, 1).DroppedWaiting(9, 0, 1).Enqueued(10, 0, 2, 20).Enqueued(10, 0, 3, 30).Ended(15);

        LatencyMeasurement delay = trace.Measure().Links[0].QueueDelay!;

        Assert.Equal((1L, 0.0), (delay.Samples, delay.Max.TotalMilliseconds));
    }

    [Fact]
    public void Where_transmission_takes_no_time_only_what_was_held_back_has_a_delay()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Enqueued(0, 0, 1, 0).Waits(0, 2, 1).Dequeued(0, 2, 1, 0).Waits(0, 2, 2).Dequeued(7, 2, 2, 7).Ended(10);

        Measurements measured = trace.Measure();

        Assert.Null(measured.Links[0].QueueDelay);
        Assert.Equal(7, measured.Links[2].QueueDelay!.Max.TotalMilliseconds);
    }

    [Fact]
    public void Marks_are_summed_over_the_directions_and_delays_are_the_larger()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Waits(0, 0, 1).Marked(0, 0, 1).Dequeued(3, 0, 1, 4).Waits(0, 1, 2).Marked(1, 1, 2).Marked(2, 1, 3).Dequeued(1, 1, 2, 4)
            .Ended(10);
        IReadOnlyList<LinkMeasurement> links = trace.Measure().Links;

        Assert.Equal(3, LinkMetrics.Of(Of(Metric.Marks), links.Take(2)));
        Assert.Equal(1, LinkMetrics.Of(Of(Metric.Marks) with { From = "alice" }, links.Take(2)));
        Assert.Equal(3e9, LinkMetrics.Of(Of(Metric.QueueDelayMean), links.Take(2)));
        Assert.Equal(1e9, LinkMetrics.Of(Of(Metric.QueueDelayP95) with { From = "r1" }, links.Take(2)));
    }

    private static Expectation Of(Metric metric) =>
        new() { Text = "", Subject = ExpectationSubject.Medium, Name = "core", Metric = metric };
}
