using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Reporting.Sections.Sequence;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Sequence;

public sealed class SequenceWindowTests
{
    [Fact]
    public void A_run_without_a_loss_is_shown_from_its_beginning()
    {
        using TraceBuilder trace = Packets(1, 100).Ended(200);

        Assert.Equal(SequenceWindow.Beginning, SequenceWindow.Of(trace.Trace()));
    }

    [Fact]
    public void A_loss_among_the_first_packets_needs_no_other_part()
    {
        using TraceBuilder trace = Lost(Packets(1, 3), 4);
        Packets(5, 100, trace).Ended(200);

        Assert.Equal(SequenceWindow.Beginning, SequenceWindow.Of(trace.Trace()));
    }

    [Fact]
    public void The_first_loss_is_shown_with_three_packets_before_it()
    {
        using TraceBuilder trace = Lost(Packets(1, 49), 50);
        Lost(Packets(51, 60, trace), 61).Ended(200);

        SequenceWindow window = SequenceWindow.Of(trace.Trace());
        MessageSequence sequence = SequenceOf(trace, window)!;

        Assert.Equal((SequenceReason.Loss, TraceBuilder.Ms(47)), (window.Reason, window.From));
        Assert.Equal([47L, 48, 49, 50, 51], sequence.Hops.Select(hop => hop.Packet).Take(5));
        Assert.Equal(DropReason.Loss, sequence.Hops[3].Loss);
        Assert.Equal("Packets around the first loss", sequence.Name);
        Assert.False(sequence.IsWhole);
    }

    [Fact]
    public void A_loss_behind_many_packets_in_flight_is_shown_by_the_hop_that_lost_it_among_its_own_flow()
    {
        using TraceBuilder trace = Packets(1, 30).Flow("other");
        trace.Sent(31, 31).Enqueued(31, 0, 31, 31);
        for (int i = 32; i < 90; i++) trace.Sent(i, i, flow: 1).Enqueued(i, 0, i, i).Delivered(i, 0, i);
        trace.Delivered(90, 0, 31).Enqueued(90, 2, 31, 91);
        trace.Sent(90.5, 90, flow: 1).Enqueued(90.5, 0, 90, 91).DroppedOn(91, 2, 31).Ended(200);

        SequenceWindow window = SequenceWindow.Of(trace.Trace());
        MessageSequence sequence = SequenceOf(trace, window)!;

        Assert.Equal((TraceBuilder.Ms(90), "call"), (window.From, window.Owner));
        Assert.Equal([31L], sequence.Hops.Select(hop => hop.Packet));
        Assert.Equal(DropReason.Loss, sequence.Hops[0].Loss);
    }

    [Fact]
    public void A_part_that_was_asked_for_holds_the_hops_that_begin_in_it()
    {
        using TraceBuilder trace = Packets(1, 100).Ended(200);
        var window = new SequenceWindow(TraceBuilder.Ms(20), TraceBuilder.Ms(24), SequenceReason.Asked);

        MessageSequence sequence = SequenceOf(trace, window)!;

        Assert.Equal([20L, 21, 22, 23, 24], sequence.Hops.Select(hop => hop.Packet));
        Assert.Equal("call #19, 100 B", sequence.Hops[0].Label);
        Assert.Equal(SequenceReason.Asked, sequence.Reason);
    }

    [Fact]
    public void A_part_in_which_nothing_begins_gives_no_sequence()
    {
        using TraceBuilder trace = Packets(1, 9).Ended(200);

        Assert.Null(SequenceOf(trace, new SequenceWindow(TraceBuilder.Ms(20), TraceBuilder.Ms(24), SequenceReason.Asked)));
    }

    private static TraceBuilder Packets(int first, int last, TraceBuilder? before = null)
    {
        TraceBuilder trace = before ?? new TraceBuilder().Flow();
        for (int i = first; i <= last; i++)
            trace.Sent(i, i).Enqueued(i, 0, i, i + 0.1).Delivered(i + 0.5, 0, i);
        return trace;
    }

    private static TraceBuilder Lost(TraceBuilder trace, int packet) =>
        trace.Sent(packet, packet).Enqueued(packet, 0, packet, packet + 0.1).DroppedOn(packet + 0.1, 0, packet);

    private static MessageSequence? SequenceOf(TraceBuilder trace, SequenceWindow window)
    {
        var fold = new SequenceFold(trace.Header, window);
        trace.Trace().FoldInto(fold);
        return fold.Result();
    }
}
