using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Tests.Samples;

public sealed class TimeBinsTests
{
    [Fact]
    public void Packets_at_equal_distances_fill_all_intervals_alike()
    {
        var bins = new TimeBins(seconds: 10, most: 60);

        var counts = new int[bins.Count];
        for (int packet = 0; packet < 1000; packet++) counts[bins.Of(packet / 100.0)]++;

        Assert.Equal(0.2, bins.Width);
        Assert.All(counts, count => Assert.Equal(20, count));
    }

    [Theory]
    [InlineData(0.6, 3)]
    [InlineData(0.599999999999, 2)]
    [InlineData(10, 49)]
    public void An_instant_belongs_to_the_interval_that_it_begins_and_the_end_to_the_last(double at, int bin) =>
        Assert.Equal(bin, new TimeBins(seconds: 10, most: 60).Of(at));

    [Theory]
    [InlineData(10.002, 9.9, 49)]
    [InlineData(10.002, 10.001, 49)]
    [InlineData(10.09, 10.09, 49)]
    [InlineData(10.11, 10.11, 50)]
    public void A_rest_of_less_than_half_an_interval_belongs_to_the_one_before(double seconds, double at, int bin) =>
        Assert.Equal(bin, new TimeBins(seconds, most: 60).Of(at));

    [Fact]
    public void A_rate_is_over_the_time_that_its_interval_lasts()
    {
        // 25 B/s all the time: 200 bps, also in a last interval that is longer or shorter.
        Assert.All(RatesOf(seconds: 10.002), rate => Assert.Equal(200, rate, tolerance: 0.5));
        Assert.All(RatesOf(seconds: 10.15), rate => Assert.Equal(200, rate, tolerance: 0.5));
        Assert.All(RatesOf(seconds: 0.5), rate => Assert.Equal(200, rate, tolerance: 0.5));

        static IEnumerable<double> RatesOf(double seconds)
        {
            var bins = new TimeBins(seconds, most: 60);
            var bytes = new double[bins.Count];
            (int parts, double size) = (100_000, seconds / 100_000);
            for (int part = 0; part < parts; part++) bytes[bins.Of((part + 0.5) * size)] += 25 * size;
            return bins.RatesOf(bytes).Select(point => point.Y);
        }
    }
}
