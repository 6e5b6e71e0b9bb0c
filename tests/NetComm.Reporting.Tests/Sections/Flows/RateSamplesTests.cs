using NetComm.Reporting.Charts;
using NetComm.Reporting.Samples;
using NetComm.Reporting.Sections.Flows;

namespace NetComm.Reporting.Tests.Sections.Flows;

public sealed class RateSamplesTests
{
    [Fact]
    public void Bytes_become_bits_per_second_of_their_interval()
    {
        var rates = new RateSamples(new TimeBins(60, most: 60), groups: 2);

        rates.Add(1, 3.2, 1000);
        rates.Add(1, 3.8, 500);

        Assert.Equal(new ChartPoint(3, 12_000), rates.RatesOf(1, new TimeBins(60, most: 60))[3]);
        Assert.All(rates.RatesOf(0, new TimeBins(60, most: 60)), rate => Assert.Equal(0, rate.Y));
    }

    [Fact]
    public void Where_packets_are_few_intervals_are_longer()
    {
        // A packet each second; 2 s hold less than four of them, and the next round length that holds whole seconds and those is 10 s.
        var few = new RateSamples(new TimeBins(60, most: 60), groups: 1);
        var many = new RateSamples(new TimeBins(60, most: 60), groups: 1);

        for (int i = 0; i < 60; i++) few.Add(0, i + 1, 100);
        for (int i = 0; i < 600; i++) many.Add(0, (i + 1) * 0.1, 100);

        Assert.Equal((10, 1), (few.Bins.Width, many.Bins.Width));
        Assert.Equal(
            [new ChartPoint(0, 800), new(10, 800), new(20, 800), new(30, 800), new(40, 800), new(50, 800)], few.RatesOf(0, few.Bins));
    }

    [Fact]
    public void A_packet_that_arrives_between_two_intervals_belongs_to_that_in_which_it_was_transmitted()
    {
        // A packet each 20 ms from 20 ms to the end at 2 s: five in each 100 ms, the last one too.
        var rates = new RateSamples(new TimeBins(2, most: 20), groups: 1);

        for (int i = 1; i <= 100; i++) rates.Add(0, i * 0.02, 1250);

        Assert.All(rates.RatesOf(0, new TimeBins(2, most: 20)), rate => Assert.Equal(500_000, rate.Y, 1e-3));
    }

    [Fact]
    public void A_short_rest_at_the_end_makes_no_peak()
    {
        // 10.1 s in intervals of 1 s: 100 B come in the last 0.1 s.
        var rates = new RateSamples(new TimeBins(10.1, most: 12), groups: 1);

        for (int i = 0; i < 10; i++) rates.Add(0, i + 1, 125);
        rates.Add(0, 10.05, 12);

        IReadOnlyList<ChartPoint> shown = rates.RatesOf(0, new TimeBins(10.1, most: 12));
        Assert.Equal(10, shown.Count);
        Assert.Equal(137 * 8 / 1.1, shown[^1].Y, 6);
    }

    [Fact]
    public void A_long_rest_at_the_end_has_its_own_rate()
    {
        var rates = new RateSamples(new TimeBins(10.6, most: 12), groups: 1);

        rates.Add(0, 10.3, 60);

        Assert.Equal(60 * 8 / 0.6, rates.RatesOf(0, new TimeBins(10.6, most: 12))[^1].Y, 6);
    }
}
