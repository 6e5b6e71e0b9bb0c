using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Reporting.Sections.Sequence;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Sequence;

public sealed class SequenceFoldTests
{
    private const int Alice = TraceBuilder.Alice;
    private const int Bob = TraceBuilder.Bob;
    private const int Carol = TraceBuilder.Carol;
    private const int Router = TraceBuilder.Router;

    [Fact]
    public void A_packet_goes_from_hop_to_hop()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Enqueued(0, 0, 1, 1).Delivered(3, 0, 1).Enqueued(3, 2, 1, 4).Delivered(6, 2, 1).Received(6, 1).Ended(9);

        MessageSequence sequence = SequenceOf(trace)!;

        Assert.Equal([(Alice, Router, 0.0, 3.0, "call #0, 100 B"), (Router, Bob, 3, 6, "call #0, 100 B")], sequence.Hops.Select(Told));
        Assert.Equal(["alice", "bob", "r1"], sequence.Nodes.Select(node => node.Name));
        Assert.True(sequence.IsWhole);
    }

    [Fact]
    public void On_a_LAN_it_goes_from_the_sender_to_each_receiver()
    {
        using TraceBuilder trace = new TraceBuilder().Flow(cast: Cast.Broadcast, receivers: [Bob, Carol])
            .Sent(0, 1).Enqueued(0, 4, 1, 1).Delivered(2, 4, 1).Enqueued(2, 7, 1, 3).Enqueued(2, 9, 1, 3).Delivered(4, 7, 1)
            .Delivered(4, 9, 1).Ended(9);

        MessageSequence sequence = SequenceOf(trace)!;

        Assert.Equal([(Alice, Bob, 0, 4), (Alice, Carol, 0, 4)],
            sequence.Hops.Select(hop => (hop.From, hop.To!.Value, (int)Ms(hop.Start), (int)Ms(hop.End!.Value))));
        Assert.True(sequence.HasLan);
    }

    [Fact]
    public void What_a_link_loses_and_what_a_full_queue_refuses_say_why()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Enqueued(0, 0, 1, 1).DroppedOn(1, 0, 1)
            .Sent(2, 2).DroppedOn(2, 0, 2, DropReason.QueueFull)
            .Sent(3, 3).DroppedAt(3, Router, 3, DropReason.TtlExpired)
            .Ended(9);

        MessageSequence sequence = SequenceOf(trace)!;

        Assert.Equal([DropReason.Loss, DropReason.QueueFull, DropReason.TtlExpired], sequence.Hops.Select(hop => hop.Loss));
        Assert.Equal([false, false, true], sequence.Hops.Select(hop => hop.IsAtNode));
        Assert.Equal([1, 2, 3], sequence.Hops.Select(hop => Ms(hop.End!.Value)));
    }

    [Fact]
    public void A_frame_that_never_reaches_the_switch_goes_to_nobody()
    {
        using TraceBuilder trace = new TraceBuilder().Flow(cast: Cast.Broadcast, receivers: [Bob, Carol]).Sent(0, 1)
            .DroppedOn(0, 4, 1, DropReason.Down).Ended(9);

        Hop hop = SequenceOf(trace)!.Hops.Single();

        Assert.Equal((Alice, null, DropReason.Down), (hop.From, hop.To, hop.Loss));
    }

    [Fact]
    public void A_packet_that_is_under_way_at_the_end_has_no_end()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Enqueued(0, 0, 1, 1).Ended(2);

        Assert.Null(SequenceOf(trace)!.Hops.Single().End);
    }

    [Fact]
    public void A_copy_that_a_link_made_is_a_hop_of_its_own()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Enqueued(0, 0, 1, 1).Delivered(3, 0, 1)
            .Delivered(4, 0, 1, copy: true).Ended(9);

        Assert.Equal([(3, "call #0, 100 B"), (4, "call #0, 100 B (copy)")],
            SequenceOf(trace)!.Hops.Select(hop => ((int)Ms(hop.End!.Value), hop.Label)));
    }

    [Fact]
    public void What_was_taken_back_counts_from_when_it_was_taken_anew()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Sent(0, 2).Enqueued(0, 0, 1, 5).Enqueued(0, 0, 2, 6)
            .Withdrawn(1, 0, 1, 5).Withdrawn(1, 0, 2, 6).Enqueued(1, 0, 1, 2).Enqueued(1, 0, 2, 3).Delivered(4, 0, 1)
            .Delivered(5, 0, 2).Ended(9);

        Assert.Equal([(1, 4), (1, 5)], SequenceOf(trace)!.Hops.Select(hop => ((int)Ms(hop.Start), (int)Ms(hop.End!.Value))));
    }

    [Fact]
    public void Packets_are_called_by_what_they_are()
    {
        using TraceBuilder trace = new TraceBuilder().Program("client", Alice).Open(0, -1, "udp 10.0.0.1:1 > 10.0.1.2:2 ttl 64")
            .Sent(0, 1).Text(0, TraceEventKind.PayloadAttached, 0, "Hello, Server! How are you today?\n", packet: 1).Enqueued(0, 0, 1, 1)
            .Sent(0, 2).Text(0, TraceEventKind.PayloadAttached, 0, "\u0001\u0002", packet: 2).Enqueued(0, 0, 2, 1)
            .Add(TraceEvents.ArpSent(TraceBuilder.Ms(1), 4, 3, new Ipv4Address(0x0A000202), 5, reply: false)).Enqueued(1, 0, 3, 2)
            .Add(TraceEvents.ArpSent(TraceBuilder.Ms(1), 5, 4, new Ipv4Address(0x0A000201), 4, reply: true)).Enqueued(1, 0, 4, 2)
            .Enqueued(1, 0, 5, 2, bytes: 60)
            .Ended(9);

        Assert.Equal(
            ["“Hello, Server! How are you…”", "client #1, 100 B", "ARP: who has 10.0.2.2?", "ARP: 10.0.2.2 is at bob", "60 B"],
            SequenceOf(trace)!.Hops.Select(hop => hop.Label));
    }

    [Theory]
    [InlineData(1, new byte[] { 11, 0 }, "ICMP time exceeded")]
    [InlineData(1, new byte[] { 3, 3 }, "ICMP port unreachable")]
    [InlineData(2, new byte[] { 0x22, 0 }, "IGMP report")]
    [InlineData(17, new byte[] { 2, 8, 2, 8 }, "RIP")]
    [InlineData(6, new byte[] { 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 0x12, 0, 0, 0, 0, 0, 0, 7 }, "TCP SYN+ACK, 1 B")]
    [InlineData(99, new byte[] { 1 }, "21 B")]
    public void Control_packets_are_called_by_their_protocol(int protocol, byte[] inside, string label)
    {
        var packet = new byte[20 + inside.Length];
        packet[0] = 0x45;
        packet[9] = (byte)protocol;
        inside.CopyTo(packet, 20);
        using var recorder = new TraceRecorder(new TraceBuilder().Header, keep: true, []);
        recorder.Write(TraceEvents.ControlSent(SimTime.Zero, 0, 1, packet.Length), packet);
        recorder.Write(TraceEvents.Enqueued(SimTime.Zero, 0, 1, SimTime.Zero, packet.Length, 64));
        using Trace trace = recorder.Finish();

        var fold = new SequenceFold(trace.Header, SequenceWindow.Beginning);
        trace.FoldInto(fold);

        Assert.Equal(label, fold.Result()!.Hops.Single().Label);
    }

    [Fact]
    public void Messages_of_membership_do_not_crowd_out_packets()
    {
        var query = new byte[32];
        (query[0], query[9], query[24]) = (0x46, 2, 0x11);
        using var recorder = new TraceRecorder(new TraceBuilder().Header, keep: true, []);
        for (int i = 1; i <= 50; i++)
        {
            recorder.Write(TraceEvents.ControlSent(TraceBuilder.Ms(i), 0, i, query.Length), query);
            recorder.Write(TraceEvents.Enqueued(TraceBuilder.Ms(i), 0, i, TraceBuilder.Ms(i), query.Length, 1));
        }

        recorder.Write(TraceEvents.Enqueued(TraceBuilder.Ms(60), 0, 99, TraceBuilder.Ms(60), 60, 64));
        using Trace trace = recorder.Finish();
        var fold = new SequenceFold(trace.Header, SequenceWindow.Beginning);
        trace.FoldInto(fold);

        MessageSequence sequence = fold.Result()!;

        Assert.Equal([1L, 2, 3, 4, 5, 6, 99], sequence.Hops.Select(hop => hop.Packet));
        Assert.True(sequence is { LacksChatter: true, IsWhole: false });
    }

    [Fact]
    public void Of_a_long_run_the_first_hops_are_shown_and_no_packet_to_only_some_of_its_receivers()
    {
        using TraceBuilder trace = new TraceBuilder().Flow(cast: Cast.Broadcast, receivers: [Bob, Carol]);
        for (int i = 1; i <= 500; i++)
            trace.Sent(i, i).Enqueued(i, 4, i, i + 0.1).Enqueued(i, 7, i, i + 0.2).Enqueued(i, 9, i, i + 0.2).Enqueued(i, 11, i, i + 0.2)
                .Delivered(i + 0.2, 7, i).Delivered(i + 0.2, 9, i).Delivered(i + 0.2, 11, i);
        trace.Ended(900);

        MessageSequence sequence = SequenceOf(trace)!;

        Assert.False(sequence.IsWhole);
        Assert.Equal(39, sequence.Hops.Count);
        Assert.All(sequence.Hops.GroupBy(hop => hop.Packet), packet => Assert.Equal(3, packet.Count()));
    }

    [Fact]
    public void Where_nothing_went_over_the_network_there_is_no_sequence()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Ended(9);

        Assert.Null(SequenceOf(trace));
    }

    private static (int, int, double, double, string) Told(Hop hop) =>
        (hop.From, hop.To!.Value, Ms(hop.Start), Ms(hop.End!.Value), hop.Label);

    private static double Ms(SimTime time) => time.Picoseconds / 1e9;

    private static MessageSequence? SequenceOf(TraceBuilder trace)
    {
        var fold = new SequenceFold(trace.Header, SequenceWindow.Beginning);
        trace.Trace().FoldInto(fold);
        return fold.Result();
    }
}
