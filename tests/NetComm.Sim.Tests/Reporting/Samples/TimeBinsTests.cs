using NetComm.Sim.Reporting.Samples;

namespace NetComm.Sim.Tests.Reporting.Samples;

public sealed class TimeBinsTests
{
    [Fact]
    public void Packets_at_equal_distances_fill_all_intervals_alike()
    {
        var bins = new TimeBins(seconds: 10, most: 60);

        var counts = new int[bins.Count];
        for (var packet = 0; packet < 1000; packet++) counts[bins.Of(packet / 100.0)]++;

        Assert.Equal(0.2, bins.Width);
        Assert.All(counts, count => Assert.Equal(20, count));
    }

    [Theory]
    [InlineData(0.6, 3)]
    [InlineData(0.599999999999, 2)]
    [InlineData(10, 49)]
    public void An_instant_belongs_to_the_interval_that_it_begins_and_the_end_to_the_last(double at, int bin) =>
        Assert.Equal(bin, new TimeBins(seconds: 10, most: 60).Of(at));
}
