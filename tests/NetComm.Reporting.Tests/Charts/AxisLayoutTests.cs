using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Layout;

namespace NetComm.Reporting.Tests.Charts;

public sealed class AxisLayoutTests
{
    [Theory]
    [InlineData(0.0201, 0.0203, "Latency (ms)")]
    [InlineData(0, 3e-5, "Latency (µs)")]
    [InlineData(0, 2e-8, "Latency (ns)")]
    [InlineData(0, 12, "Latency (s)")]
    [InlineData(0, 1800, "Latency (min)")]
    [InlineData(0, 5e-16, "Latency (10⁻³ ps)")]
    [InlineData(0, 7.2e11, "Latency (10³ h)")]
    public void Time_is_shown_in_the_unit_that_suits_it(double low, double high, string title)
    {
        AxisLayout axis = Across(new Axis("Latency", Unit.Seconds), low, high);

        Assert.Equal(title, axis.Title);
    }

    [Fact]
    public void Ticks_are_round_and_begin_and_end_the_axis()
    {
        AxisLayout axis = Across(new Axis("Latency", Unit.Seconds), 0.0113, 0.0389);

        Assert.Equal(["0", "10", "20", "30", "40"], Labels(axis));
        Assert.Equal((0, 600), (axis.Ticks[0].Position, axis.Ticks[^1].Position));
    }

    [Fact]
    public void An_axis_with_given_ends_keeps_them()
    {
        AxisLayout axis = Across(new Axis("Time", Unit.Seconds) { From = 0, To = 11.5 }, 1, 9);

        Assert.Equal(600, axis.Position(11.5));
        Assert.Equal("10", Labels(axis)[^1]);
    }

    [Fact]
    public void Data_beyond_a_given_end_widen_the_axis()
    {
        AxisLayout axis = Across(new Axis("Time", Unit.Seconds) { From = 0, To = 10 }, -1, 12);

        Assert.True(axis.Position(-1) >= 0 && axis.Position(-1) < axis.Position(0));
        Assert.True(axis.Position(12) > axis.Position(10));
    }

    [Fact]
    public void Values_that_agree_in_many_digits_are_counted_from_what_they_share()
    {
        AxisLayout axis = Across(new Axis("Latency", Unit.Seconds), 0.020100123, 0.020100129);

        Assert.Equal("Latency − 20.10012 ms (ns)", axis.Title);
    }

    [Theory, InlineData(0), InlineData(5), InlineData(-5), InlineData(1e-12), InlineData(1e200)]
    public void A_single_value_lies_inside_the_axis(double value)
    {
        AxisLayout axis = Across(new Axis("Value", Unit.Count), value, value);

        Assert.InRange(axis.Position(value), 0, 600);
        Assert.InRange(axis.Ticks.Count, 2, 13);
    }

    [Theory, InlineData(0.1, 0.7), InlineData(-3, 1e9), InlineData(-1e-9, 1e-9), InlineData(99.7, 100.1), InlineData(-1e299, 1e299)]
    public void Labels_never_touch_and_differ(double low, double high)
    {
        var room = AxisRoom.Horizontal(0, 250, ChartFrame.TickSize);

        var axis = AxisLayout.For(new Axis("Value", Unit.Count), new Extent(low, high), room);

        Assert.True(room.Fits(axis.Ticks));
        Assert.Equal(Labels(axis).Distinct(), Labels(axis));
    }

    [Fact]
    public void A_logarithmic_axis_gives_each_decade_the_same_length()
    {
        AxisLayout axis = Across(new Axis("Wait", Unit.Seconds) { Scale = AxisScale.Logarithmic }, 1e-6, 1e-2);

        Assert.Equal(150, axis.Position(1e-5), 6);
        Assert.Equal(450, axis.Position(1e-3), 6);
        Assert.Equal(["1 µs", "10 µs", "100 µs", "1 ms", "10 ms"], Labels(axis).Where(label => label.StartsWith('1')));
    }

    [Fact]
    public void On_a_logarithmic_axis_what_is_not_positive_lies_at_the_lower_end()
    {
        AxisLayout axis = Across(new Axis("Wait", Unit.Seconds) { Scale = AxisScale.Logarithmic }, 1e-3, 1);

        Assert.Equal(0, axis.Position(0));
        Assert.Equal(0, axis.Position(-1));
    }

    [Fact]
    public void On_an_axis_of_nines_every_further_nine_is_as_far_as_the_one_before()
    {
        AxisLayout axis = Across(new Axis("Percentile", Unit.Share) { Scale = AxisScale.Nines }, 0, 0.999);

        Assert.Equal(200, axis.Position(0.9), 6);
        Assert.Equal(400, axis.Position(0.99), 6);
        Assert.Equal(["0 %", "50 %", "75 %", "90 %", "95 %", "99 %", "99.9 %"], Labels(axis));
    }

    private static AxisLayout Across(Axis axis, double low, double high) =>
        AxisLayout.For(axis, new Extent(low, high), AxisRoom.Horizontal(0, 600, ChartFrame.TickSize));

    private static List<string> Labels(AxisLayout axis) => [.. axis.Ticks.Select(tick => tick.Label)];
}
