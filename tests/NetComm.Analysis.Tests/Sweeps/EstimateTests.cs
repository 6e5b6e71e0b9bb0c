using MathNet.Numerics.Distributions;

namespace NetComm.Analysis.Tests.Sweeps;

public sealed class EstimateTests
{
    [Fact]
    public void The_interval_of_a_textbook_sample()
    {
        Estimate estimate = Estimate.Of([2, 4, 4, 4, 5, 5, 7, 9])!;

        // Mean 5, s² = 32 / 7, t(7) = 2.364624: 2.364624 × 2.138090 / √8 = 1.787488.
        Assert.Equal((8, 5), (estimate.Count, estimate.Mean));
        Assert.Equal(2.138090, estimate.StandardDeviation!.Value, 6);
        Assert.Equal(1.787488, estimate.HalfWidth!.Value, 5);
        Assert.Equal(5 - 1.787488, estimate.Low!.Value, 5);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(60)]
    [InlineData(1000)]
    public void Its_quantile_is_students(int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => (double)(i * i % 17))];
        Estimate estimate = Estimate.Of(values)!;

        double quantile = StudentT.InvCDF(0, 1, count - 1, 0.975);

        double expected = quantile * estimate.StandardDeviation!.Value / Math.Sqrt(count);
        Assert.InRange(estimate.HalfWidth!.Value / expected, 1 - 1e-7, 1 + 1e-7);
    }

    [Fact]
    public void A_single_value_has_no_interval_and_no_value_no_estimate()
    {
        Assert.Equal(new Estimate(1, 3, null, null), Estimate.Of([3]));
        Assert.Null(Estimate.Of([]));
    }

    [Theory]
    [InlineData(0.2, true)]
    [InlineData(0.1, false)]
    public void It_is_precise_where_the_interval_is_a_small_share_of_the_mean(double share, bool expected)
    {
        // Half width 1.787, mean 10: 18 %.
        Estimate estimate = Estimate.Of([7, 9, 9, 9, 10, 10, 12, 14])!;

        Assert.Equal(expected, estimate.IsWithin(share));
    }
}
