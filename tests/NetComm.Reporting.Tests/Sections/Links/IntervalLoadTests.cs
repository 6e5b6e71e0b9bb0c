using FsCheck.Xunit;
using NetComm.Reporting.Sections.Links;

namespace NetComm.Reporting.Tests.Sections.Links;

public sealed class IntervalLoadTests
{
    private const int Width = 10;
    private const int Count = 7;

    [Fact]
    public void A_span_covers_parts_of_its_first_and_last_interval_and_all_between()
    {
        var load = new IntervalLoad(Width, Count);

        load.Add(5, 32, 1);

        Assert.Equal([(0, 5L), (1, 10), (1, 10), (1, 2), (0, 0), (0, 0), (0, 0)], load.Intervals);
    }

    [Property]
    public bool Spans_added_and_taken_away_cover_what_counting_each_instant_gives((byte From, byte Length, bool IsCut)[] spans)
    {
        var load = new IntervalLoad(Width, Count);
        var covering = new int[Width * Count];

        foreach ((byte from, byte length, bool isCut) in spans)
        {
            // A span that is cut is taken away again from its middle on, as a packet whose link goes down.
            (int until, int end) = (from + length, isCut ? from + (length / 2) : from + length);
            load.Add(from, until, 1);
            if (isCut) load.Add(end, until, -1);
            for (var at = (int)from; at < Math.Min(end, covering.Length); at++) covering[at]++;
        }

        return load.Intervals
            .SequenceEqual(Enumerable.Range(0, Count).Select(i => (covering[i * Width], (long)covering.Skip(i * Width).Take(Width).Sum())));
    }
}
