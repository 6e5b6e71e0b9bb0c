using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Links;

public sealed class LinkFiguresTests
{
    [Fact]
    public void Every_direction_has_an_entry()
    {
        using TraceBuilder trace = new TraceBuilder().Ended(1);

        IEnumerable<string> entries = trace.Measure().Links.Take(6).Select(link => $"{link.Name} {link.From} {link.To}");

        Assert.Equal(
            ["core alice r1", "core r1 alice", "edge r1 bob", "edge bob r1", "office alice office", "office office alice"], entries);
    }

    [Fact]
    public void The_queue_counts_the_packet_in_transmission_and_averages_over_time()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Enqueued(0, 0, 1, 10).Enqueued(5, 0, 2, 20).Enqueued(10, 0, 3, 30).Enqueued(50, 0, 4, 60)
            .Ended(100);

        LinkMeasurement core = trace.Measure().Links[0];

        // 10 + 15 + 20 + 10 ms spent in the queue, 40 ms of transmission, in 100 ms. At 10 ms the first has just left.
        Assert.Equal((4L, 512L, 2L), (core.Packets, core.Bytes, core.QueueMax));
        Assert.Equal((0.55, 0.4), (core.QueueMean, core.Utilisation));
    }

    [Fact]
    public void What_has_not_left_at_the_end_does_not_count()
    {
        using TraceBuilder trace = new TraceBuilder().Enqueued(0, 0, 1, 10).Enqueued(0, 0, 2, 20).Enqueued(0, 0, 3, 30).Ended(15);

        LinkMeasurement core = trace.Measure().Links[0];

        // 10 + 15 + 15 ms in the queue; busy all the time.
        Assert.Equal((1L, 3L), (core.Packets, core.QueueMax));
        Assert.Equal((Math.Round(40.0 / 15, 11), 1.0), (core.QueueMean, core.Utilisation));
    }

    [Fact]
    public void A_link_that_goes_down_gives_back_what_it_had_not_sent()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Enqueued(0, 0, 1, 10).Enqueued(0, 0, 2, 20).Enqueued(0, 0, 3, 30)
            .At(15, TraceEventKind.MediumDown, 0)
            .DroppedOn(15, 0, 2, DropReason.Down, untransmitted: 20).DroppedOn(15, 0, 3, DropReason.Down, untransmitted: 30)
            .At(16, TraceEventKind.MediumUp, 0)
            .Enqueued(17, 0, 4, 27)
            .Ended(50);

        LinkMeasurement core = trace.Measure().Links[0];

        // 15 + 10 ms of transmission; 10 + 15 + 15 + 10 ms in the queue.
        Assert.Equal((2L, 0.5, 1.0), (core.Packets, core.Utilisation, core.QueueMean));
        Assert.Equal(2, core.Drops.Single(drop => drop.Reason == "down").Packets);
    }

    [Fact]
    public void A_waiting_packet_of_a_link_that_changes_counts_with_its_new_times()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Enqueued(0, 0, 1, 10).Enqueued(0, 0, 2, 20).Enqueued(0, 0, 3, 30)
            .Withdrawn(5, 0, 2, 20).Withdrawn(5, 0, 3, 30).Enqueued(5, 0, 2, 11).Enqueued(5, 0, 3, 12)
            .Ended(100);

        LinkMeasurement core = trace.Measure().Links[0];

        // 10 + 1 + 1 ms of transmission; 10 + 11 + 12 ms in the queue.
        Assert.Equal((3L, 3L, 0.12, 0.33), (core.Packets, core.QueueMax, core.Utilisation, core.QueueMean));
    }

    [Fact]
    public void On_a_lan_a_packet_has_its_size_with_ethernet()
    {
        using TraceBuilder trace = new TraceBuilder().Enqueued(0, 4, 1, 1, bytes: 128).Enqueued(1, 4, 2, 2, bytes: 28).Ended(10);

        Assert.Equal(128 + 18 + 64, trace.Measure().Links[4].Bytes);
    }

    [Fact]
    public void Where_transmission_takes_no_time_there_is_no_utilisation_and_no_queue()
    {
        using TraceBuilder trace = new TraceBuilder().Enqueued(0, 0, 1, 0).Enqueued(0, 0, 2, 0).Ended(10);

        LinkMeasurement core = trace.Measure().Links[0];

        Assert.Null(core.Utilisation);
        Assert.Equal((0.0, 0L, 2L), (core.QueueMean, core.QueueMax, core.Packets));
    }

    [Fact]
    public void Drops_are_told_by_reason_at_links_and_at_nodes()
    {
        using TraceBuilder trace = new TraceBuilder()
            .DroppedOn(0, 0, 1, DropReason.QueueFull).DroppedOn(0, 0, 2).DroppedOn(0, 0, 3)
            .DroppedAt(1, TraceBuilder.Router, 4, DropReason.TtlExpired)
            .DroppedAt(1, TraceBuilder.Bob, 5, DropReason.BufferFull)
            .Ended(10);

        Measurements measured = trace.Measure();

        Assert.Equal([new("queue", 1), new("loss", 2), new("down", 0)], measured.Links[0].Drops);
        Assert.Equal([new("ttl", 1), new("noRoute", 0), new("noSocket", 0)], measured.Hosts[TraceBuilder.Router].Drops);
        Assert.Equal([new("ttl", 0), new("noRoute", 0), new("noSocket", 0), new("buffer", 1)], measured.Hosts[TraceBuilder.Bob].Drops);
    }

    [Fact]
    public void More_packets_than_the_queue_first_has_room_for_are_counted()
    {
        using TraceBuilder trace = new TraceBuilder();
        for (int i = 0; i < 100; i++) trace.Enqueued(i * 0.1, 0, i + 1, i + 1);
        trace.Ended(100);

        LinkMeasurement core = trace.Measure().Links[0];

        // When the hundredth comes at 9.9 ms, nine have left.
        Assert.Equal((100L, 91L, 1.0), (core.Packets, core.QueueMax, core.Utilisation));
    }
}
