using NetComm.Reporting.Charts;

namespace NetComm.Reporting.Tests;

public sealed class SeriesCsvTests
{
    [Fact]
    public void One_series_is_a_column_of_values() =>
        Assert.Equal(
            "time_s,value\n0,0.011\n0.02,0.0123456789012\n",
            Of(Series.Points("call", [new(0, 0.011), new(0.02, 0.01234567890123)])));

    [Fact]
    public void Several_series_share_a_line_where_they_share_an_instant() =>
        Assert.Equal(
            "time_s,average,\"limit, in packets\",dropped\n0,1,20,\n0.5,,,1\n1,2,20,1\n",
            Of(
                Series.Step("average", [new(0, 1), new(1, 2)]), Series.Step("limit, in packets", [new(0, 20), new(1, 20)]),
                Series.Lane("dropped", [1, 0.5])));

    [Fact]
    public void Values_at_one_instant_have_a_line_each() =>
        Assert.Equal("time_s,value\n1,5\n1,3\n2,4\n", Of(Series.Points("call", [new(2, 4), new(1, 5), new(1, 3)])));

    [Fact]
    public void What_is_not_a_number_is_left_out() =>
        Assert.Equal("time_s,value\n2,4\n", Of(Series.Points("call", [new(1, double.NaN), new(2, 4)])));

    private static string Of(params Series[] series) => SeriesCsv.Of(new Chart
    {
        Title = "call: latency over time",
        Description = "",
        X = new Axis("Time", Unit.Seconds),
        Y = new Axis("Latency", Unit.Seconds),
        Series = series,
    });
}
