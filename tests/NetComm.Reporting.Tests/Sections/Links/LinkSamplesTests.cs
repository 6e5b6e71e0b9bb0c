using FsCheck.Xunit;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Sections.Links;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Links;

public sealed class LinkSamplesTests
{
    /// <summary>1 s in 200 intervals of 5 ms.</summary>
    private const int RunMs = 1000;

    private const int BinMs = 5;

    [Fact]
    public void Queue_and_use_are_told_per_interval()
    {
        // Two packets come at 0 and take 4 ms each: one waits for the first; two intervals of 5 ms.
        using TraceBuilder trace = new TraceBuilder().Enqueued(0, 0, 1, 4).Enqueued(0, 0, 2, 8).Ended(RunMs);

        LinkSamples samples = SamplesOf(trace)!;

        Assert.Equal([2, 1, 0], samples.LongestQueue.Take(3).Select(point => point.Y));
        Assert.Equal([9 / 5.0, 3 / 5.0, 0], samples.MeanQueue.Take(3).Select(point => point.Y));
        Assert.Equal([1, 3 / 5.0, 0], samples.Utilisation.Take(3).Select(point => point.Y));
        Assert.Equal(2, samples.Longest);
    }

    [Fact]
    public void What_goes_down_with_the_link_neither_waits_nor_is_sent_from_then_on()
    {
        using TraceBuilder trace = new TraceBuilder().Enqueued(0, 0, 1, 20).Enqueued(0, 0, 2, 40)
            .DroppedOn(10, 0, 1, DropReason.Down, untransmitted: 20).Withdrawn(10, 0, 2, 40).Ended(RunMs);

        LinkSamples samples = SamplesOf(trace)!;

        Assert.Equal([2, 2, 0], samples.MeanQueue.Take(3).Select(point => point.Y));
        Assert.Equal([1, 1, 0], samples.Utilisation.Take(3).Select(point => point.Y));
    }

    [Fact]
    public void Packets_wait_from_when_they_join_until_their_transmission_begins()
    {
        // 4 ms each, all at 0: the first waits 0, the second 4 ms, the third 8 ms; the one that comes at 6 ms waits another 6.
        using TraceBuilder trace = new TraceBuilder().Enqueued(0, 0, 1, 4).Enqueued(0, 0, 2, 8).Enqueued(0, 0, 3, 12).Enqueued(6, 0, 4, 16)
            .Ended(RunMs);

        LinkSamples samples = SamplesOf(trace)!;

        Assert.Equal([0.004, 0.006, 0], samples.MeanWait.Take(3).Select(point => point.Y));
        Assert.Equal([0.008, 0.006, 0], samples.LongestWait.Take(3).Select(point => point.Y));
    }

    [Fact]
    public void What_is_timed_again_has_waited_since_it_joined()
    {
        // At 3 ms the link becomes slower: what waits since 0 goes at 6 ms, not at 4.
        using TraceBuilder trace = new TraceBuilder().Enqueued(0, 0, 1, 4).Enqueued(0, 0, 2, 8)
            .Withdrawn(3, 0, 1, 4).Withdrawn(3, 0, 2, 8).Enqueued(3, 0, 1, 6).Enqueued(3, 0, 2, 12).Ended(RunMs);

        Assert.Equal(0.006, SamplesOf(trace)!.LongestWait[0].Y);
    }

    [Fact]
    public void What_is_dropped_before_its_transmission_begins_has_no_wait()
    {
        using TraceBuilder trace = new TraceBuilder().Enqueued(0, 0, 1, 20).Enqueued(0, 0, 2, 40)
            .DroppedOn(10, 0, 1, DropReason.Down, untransmitted: 20).DroppedOn(10, 0, 2, DropReason.Down, untransmitted: 40).Ended(RunMs);

        Assert.All(SamplesOf(trace)!.LongestWait, point => Assert.Equal(0, point.Y));
    }

    [Fact]
    public void Only_what_found_no_room_is_marked_as_dropped()
    {
        using TraceBuilder trace = new TraceBuilder().Enqueued(0, 0, 1, 1).DroppedOn(2, 0, 1).DroppedOn(30, 0, 2, DropReason.QueueFull)
            .Ended(RunMs);

        Assert.Equal([0.03], SamplesOf(trace)!.Drops);
    }

    [Fact]
    public void What_a_discipline_lets_wait_is_in_the_queue_until_its_turn_is_over()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Waits(0, 0, 1).Dequeued(0, 0, 1, BinMs).Waits(0, 0, 2).Waits(0, 0, 3).Dequeued(BinMs, 0, 2, 2 * BinMs)
            .DroppedWaiting(BinMs, 0, 3).Ended(RunMs);

        LinkSamples samples = SamplesOf(trace)!;

