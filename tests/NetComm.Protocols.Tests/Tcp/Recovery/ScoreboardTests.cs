using FsCheck.Xunit;
using NetComm.Protocols.Tcp;
using NetComm.Protocols.Tcp.Recovery;

namespace NetComm.Protocols.Tests.Tcp.Recovery;

/// <summary>What is known of the segments in flight (RFC 6675 §2 to §4).</summary>
public sealed class ScoreboardTests
{
    [Fact]
    public void Nonsense_blocks_are_passed_over()
    {
        Scoreboard board = WithSegments(count: 10, size: 10, from: 20);

        Assert.Equal(0, Sack(board, 20, 120, new SackBlock(10, 5), new SackBlock(1, 50), new SackBlock(90, 130)));
        Assert.Equal(10, Sack(board, 20, 120, new SackBlock(30, 40)));
        Assert.Equal(1, board.Sacked.Count);
    }

    [Fact]
    public void Lost_is_what_three_ranges_or_more_than_two_segments_lie_above()
    {
        Scoreboard board = WithSegments(count: 10, size: 1000, from: 0);
        long LostAfter(uint start, uint end)
        {
            Sack(board, 0, 10_000, new SackBlock(start, end));
            board.FindLost(1000);
            return Sum(board, SegmentMarks.Lost);
        }

        Assert.Equal(0, LostAfter(2000, 4000));
        Assert.Equal(2000, LostAfter(4000, 4001));
        Assert.Equal(2000, LostAfter(6000, 6001));
        Assert.Equal(2000, LostAfter(8000, 8001));
        Assert.Equal(2000 + 1999, LostAfter(9000, 9001)); // all but one byte of 4000 to 6000
    }

    [Fact]
    public void A_block_that_ends_inside_of_a_segment_divides_it()
    {
        Scoreboard board = WithSegments(count: 3, size: 100, from: 0);

        Sack(board, 0, 300, new SackBlock(150, 300));

        Assert.Equal([(0, 100), (100, 150), (150, 200), (200, 300)], Ranges(board));
        Assert.Equal(150, board.InFlight);
    }

    [Fact]
    public void Neighbours_that_are_lost_go_again_as_one_segment_if_they_fit()
    {
        Scoreboard board = WithSegments(count: 4, size: 100, from: 0);
        board.LoseAll();

        Assert.True(board.TryNextLost(250, out ByteRange repair));

        Assert.Equal(new ByteRange(0, 200), repair);
        board.SentAgain(repair, SimTime.Zero);
        Assert.True(board.TryNextLost(250, out repair));
        Assert.Equal(new ByteRange(200, 400), repair);
    }

    [Fact]
    public void A_segment_that_has_become_too_large_goes_again_in_parts()
    {
        Scoreboard board = WithSegments(count: 1, size: 100, from: 0);
        board.LoseAll();

        List<ByteRange> repairs = [];
        while (board.TryNextLost(40, out ByteRange repair))
        {
            repairs.Add(repair);
            board.SentAgain(repair, SimTime.Zero);
        }

        Assert.Equal([new(0, 40), new(40, 80), new(80, 100)], repairs);
        Assert.Equal(100, board.InFlight);
    }

    /// <summary>Each step is drawn: SACK, a loss, a repair, an acknowledgement.</summary>
    [Property(MaxTest = 500)]
    public void In_flight_is_what_a_count_segment_by_segment_finds((byte Kind, byte Start, byte Length)[] steps)
    {
        Scoreboard board = WithSegments(count: 30, size: 10, from: 0);
        long acknowledged = 0;
        foreach ((byte kind, byte start, byte length) in steps)
        {
            int index = start % Math.Max(board.Segments.Count, 1);
            var range = new ByteRange(start, Math.Min(start + length % 40 + 1, 300));
            if (kind % 4 == 0) Sack(board, acknowledged, 300, new SackBlock((uint)range.Start, (uint)range.End));
            else if (kind % 4 == 1 && board.Segments.Count > 0) board.Lose(index);
            else if (kind % 4 == 2 && board.TryNextLost(25, out ByteRange repair)) board.SentAgain(repair, SimTime.Zero);
            else if (kind % 16 == 3) Acknowledge(board, acknowledged = Math.Max(acknowledged, range.Start));
        }

        long copies = 0;
        for (int i = 0; i < board.Segments.Count; i++) copies += board.Segments[i].Copies * board.Segments[i].Length;
        Assert.Equal(copies, board.InFlight);
        Assert.Equal(board.Sacked.Total, Sum(board, SegmentMarks.Sacked));
        Assert.Equal(CountOf(board, segment => segment.Is(SegmentMarks.Lost) && !segment.Is(SegmentMarks.Sacked)), board.LostSegments);
        Assert.Equal(CountOf(board, segment => segment.Is(SegmentMarks.Sacked)), board.SackedSegments);
    }

    private static Scoreboard WithSegments(int count, int size, long from)
    {
        var board = new Scoreboard();
        for (int i = 0; i < count; i++) board.Sent(new ByteRange(from + i * size, from + (i + 1) * size), SimTime.Zero);
        return board;
    }

    private static long Sack(Scoreboard board, long unacknowledged, long next, params SackBlock[] blocks)
    {
        var delivery = new Delivery(SimTime.Zero, null, SimDuration.Zero, 0);
        return board.Update(new SackBlocks(blocks), default, new ByteRange(unacknowledged, next), ref delivery);
    }

    private static void Acknowledge(Scoreboard board, long position)
    {
        var delivery = new Delivery(SimTime.Zero, null, SimDuration.Zero, 0);
        board.Acknowledge(position, ref delivery);
    }

    private static int CountOf(Scoreboard board, Func<SentSegment, bool> isCounted) =>
        Enumerable.Range(0, board.Segments.Count).Count(i => isCounted(board.Segments[i]));

    private static long Sum(Scoreboard board, SegmentMarks marks) =>
        Enumerable.Range(0, board.Segments.Count).Select(i => board.Segments[i]).Where(segment => segment.Is(marks))
            .Sum(segment => segment.Length);

    private static IEnumerable<(long, long)> Ranges(Scoreboard board) =>
        Enumerable.Range(0, board.Segments.Count).Select(i => (board.Segments[i].Start, board.Segments[i].End));
}
