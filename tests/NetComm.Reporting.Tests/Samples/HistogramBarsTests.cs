using FsCheck.Xunit;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Tests.Samples;

public sealed class HistogramBarsTests
{
    [Fact]
    public void Values_are_counted_in_bins_of_a_round_width()
    {
        // Ten bins at the least: 10 ms / 10 = 1 ms.
        var bars = HistogramBars.Of([(0.020, 2), (0.0209, 1), (0.021, 4), (0.030, 1)]);

        Assert.Equal([new ChartPoint(0.020, 3), new(0.021, 4), new(0.030, 1)], bars.Bars);
        Assert.Equal([0.021, 0.022, 0.031], bars.Ends);
        Assert.Equal((AxisScale.Linear, 0.001), (bars.Scale, bars.BinWidth));
    }

    [Fact]
    public void Bins_of_a_wide_range_are_ten_to_a_decade()
    {
        var bars = HistogramBars.Of([(0.001, 5), (0.0012, 1), (0.0013, 2), (0.5, 1)]);

        Assert.Equal(AxisScale.Logarithmic, bars.Scale);
        Assert.Equal([new ChartPoint(0.001, 6), new(0.00125, 2), new(0.5, 1)], bars.Bars);
        Assert.Equal([0.00125, 0.0016, 0.63], bars.Ends.Select(end => Math.Round(end, 12)));
        Assert.Null(bars.BinWidth);
    }

    [Fact]
    public void Bins_of_whole_numbers_are_no_narrower_than_one()
    {
        var bars = HistogramBars.Of([(100, 2), (101, 1), (103, 4)], leastWidth: 1);

        Assert.Equal([new ChartPoint(100, 2), new(101, 1), new(103, 4)], bars.Bars);
        Assert.Equal([101, 102, 104], bars.Ends);
    }

    [Fact]
    public void Values_that_are_all_alike_are_one_bar()
    {
        var bars = HistogramBars.Of([(0.02, 7)]);

        Assert.Equal([new ChartPoint(0.02, 7)], bars.Bars);
    }

    [Fact]
    public void Without_values_there_are_no_bars() => Assert.Empty(HistogramBars.Of([]).Bars);

    [Fact]
    public void One_value_more_moves_no_edge()
    {
        (double, long)[] values = [.. Enumerable.Range(0, 100).Select(i => (0.02 + (i * 0.0001), 1L))];

        var before = HistogramBars.Of(values);
        var after = HistogramBars.Of([.. values, (0.0301, 1)]);

        Assert.Equal(before.Bars.Select(bar => bar.X), after.Bars.SkipLast(1).Select(bar => bar.X));
    }

    [Property]
    public bool Every_value_lies_in_one_bar_that_counts_it(ushort[] picks)
    {
        (double Value, long Count)[] values =
            [.. picks.Select(pick => 1e-6 * (1 + pick)).GroupBy(value => value).OrderBy(group => group.Key)
                .Select(group => (group.Key, (long)group.Count()))];

        var bars = HistogramBars.Of(values);

        IEnumerable<long> naive =
            bars.Bars
                .Select((bar, i) => values.Where(value => value.Value >= bar.X * (1 - 1e-9) && value.Value < bars.Ends[i] * (1 - 1e-9))
                .Sum(value => value.Count));
        return bars.Bars.Select(bar => (long)bar.Y).SequenceEqual(naive) && bars.Bars.Sum(bar => bar.Y) == picks.Length
            && bars.Bars.Count <= 62;
    }
}
