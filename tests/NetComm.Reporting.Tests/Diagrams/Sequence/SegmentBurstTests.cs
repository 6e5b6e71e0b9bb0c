using NetComm.Reporting.Charts;
using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Reporting.Packets;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Diagrams.Sequence;

public sealed class SegmentBurstTests
{
    private const int Bytes = 100;

    [Fact]
    public void Five_segments_in_a_row_are_one_burst_and_four_are_not()
    {
        IReadOnlyList<Hop> five = SegmentBursts.Join(Segments(5));

        Assert.Equal(("5 segments, seq 1–500", 5), (five.Single().Label, five[0].Count));
        Assert.Equal((0, 10, 4, 14), (Ms(five[0].Start), Ms(five[0].End!.Value), Ms(five[0].Last!.Start), Ms(five[0].LastEnd!.Value)));
        Assert.Equal(4, SegmentBursts.Join(Segments(4)).Count);
    }

    [Fact]
    public void A_loss_stands_apart_and_parts_what_is_before_it_from_what_is_behind()
    {
        Hop[] hops = Segments(12);
        hops[2] = hops[2] with { Loss = DropReason.Loss };

        Assert.Equal(["seq 1", "seq 101", "seq 201", "9 segments, seq 301–1200"], SegmentBursts.Join(hops).Select(hop => hop.Label));
    }

    [Fact]
    public void Where_every_second_segment_is_lost_the_others_join_with_gaps()
    {
        Hop[] hops = [.. Segments(10).Select((hop, i) => i % 2 == 0 ? hop : hop with { Loss = DropReason.QueueFull })];

        IReadOnlyList<Hop> joined = SegmentBursts.Join(hops);

        Assert.Equal("5 segments, seq 1–900 with gaps", joined[0].Label);
        Assert.Equal(5, joined.Count(hop => hop.Loss == DropReason.QueueFull));
    }

    [Fact]
    public void Retransmissions_stand_apart()
    {
        Hop[] hops = Segments(10);
        hops[5] = hops[5] with { Segment = null, Label = "seq 1 (retransmission)" };

        Assert.Equal(["5 segments, seq 1–500", "seq 1 (retransmission)"], SegmentBursts.Join(hops).Take(2).Select(hop => hop.Label));
    }

    [Fact]
    public void Acknowledgments_that_advance_and_those_that_repeat_one_number_are_two_bursts()
    {
        long[] expected = [101, 201, 301, 401, 501, 501, 501, 501, 501, 501];
        Hop[] hops = [.. expected.Select((number, i) => Go(i) with { Segment = new(default, number, number, IsAck: true) })];

        Assert.Equal(["ACK 101–501 × 5", "ACK 501 × 5"], SegmentBursts.Join(hops).Select(hop => hop.Label));
    }

    [Fact]
    public void Segments_with_pauses_between_them_are_no_burst() =>
        Assert.Equal(6, SegmentBursts.Join([.. Segments(6).Select((hop, i) => Go(i * 3) with { Segment = hop.Segment })]).Count);

    [Fact]
    public void Connections_do_not_mix()
    {
        Hop[] hops = [.. Segments(10).Select((hop, i) => hop with { Segment = hop.Segment! with { Side = new(i % 2, IsBack: false) } })];

        Assert.Equal(10, SegmentBursts.Join(hops).Count);
    }

    [Fact]
    public void Bursts_look_as_approved()
    {
        Hop[] there = Segments(12);
        there[2] = there[2] with { Loss = DropReason.Loss };
        IEnumerable<Hop> back = Enumerable.Range(0, 9).Select(i => Go(14 + i) with
        {
            From = 1,
            To = 0,
            Label = "ACK 201",
            Segment = new(new(0, IsBack: true), 201, 201, IsAck: true),
        });
        var sequence = new MessageSequence(
            [new(0, "alice", false), new(1, "bob", false)], SegmentBursts.Join([.. there, .. back]), IsWhole: false, LeftOut: 0,
            HasLan: false)
        { IsAboutTime = true, Reason = SequenceReason.Loss };

        var drawing = new SequenceDrawing(sequence, new Dictionary<string, int> { ["file"] = 0 });
        Approved.Text("bursts.svg", drawing.Draw(ChartPlacement.File with { Size = ChartSize.Wide }).Text);
    }

    /// <summary>A segment of 100 B each millisecond, each for 10 ms on its way.</summary>
    private static Hop[] Segments(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => Go(i) with
        {
            Label = $"seq {1 + (i * Bytes)}", Segment = new SegmentNumbers(default, 1 + (i * Bytes), 1 + ((i + 1) * Bytes), IsAck: false),
        }),
    ];

    private static Hop Go(int at) => new(0, 1, at, "", "file", TraceBuilder.Ms(at)) { End = TraceBuilder.Ms(at + 10) };

    private static int Ms(SimTime time) => (int)Math.Round(time.TotalSeconds * 1000);
}
