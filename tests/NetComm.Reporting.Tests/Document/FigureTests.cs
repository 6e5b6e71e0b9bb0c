using NetComm.Reporting.Document;

namespace NetComm.Reporting.Tests.Document;

public sealed class FigureTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(3.5e-12, "0")]
    [InlineData(-4e-10, "0")]
    [InlineData(1.2e-9, "0.001 µs")]
    [InlineData(2.5e-7, "0.25 µs")]
    [InlineData(-2.5e-7, "−0.25 µs")]
    [InlineData(8.794e-6, "8.794 µs")]
    [InlineData(0.00213, "2.13 ms")]
    [InlineData(null, "–")]
    public void Times_differ_in_microseconds_at_the_least(double? seconds, string shown) =>
        Assert.Equal(shown, Figure.Variation(seconds).PlainText);
}
