using NetComm.Runtime.Simulated;

namespace NetComm.Tracing.Tests.Capture;

/// <summary>Comments say what became of a packet, and why.</summary>
public sealed class CaptureCommentTests
{
    [SkippableFact]
    public void A_packet_that_a_queue_marked_has_met_congestion_from_there_on()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Routers("r")
            .Link("a", "r", new LinkProperties { Rate = Bandwidth.FromMegabits(100) }, name: "access")
            .Link("r", "b", new LinkProperties
            {
                Rate = Bandwidth.FromMegabits(2),
                Delay = SimDuration.FromMilliseconds(10),
                Queue = new QueueSpec.CoDel { Control = new() { Ecn = true } },
            }, name: "core")
            .Flow("a", "b", new Traffic.Bulk(), with: flow => flow with
            {
                Transport = Transport.Tcp,
                Bytes = 600_000,
                Tcp = new TcpOptions { Ecn = true },
            })
            .Build();
        using Trace trace = SimulatedRun.Of(scenario).Trace;
        HashSet<string> marked = [.. EventList.Of(trace).Of(TraceEventKind.Marked).Select(e => ((ushort)e.Packet).ToString("x4"))];
        using CaptureFolder captures = CaptureFolder.Of(trace);

        const string isMarked = "frame.comment contains \"marked: congestion at core r>b\"";
        Assert.NotEmpty(marked);
        Assert.Equal(marked.Order(), captures["b"].FieldsWhere("ip.dsfield.ecn == 3", "ip.id").Select(id => id[2..]).Order());
        Assert.Equal(marked.Order(), captures["b"].FieldsWhere(isMarked, "ip.id").Select(id => id[2..]).Order());
        Assert.Equal(marked.Order(), captures["a"].FieldsWhere(isMarked, "ip.id").Select(id => id[2..]).Order());
        Assert.Empty(captures["a"].FieldsWhere("ip.dsfield.ecn == 3", "ip.id"));
        Assert.NotEmpty(captures["a"].FieldsWhere("ip.dsfield.ecn == 2", "ip.id"));
    }

    [SkippableFact]
    public void What_waits_in_a_queue_is_captured_as_its_transmission_begins()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Sent(0, 2).Sent(0, 3)
            .Waits(0, 0, 1).Dequeued(0, 0, 1, 1).Waits(0, 0, 2).Waits(0, 0, 3)
            .Delivered(2, 0, 1).DroppedWaiting(5, 0, 2).Dequeued(5, 0, 3, 6).Delivered(7, 0, 3).Ended(8);
        using CaptureFolder captures = CaptureFolder.Of(trace.Trace());

        Assert.Equal(
            ["946684800.000000000|", "946684800.005000000|held up: 5 ms in the queue of core alice>r1"],
            captures["alice"].Fields("frame.time_epoch", "frame.comment"));
    }

    [SkippableFact]
    public void What_became_of_a_packet_beyond_its_first_link_stands_where_it_set_out()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Sent(0, 2).Sent(0, 3)
            .Enqueued(0, 0, 1, 1).Enqueued(0, 0, 2, 2).Enqueued(0, 0, 3, 3)
            .Delivered(2, 0, 1).DroppedOn(2, 2, 1, DropReason.QueueFull)
            .Delivered(3, 0, 2).Enqueued(3, 2, 2, 4).DroppedOn(4, 2, 2)
            .Delivered(4, 0, 3).Enqueued(4, 2, 3, 5).Delivered(6, 2, 3).DroppedAt(6, TraceBuilder.Bob, 3, DropReason.Checksum).Ended(8);
        using CaptureFolder captures = CaptureFolder.Of(trace.Trace());

        Assert.Equal(
            [
                "lost: queue at edge r1>bob",
                "held up: 1 ms in the queue of core alice>r1; lost: loss at edge r1>bob",
                "held up: 2 ms in the queue of core alice>r1; corrupted on the way, lost: checksum at bob",
            ],
            captures["alice"].Fields("frame.comment"));
        Assert.Equal(
            ["held up: 2 ms in the queue of core alice>r1; corrupted on the way, lost: checksum at bob"],
            captures["bob"].Fields("frame.comment"));
    }

    [SkippableFact]
    public void The_second_of_two_is_the_duplicate_also_beyond_the_link_that_made_it()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Enqueued(0, 0, 1, 1)
            .Delivered(2, 0, 1).Enqueued(2, 2, 1, 3).Delivered(2, 0, 1, copy: true).Enqueued(2, 2, 1, 4)
            .Delivered(4, 2, 1).Delivered(5, 2, 1).Ended(8);
        using CaptureFolder captures = CaptureFolder.Of(trace.Trace());

        Assert.Equal(
            ["duplicated by core alice>r1; held up: 1 ms in the queue of edge r1>bob"], captures["alice"].Fields("frame.comment"));
        Assert.Equal(
            ["duplicated by core alice>r1", "duplicate: made by core alice>r1; held up: 1 ms in the queue of edge r1>bob"],
            captures["bob"].Fields("frame.comment"));
    }

    [SkippableFact]
    public void What_the_queue_refused_of_a_copy_does_not_mark_the_packet_as_lost_where_it_came()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Enqueued(0, 0, 1, 1).Delivered(2, 0, 1)
            .Enqueued(2, 2, 1, 3).DroppedOn(2, 2, 1, DropReason.QueueFull).Delivered(4, 2, 1).Ended(5);
        using CaptureFolder captures = CaptureFolder.Of(trace.Trace());

        Assert.Equal(["edge|"], captures["bob"].Fields("frame.interface_name", "frame.comment"));
    }

    [SkippableFact]
    public void Jitter_reordering_and_long_queues_hold_a_packet_up()
    {
        var slow = new LinkProperties { Rate = Bandwidth.FromMegabits(1), Delay = SimDuration.FromMilliseconds(10) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Routers("r")
            .Link("a", "r", new LinkProperties
            {
                Delay = SimDuration.FromMilliseconds(10),
                Jitter = new Distribution.Constant(4e9),
                Reorder = Probability.FromPercent(50),
            }, name: "access")
            .Link("r", "b", slow, name: "core")
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(1), 1000), count: 20)
            .Build();
        using Trace trace = SimulatedRun.Of(scenario).Trace;
        using CaptureFolder captures = CaptureFolder.Of(trace, scenario);

        string[] comments = captures["b"].Fields("frame.comment");
        Assert.Equal(20, comments.Length);
        Assert.Contains(comments, comment => comment.StartsWith("held up: 4 ms of jitter on access a>r", StringComparison.Ordinal));
        Assert.Contains(comments, comment => comment.StartsWith("reordered: 6 ms early by access a>r", StringComparison.Ordinal));
        Assert.Contains(comments, comment => comment.Contains("ms in the queue of core r>b", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Who_sends_to_a_link_that_is_down_sends_in_vain()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Sent(0, 2).Sent(0, 3)
            .Enqueued(0, 0, 1, 2).Enqueued(0, 0, 2, 4)
            .At(1, TraceEventKind.MediumDown, 0)
            .DroppedOn(1, 0, 1, DropReason.Down, untransmitted: 2).DroppedOn(1, 0, 2, DropReason.Down, untransmitted: 4)
            .DroppedOn(1, 0, 3, DropReason.Down).Ended(8);
        using CaptureFolder captures = CaptureFolder.Of(trace.Trace());

        const string down = "lost: down at core alice>r1";
        Assert.Equal(
            [$"946684800.000000000|{down}", $"946684800.001000000|{down}", $"946684800.001000000|{down}"],
            captures["alice"].Fields("frame.time_epoch", "frame.comment"));
    }

    [SkippableFact]
    public void A_frame_that_collided_is_captured_once_and_says_how_often()
    {
        var wire = new LinkProperties { Rate = Bandwidth.FromMegabits(10), Delay = SimDuration.FromMicroseconds(5) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c").SharedLan("wire", wire, "a", "b", "c")
            .Flow("a", "c", TestNetworks.Every(SimDuration.FromMicroseconds(500), 1000), count: 20)
            .Flow("b", "c", TestNetworks.Every(SimDuration.FromMicroseconds(500), 1000), count: 20)
            .Build(seed: 3);
        using Trace trace = SimulatedRun.Of(scenario).Trace;
        long collided = EventList.Of(trace).Of(TraceEventKind.Collided).Select(e => e.Packet).Distinct().Count();
        using CaptureFolder captures = CaptureFolder.Of(trace, scenario);

        string[] told = [.. new[] { "a", "b" }
            .SelectMany(host => captures[host].FieldsWhere($"eth.src == {(host == "a" ? "02:00:00:00:00:00" : "02:00:00:00:00:01")}",
                "frame.comment"))];
        Assert.True(collided > 0);
        Assert.Equal(collided, told.Count(comment => comment.Contains("collided ", StringComparison.Ordinal)));
        Assert.Equal(20, captures["a"].FieldsWhere("udp && ip.src == 10.0.0.1", "frame.len").Length);
    }
}
