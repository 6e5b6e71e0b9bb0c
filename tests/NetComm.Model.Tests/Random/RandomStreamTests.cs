using MathNet.Numerics.Distributions;

namespace NetComm.Model.Tests.Random;

public sealed class RandomStreamTests
{
    private const int Samples = 10_000;

    [Fact]
    public void The_generator_is_pinned()
    {
        RandomStream stream = RandomStream.For(42, "link:core");

        ulong[] drawn = [stream.NextBits(), stream.NextBits(), stream.NextBits()];
        Assert.Equal(Pinned, drawn);
    }

    // Worked out by an independent SplitMix64 and FNV-1a, in Python: a change here changes every trace.
    private static readonly ulong[] Pinned = [11423306785460998055, 15021431716020270181, 2468939050930644114];

    [Fact]
    public void Fnv1a_has_its_authors_values()
    {
        Assert.Equal(0xcbf29ce484222325UL, Fnv1a.Hash(""));
        Assert.Equal(0xaf63dc4c8601ec8cUL, Fnv1a.Hash("a"));
        Assert.Equal(0x85944171f73967e8UL, Fnv1a.Hash("foobar"));
    }

    [Fact]
    public void Streams_of_other_names_or_seeds_are_others()
    {
        ulong[] first = [RandomStream.For(1, "a").NextBits(), RandomStream.For(1, "b").NextBits(), RandomStream.For(2, "a").NextBits()];

        Assert.Equal(3, first.Distinct().Count());
    }

    [Fact]
    public void Uniform_samples_pass_a_Kolmogorov_Smirnov_test() => AssertDistributed(new Distribution.Uniform(3, 7), x => (x - 3) / 4);

    [Fact]
    public void Exponential_samples_pass_a_Kolmogorov_Smirnov_test() =>
    AssertDistributed(new Distribution.Exponential(5), x => 1 - Math.Exp(-x / 5));

    [Fact]
    public void Normal_samples_pass_a_Kolmogorov_Smirnov_test() =>
    AssertDistributed(new Distribution.Normal(10, 2), x => Normal.CDF(10, 2, x));

    [Fact]
    public void Pareto_samples_pass_a_Kolmogorov_Smirnov_test() =>
    AssertDistributed(new Distribution.Pareto(2, 1.5), x => 1 - Math.Pow(2 / x, 1.5));

    [Fact]
    public void Two_streams_are_uncorrelated()
    {
        RandomStream a = RandomStream.For(1, "link:a"), b = RandomStream.For(1, "link:b");

        double sum = 0;
        for (int i = 0; i < Samples; i++) sum += (a.NextDouble() - 0.5) * (b.NextDouble() - 0.5);

        // Each product has deviation 1/12; 3.29 σ of the mean over 10 000.
        Assert.InRange(sum / Samples, -3.29 / 12 / 100, 3.29 / 12 / 100);
    }

    private static void AssertDistributed(Distribution distribution, Func<double, double> cumulative)
    {
        RandomStream random = RandomStream.For(1, distribution.GetType().Name);
        double[] samples = [.. Enumerable.Range(0, Samples).Select(_ => distribution.Sample(random)).Order()];

        double distance =
            samples.Select(
                (x, i) => Math.Max(Math.Abs(cumulative(x) - i / (double)Samples), Math.Abs(cumulative(x) - (i + 1) / (double)Samples)))
                    .Max();

        // The critical value at 1 %: 1.63/√n.
        Assert.True(distance < 1.63 / Math.Sqrt(Samples), $"distance {distance}");
    }
}
