using NetComm.Reporting.Player;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Player;

public sealed class PlayerFoldTests
{
    [Fact]
    public void A_packet_leaves_and_arrives_hop_by_hop()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Enqueued(0, 0, 1, 1).Delivered(3, 0, 1).Enqueued(3, 2, 1, 4).Delivered(6, 2, 1).Received(6, 1).Ended(9);

        Recording recording = RecordingOf(trace)!;

        Assert.Equal(
            ["0: Begins core alice>r1", "3: Arrives core alice>r1", "3: Begins edge r1>bob", "6: Arrives edge r1>bob", "6: Event Received"],
            StepsOf(recording));
        Assert.Equal(("call #0, 100 B", "call", 128),
            (recording.Packets.Single().Label, recording.Packets.Single().Owner, recording.Packets.Single().Bytes));
        Assert.False(recording.IsCut);
    }

    [Fact]
    public void A_packet_behind_another_waits_until_the_line_is_free()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Enqueued(0, 0, 1, 2).Sent(1, 2).Enqueued(1, 0, 2, 4).Delivered(5, 0, 1).Delivered(7, 0, 2).Ended(9);

        Assert.Equal(["0: Begins 1", "1: Waits 2", "2: Begins 2", "5: Arrives 1", "7: Arrives 2"], PacketStepsOf(RecordingOf(trace)!));
    }

    [Fact]
    public void What_is_lost_on_the_way_and_what_a_full_queue_refuses_end_at_their_line()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Enqueued(0, 0, 1, 1).DroppedOn(1, 0, 1).Sent(2, 2).DroppedOn(2, 0, 2, DropReason.QueueFull).Ended(9);

        Recording recording = RecordingOf(trace)!;

        Assert.Equal(["0: Begins 1", "1: Lost 1", "2: Lost 2"], PacketStepsOf(recording));
        Assert.Equal([DropReason.Loss, DropReason.QueueFull], recording.Hops.Select(hop => hop.Loss));
    }

    /// <summary>Each try that collides is drawn by itself; the packet waits from when it came until the last one.</summary>
    [Fact]
    public void Tries_that_collide_begin_and_end_and_the_packet_waits_for_the_one_that_succeeds()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Waits(0, 4, 1).Dequeued(0, 4, 1, 2).Collided(1, 4, 1, 2, collisions: 1)
            .Dequeued(3, 4, 1, 5).Collided(4, 4, 1, 5, collisions: 2).Dequeued(7, 4, 1, 9).Delivered(10, 4, 1).Ended(11);

        Recording recording = RecordingOf(trace)!;

        Assert.Equal(
            ["0: Waits 1", "0: Begins 1", "1: Lost 1", "3: Begins 1", "4: Lost 1", "7: Begins 1", "10: Arrives 1"],
            PacketStepsOf(recording));
        Assert.Equal([0, 1, 2], recording.Hops.Select(hop => hop.Collisions));
        Assert.All(recording.Hops, hop => Assert.Equal(DropReason.None, hop.Loss));
    }

    [Fact]
    public void What_is_cut_off_in_the_queue_never_leaves()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Enqueued(0, 0, 1, 4).Sent(0, 2).Enqueued(0, 0, 2, 8)
            .DroppedOn(2, 0, 1, DropReason.Down, untransmitted: 4).DroppedOn(2, 0, 2, DropReason.Down, untransmitted: 8).Ended(9);

        Assert.Equal(["0: Begins 1", "0: Waits 2", "2: Lost 1", "2: Lost 2"], PacketStepsOf(RecordingOf(trace)!));
    }

    [Fact]
    public void What_is_withdrawn_and_enqueued_anew_stands_once()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Enqueued(0, 0, 1, 5).Withdrawn(1, 0, 1, 5).Enqueued(1, 0, 1, 3).Delivered(4, 0, 1).Ended(9);

        Assert.Equal(["1: Begins 1", "4: Arrives 1"], PacketStepsOf(RecordingOf(trace)!));
    }

    [Fact]
    public void A_copy_that_the_link_makes_travels_beside_its_packet()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Enqueued(0, 0, 1, 1).Delivered(3, 0, 1)
            .Delivered(4, 0, 1, copy: true).Ended(9);

        Assert.Equal(["0: Begins 1", "0: Begins 1", "3: Arrives 1", "4: Arrives 1"], PacketStepsOf(RecordingOf(trace)!));
    }

    [Fact]
    public void A_node_gives_a_packet_up_and_says_why()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Enqueued(0, 0, 1, 1).Delivered(3, 0, 1)
            .DroppedAt(3, TraceBuilder.Router, 1, DropReason.NoRoute).Ended(9);

        RecordedEvent lost = RecordingOf(trace)!.Events.Single();

        Assert.Equal((RecordedEventKind.GivenUp, 0, "no route"), (lost.Kind, lost.Packet, lost.Text));
        Assert.Equal(new NodeId(TraceBuilder.Router), lost.Node);
    }

    [Fact]
    public void Faults_and_what_programs_do_are_told()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Group("video").Program("client", TraceBuilder.Alice)
            .Sent(0, 1).Enqueued(0, 0, 1, 1)
            .At(1, TraceEventKind.MediumDown, 0).At(2, TraceEventKind.MediumUp, 0).Text(3, TraceEventKind.MediumSet, 0, "loss 5 %")
            .At(4, TraceEventKind.NodeCrashed, TraceBuilder.Bob).At(5, TraceEventKind.NodeRestarted, TraceBuilder.Bob)
            .Joined(6, TraceBuilder.Carol).Left(7, TraceBuilder.Carol)
            .Text(7, TraceEventKind.NetworkParted, 0, "[[alice], [bob]]").At(8, TraceEventKind.NetworkHealed, 0)
            .At(8, TraceEventKind.ProgramStarted, 0).Text(8, TraceEventKind.ProgramCalled, 0, "s = socket(stream)")
            .Text(8, TraceEventKind.ProgramCalled, 0, "connect(s, bob, 80)", errno: Errno.ECONNREFUSED)
            .Text(9, TraceEventKind.ProgramPrinted, 0, "hello").Text(9, TraceEventKind.ProgramEnded, 0, "ECONNREFUSED").Ended(9);

        Recording recording = RecordingOf(trace)!;

        Assert.Equal(
            ["core down", "core up", "core: loss 5 %", "bob crashes", "bob is back", "carol joins video", "carol leaves video",
                "partition [[alice], [bob]]", "partitions healed"],
            recording.Events.Where(told => told.Kind == RecordedEventKind.Fault).Select(told => told.Text));
        Assert.Equal(
            ["client: starts", "client: s = socket(stream)", "client: connect(s, bob, 80) fails with ECONNREFUSED",
                "client: prints “hello”", "client: fails: ECONNREFUSED"],
            recording.Events.Where(told => told.Kind == RecordedEventKind.Done).Select(told => told.Text));
    }

    [Fact]
    public void Of_a_long_run_the_first_ten_thousand_packets_are_recorded()
    {
        using TraceBuilder trace = new TraceBuilder().Flow();
        for (int i = 0; i < 10_100; i++) trace.Sent(i, i + 1).Enqueued(i, 0, i + 1, i + 0.5).Delivered(i + 0.6, 0, i + 1);
        trace.Ended(20_000);

        Recording recording = RecordingOf(trace)!;

        Assert.True(recording.IsCut);
        Assert.Equal(10_000, recording.Packets.Count);
        Assert.Equal(TraceBuilder.Ms(9999), recording.End);
    }

    [Fact]
    public void Where_nothing_goes_over_the_network_there_is_nothing_to_play()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Ended(9);

        Assert.Null(RecordingOf(trace));
    }

    internal static Recording? RecordingOf(TraceBuilder trace)
    {
        var fold = new PlayerFold(trace.Header);
        trace.Trace().FoldInto(fold);
        return fold.Result();
    }

    private static IEnumerable<string> StepsOf(Recording recording) => recording.Moments.Select(moment =>
        $"{Ms(moment.Time)}: {moment.Kind} {(moment.Kind == PlaybackStepKind.Event ? recording.Events[moment.Index].Kind : recording.Header.Directions[recording.Hops[moment.Index].Direction.Index].Label)}");

    private static IEnumerable<string> PacketStepsOf(Recording recording) =>
        recording.Moments.Select(moment => $"{Ms(moment.Time)}: {moment.Kind} {recording.Hops[moment.Index].Sent.Packet}");

    private static long Ms(SimTime time) => time.Picoseconds / 1_000_000_000;
}