        Assert.Equal([3.0, 1.0, 0.0], FirstOf(samples.MeanQueue));
        Assert.Equal([1.0, 1.0, 0.0], FirstOf(samples.Utilisation));
        Assert.Equal(BinMs / 1000.0, samples.LongestWait[0].Y);
    }

    [Fact]
    public void What_waits_to_the_end_is_in_the_queue_to_the_end()
    {
        using TraceBuilder trace =
            new TraceBuilder().Waits(0, 0, 1).Dequeued(0, 0, 1, BinMs).Waits(BinMs, 0, 2).Waits(BinMs, 0, 3).Ended(RunMs);

        LinkSamples samples = SamplesOf(trace)!;

        Assert.Equal([1.0, 2.0, 2.0], FirstOf(samples.MeanQueue));
        Assert.Equal(2, samples.Longest);
    }

    // What joined last still waited when the run ended: a line at 0 would say that none joined, or that none waited.
    [Fact]
    public void Waits_end_where_those_who_joined_still_wait_at_the_end()
    {
        using TraceBuilder undecided = new TraceBuilder().Waits(0, 0, 1).Dequeued(0, 0, 1, RunMs).Waits(BinMs, 0, 2).Ended(RunMs);
        using TraceBuilder decided = new TraceBuilder().Enqueued(0, 0, 1, RunMs).Enqueued(BinMs, 0, 2, 2 * RunMs).Ended(RunMs);

        foreach (LinkSamples samples in (LinkSamples[])[SamplesOf(undecided)!, SamplesOf(decided)!])
        {
            Assert.True(samples.LacksWaits);
            Assert.Equal([new ChartPoint(0, 0), new ChartPoint(BinMs / 1000.0, 0)], samples.MeanWait);
        }
    }

    // Two queues of one link: what joined one of them left, what joined the other at the same time did not.
    [Fact]
    public void Waits_go_on_and_lack_some_where_others_have_left_since()
    {
        using TraceBuilder trace = new TraceBuilder().Waits(0, 0, 1).Dequeued(0, 0, 1, BinMs).Waits(BinMs, 0, 2)
            .Waits(RunMs - 1, 0, 3).Dequeued(RunMs - 1, 0, 3, 2 * RunMs).Ended(RunMs);

        LinkSamples samples = SamplesOf(trace)!;

        Assert.True(samples.LacksWaits);
        Assert.Equal(RunMs / 1000.0, samples.LongestWait[^1].X);
    }

    [Fact]
    public void Waits_go_on_to_the_end_where_none_waits_then()
    {
        using TraceBuilder trace = new TraceBuilder().Waits(0, 0, 1).Dequeued(0, 0, 1, BinMs).Ended(RunMs);

        LinkSamples samples = SamplesOf(trace)!;

        Assert.False(samples.LacksWaits);
        Assert.Equal(RunMs / 1000.0, samples.LongestWait[^1].X);
    }

    [Fact]
    public void Early_drops_and_marks_have_their_times()
    {
        using TraceBuilder trace = new TraceBuilder().Waits(0, 0, 1).Marked(10, 0, 1).DroppedWaiting(20, 0, 1)
            .DroppedOn(30, 0, 2, DropReason.OverBucket).Ended(RunMs);

        LinkSamples samples = SamplesOf(trace)!;

        Assert.Equal([0.02, 0.03], samples.Drops);
        Assert.Equal([0.01], samples.Marks);
    }

    [Fact]
    public void A_direction_that_carried_nothing_has_no_samples()
    {
        using TraceBuilder trace = new TraceBuilder().Enqueued(0, 2, 1, 1).Ended(RunMs);

        Assert.Null(SamplesOf(trace));
    }

    [Property]
    public bool The_charts_show_what_looking_at_every_instant_gives((byte Gap, byte Length)[] packets)
    {
        using var trace = new TraceBuilder();
        var waiting = new int[RunMs];
        (int now, int free) = (0, 0);
        for (int i = 0; i < packets.Length && now + (packets[i].Gap % 16) < RunMs; i++)
        {
            now += packets[i].Gap % 16;
            free = Math.Max(now, free) + 1 + (packets[i].Length % 16);
            trace.Enqueued(now, 0, i + 1, free);
            for (int at = now; at < Math.Min(free, RunMs); at++) waiting[at]++;
        }
        if (packets.Length == 0) return true;
        trace.Ended(RunMs);

        LinkSamples samples = SamplesOf(trace)!;

        List<int[]> intervals = waiting.Chunk(BinMs).ToList();
        return Same(samples.LongestQueue, intervals.Select(interval => (double)interval.Max()))
            && Same(samples.MeanQueue, intervals.Select(interval => interval.Average()))
            && Same(samples.Utilisation, intervals.Select(interval => interval.Count(length => length > 0) / (double)BinMs))
            && samples.Longest == waiting.Max();
    }

    private static bool Same(IReadOnlyList<ChartPoint> steps, IEnumerable<double> values) =>
        steps.SkipLast(1).Select(point => Math.Round(point.Y, 9)).SequenceEqual(values.Select(value => Math.Round(value, 9)));

    /// <summary>The values of the first three intervals.</summary>
    private static double[] FirstOf(IReadOnlyList<ChartPoint> steps) =>
        [.. Enumerable.Range(0, 3).Select(bin => steps.Last(point => point.X * 1000 < (bin + 0.5) * BinMs).Y)];

    private static LinkSamples? SamplesOf(TraceBuilder trace)
    {
        var fold = new LinkFold(trace.Header, trace.Trace().End);
        trace.Trace().FoldInto(fold);
        return fold.Of(0);
    }
}
