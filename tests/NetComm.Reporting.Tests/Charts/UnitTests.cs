using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Tests.Charts;

/// <summary>A figure is written the same wherever it is told: by its own size, not by that of others beside it.</summary>
public sealed class UnitTests
{
    [Theory]
    [InlineData(1.17176e-10, "117.2 ps")]
    [InlineData(0.0109248, "10.92 ms")]
    [InlineData(-0.0291, "−29.1 ms")]
    [InlineData(0.00099996, "1 ms")]
    [InlineData(0.99994, "999.9 ms")]
    [InlineData(1.01092, "1.011 s")]
    [InlineData(7200, "120 min")]
    [InlineData(0, "0 s")]
    [InlineData(3e-17, "3·10⁻⁵ ps")]
    public void A_time_is_told_in_its_own_unit(double seconds, string text) => Assert.Equal(text, Unit.Seconds.Format(seconds));

    [Theory]
    [InlineData(0.0182, "0.0182")]
    [InlineData(0.0001503, "0.0001503")]
    [InlineData(0.00001021, "1.021·10⁻⁵")]
    [InlineData(12345, "12345")]
    [InlineData(3, "3")]
    public void A_mean_count_has_a_power_of_ten_where_zeros_would_have_to_be_counted(double count, string text) =>
    Assert.Equal(text, Unit.Count.Format(count));

    [Theory]
    [InlineData(0.000008175, "0.0008175 %")]
    [InlineData(5.12e-7, "5.12·10⁻⁵ %")]
    [InlineData(0.1, "10 %")]
    public void So_has_a_share(double share, string text) => Assert.Equal(text, Unit.Share.Format(share));

    [Fact]
    public void No_time_at_all_needs_no_unit_in_a_table()
    {
        Assert.Equal("0", Figure.Duration(0).PlainText);
        Assert.Equal("–", Figure.Duration(null).PlainText);
    }
}
