using NetComm.Reporting.Charts;
using NetComm.Reporting.Sections.Theories;

namespace NetComm.Reporting.Tests.Sections.Theories;

public sealed class TheoryOverlayTests
{
    private static readonly FlowTheory Queue = new(new SingleServerQueue(QueueKind.Mm1, 1000, 0.0008, 1.28e-6), Besides: 0.005);
    private static readonly FlowTheory Bursts =
        new(new BurstLoss(new LossModel.GilbertElliott(new(0.01), new(0.25), new(0), new(1))), Besides: 0);

    [Fact]
    public void The_mean_and_a_percentile_are_lines_over_the_latencies_with_the_propagation_added()
    {
        Chart chart = TheoryOverlay.On("latency", Empty, Queue);

        // 5 ms + 4 ms, and 5 ms + 4 ms × ln 100.
        Assert.Equal(["M/M/1: mean 9 ms", "M/M/1: 99 % within 23.42 ms"], chart.Lines.Select(line => line.Label));
        Assert.Equal([0.009, 0.023420680744], chart.Lines.Select(line => Math.Round(line.At, 12)));
    }

    [Fact]
    public void The_distribution_is_a_curve_that_begins_with_the_propagation_and_ends_with_the_data()
    {
        Chart measured = Empty with { Series = [Series.Step("data", [new(0.005, 0), new(0.045, 1)])] };

        Series curve = TheoryOverlay.On("latency-cdf", measured, Queue).Series[1];

        Assert.Equal(("M/M/1", SeriesKind.Line), (curve.Name, curve.Kind));
        Assert.Equal(new ChartPoint(0.005, 0), curve.Data[0]);
        Assert.Equal(0.045, curve.Data[^1].X, 12);
        Assert.All(curve.Data, point => Assert.Equal(1 - Math.Exp(-250 * (point.X - 0.005)), point.Y, 9));
    }

    [Fact]
    public void A_distribution_that_two_moments_do_not_tell_is_not_drawn()
    {
        var queue = new FlowTheory(new SingleServerQueue(QueueKind.Mg1, 1000, 0.0008, 1e-6), 0);

        Assert.Same(Empty, TheoryOverlay.On("latency-cdf", Empty, queue));
        Assert.Equal("M/G/1: mean 3.3 ms", Assert.Single(TheoryOverlay.On("latency", Empty, queue).Lines).Label);
    }

    [Fact]
    public void Losses_are_lines_over_the_chart_of_loss()
    {
        var full = new FlowTheory(new FiniteQueue(1000, 0.0008, 10), 0);

        Assert.Equal("M/M/1/K: 2.349 %", Assert.Single(TheoryOverlay.On("loss", Empty, full).Lines).Label);
        Assert.Equal("Gilbert–Elliott: 3.846 %", Assert.Single(TheoryOverlay.On("loss", Empty, Bursts).Lines).Label);
        Assert.EndsWith(
            "The line shows the prediction of Gilbert–Elliott for the whole run.", TheoryOverlay.On("loss", Empty, Bursts).Description,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Mathis_has_a_line_and_its_band()
    {
        var rate = new MathisRate(1448, 0.02, 0.001, DelayedAck: true);

        double[] lines = [.. TheoryOverlay.On("goodput", Empty, new FlowTheory(rate, 0)).Lines.Select(line => line.At)];

        Assert.Equal([1.2 * rate.Rate, rate.Rate, 0.8 * rate.Rate], lines);
    }

    [Theory]
    [InlineData("jitter")]
    [InlineData("loss")]
    [InlineData("goodput")]
    public void Charts_of_other_things_stay_as_they_are(string chart) => Assert.Same(Empty, TheoryOverlay.On(chart, Empty, Queue));

    private static Chart Empty { get; } = new()
    {
        Title = "data",
        Description = "Data.",
        X = new Axis("x", Unit.Seconds),
        Y = new Axis("y", Unit.Seconds),
    };
}
