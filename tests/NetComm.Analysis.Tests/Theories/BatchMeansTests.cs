using MathNet.Numerics.Distributions;

namespace NetComm.Analysis.Tests.Theories;

public sealed class BatchMeansTests
{
    [Fact]
    public void Few_values_are_batches_of_their_own()
    {
        var values = new BatchMeans();
        for (int i = 1; i <= 16; i++) values.Add(i);

        (int batches, double error) = values.Judge(memory: 0)!.Value;

        // Variance of 1 … 16 by n − 1: 16·17/12 = 22.667.
        Assert.Equal(16, batches);
        Assert.Equal(8.5, values.Mean);
        Assert.Equal(Math.Sqrt(22.0 + 2 / 3.0) / 4, error, 12);
    }

    [Fact]
    public void Many_values_make_long_batches_of_equal_length()
    {
        var values = new BatchMeans();
        for (int i = 0; i < 6400; i++) values.Add(i);

        (int batches, double error) = values.Judge(memory: 0)!.Value;

        // 6400 = 50 batches of 128, whose means lie 128 apart: their variance is 128² · 50·51/12.
        Assert.Equal(50, batches);
        Assert.Equal(128 * Math.Sqrt(50 * 51 / 12.0 / 50), error, 9);
    }

    [Theory]
    [InlineData(7, 0)]
    [InlineData(1000, 26)]
    public void Too_few_values_give_no_error(int count, double memory)
    {
        var values = new BatchMeans();
        for (int i = 0; i < count; i++) values.Add(i);

        Assert.Null(values.Judge(memory));
    }

    /// <summary>Each value keeps 90 % of the one before: σ/√n would be √19 = 4.4 times too small.</summary>
    [Fact]
    public void Of_values_that_remember_the_ones_before_the_interval_holds_the_mean_as_often_as_it_says()
    {
        const int Runs = 1000;
        int held = 0, naive = 0;
        for (int run = 0; run < Runs; run++)
        {
            RandomStream random = RandomStream.For(run, "autoregressive");
            var values = new BatchMeans();
            double value = random.NextNormal() / Math.Sqrt(1 - 0.81), squares = 0;
            for (int i = 0; i < 20_000; i++)
            {
                values.Add((long)(value * 1e6));
                squares += value * value;
                value = 0.9 * value + random.NextNormal();
            }

            (int batches, double error) = values.Judge(memory: 10)!.Value;
            if (Math.Abs(values.Mean) <= Confidence.Student(batches - 1) * error) held++;
            if (Math.Abs(values.Mean) / 1e6 <= Confidence.Normal * Math.Sqrt(squares) / 20_000) naive++;
        }

        // 99.9 % of 1000; 995 or fewer would come once in 2 000 times.
        Assert.InRange(held, 995, Runs);
        Assert.InRange(naive, 0, 700);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(15)]
    [InlineData(31)]
    [InlineData(63)]
    [InlineData(1000)]
    public void Students_quantile_agrees_with_the_tables(int degrees)
    {
        double table = StudentT.InvCDF(0, 1, degrees, 0.9995);

        Assert.Equal(table, Confidence.Student(degrees), 0.002 * table);
    }

    [Fact]
    public void The_normal_quantiles_are_those_of_the_tables()
    {
        Assert.Equal(Confidence.Normal, Normal.InvCDF(0, 1, 0.9995), 9);
        Assert.Equal(Confidence.NormalOfTwo, Normal.InvCDF(0, 1, 0.99975), 9);
    }
}
