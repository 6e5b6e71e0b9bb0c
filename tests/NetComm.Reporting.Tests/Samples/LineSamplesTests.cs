using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Tests.Samples;

public sealed class LineSamplesTests
{
    [Fact]
    public void What_is_little_is_kept_whole()
    {
        var line = new LineSamples();

        for (int i = 0; i < 10_000; i++) line.Add(i, i % 7);

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (double)(i % 7)), line.Points.Select(point => point.Y));
    }

    [Fact]
    public void Of_a_million_values_the_outliers_are_kept_in_their_order()
    {
        var line = new LineSamples();

        for (int i = 0; i < 1_000_000; i++) line.Add(i * 1e-3, i is 123_456 ? 1000 : i is 777_777 ? -1000 : i % 10);

        Assert.InRange(line.Points.Count, 1000, 12_000);
        Assert.Equal(1_000_000, line.Count);
        Assert.Equal([123.456, 777.777], line.Points.Where(point => Math.Abs(point.Y) == 1000).Select(point => Math.Round(point.X, 6)));
        Assert.Equal(line.Points.Select(point => point.X).Order(), line.Points.Select(point => point.X));
        Assert.Equal((0, 999.999), (line.Points[0].X, line.Points[^1].X));
    }

    [Fact]
    public void Values_of_one_instant_do_not_fill_it()
    {
        var line = new LineSamples();

        for (int i = 0; i < 100_000; i++) line.Add(5, i % 100);

        Assert.InRange(line.Points.Count, 1, 12_000);
        Assert.Equal((0, 99), (line.Lowest, line.Highest));
    }
}
