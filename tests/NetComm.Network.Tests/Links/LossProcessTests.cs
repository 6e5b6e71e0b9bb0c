using FsCheck;
using FsCheck.Xunit;
using MathNet.Numerics.Distributions;

namespace NetComm.Network.Tests.Links;

public sealed class LossProcessTests
{
    private const int Packets = 400_000;

    /// <summary>Two-sided 99.9 %.</summary>
    private const double Normal999 = 3.2905;

    private static readonly LossModel.GilbertElliott Bursts = Chain(0.01, 0.25, 0, 1);

    [Theory]
    [InlineData(0.01, 0.25, 0, 1)]
    [InlineData(0.01, 0.25, 0.001, 0.8)]
    [InlineData(0.2, 0.1, 0.05, 0.3)]
    [InlineData(0.9, 0.7, 0, 1)]
    public void The_share_lost_is_that_of_the_closed_form(double p, double r, double good, double bad)
    {
        LossModel.GilbertElliott chain = Chain(p, r, good, bad);

        double share = Fates(chain, Packets).Count(lost => lost) / (double)Packets;

        // Correlated outcomes spread more than np(1 − p) says: by (1 + l)/(1 − l) where a state decides all, and never by more.
        double factor = Math.Max(1, (1 + chain.Memory) / (1 - chain.Memory));
        double mean = (p * bad + r * good) / (p + r);
        Assert.Equal(mean, chain.MeanShare.Value, 12);
        Assert.InRange(Math.Abs(share - mean), 0, Normal999 * Math.Sqrt(mean * (1 - mean) * factor / Packets));
    }

    [Fact]
    public void Bursts_are_geometric_with_mean_1_over_r()
    {
        int[] bursts = [.. Runs(Fates(Bursts, Packets))];

        // Lengths 1, 2, … 11, and 12 or more: P(n) = r (1 − r)^(n − 1); chi-square with 11 degrees of freedom.
        double statistic = 0;
        for (int length = 1; length <= 12; length++)
        {
            double probability = length < 12 ? 0.25 * Math.Pow(0.75, length - 1) : Math.Pow(0.75, 11);
            double expected = bursts.Length * probability;
            int observed = bursts.Count(burst => length < 12 ? burst == length : burst >= 12);
            statistic += (observed - expected) * (observed - expected) / expected;
        }

        Assert.InRange(statistic, 0, ChiSquared.InvCDF(11, 0.999));
        Assert.Equal(4, bursts.Average(), 4 * Normal999 * Math.Sqrt(0.75 / bursts.Length));
    }

    [Fact]
    public void The_mean_of_many_runs_spreads_by_the_variance_factor()
    {
        const int Runs = 400, Each = 2000;
        double[] shares = [.. Enumerable.Range(1, Runs).Select(seed => Fates(Bursts, Each, seed).Count(lost => lost) / (double)Each)];

        double variance = shares.Select(share => (share - shares.Average()) * (share - shares.Average())).Sum() / (Runs - 1);

        // (1 + l)/(1 − l) = 1.74/0.26 = 6.69 times the binomial; the estimate itself is chi-square with 399 degrees of freedom.
        double mean = 0.01 / 0.26;
        double expected = mean * (1 - mean) / Each * (1.74 / 0.26);
        Assert.InRange(
            variance / expected, ChiSquared.InvCDF(Runs - 1, 0.0005) / (Runs - 1), ChiSquared.InvCDF(Runs - 1, 0.9995) / (Runs - 1));
    }

    [Fact]
    public void The_first_packet_is_lost_as_often_as_any()
    {
        int lost = Enumerable.Range(1, 20_000).Count(seed => Fates(Bursts, 1, seed)[0]);

        double mean = 0.01 / 0.26;
        Assert.InRange(lost / 20_000.0, mean - Normal999 * Math.Sqrt(mean * (1 - mean) / 20_000),
            mean + Normal999 * Math.Sqrt(mean * (1 - mean) / 20_000));
    }

    [Fact]
    public void Correlation_keeps_the_share_and_ties_each_packet_to_the_one_before()
    {
        bool[] fates = Fates(LossModel.GilbertElliott.Correlated(new(0.1), new(0.25)), Packets);

        double share = fates.Count(lost => lost) / (double)Packets;
        double again = fates.Zip(fates.Skip(1)).Count(pair => pair.First && pair.Second) / (double)fates.Count(lost => lost);

        // P(lost | the one before was) = share + c (1 − share) = 0.325.
        Assert.Equal(0.1, share, 0.003);
        Assert.Equal(0.325, again, Normal999 * Math.Sqrt(0.325 * 0.675 / (0.1 * Packets)));
    }

    [Fact]
    public void Independent_loss_draws_once_a_packet()
    {
        RandomStream random = RandomStream.For(3, "link:wire"), same = RandomStream.For(3, "link:wire");
        var process = new LossProcess(new Probability(0.3), random);

        for (int i = 0; i < 1000; i++) Assert.Equal(same.NextDouble() < 0.3, process.Hits());
    }

    [Property]
    public void What_cannot_be_lost_is_not_and_what_must_be_is(int seed, byte p, byte r)
    {
        LossModel.GilbertElliott never = Chain(p / 255.0, r / 255.0, 0, 0), always = Chain(p / 255.0, r / 255.0, 1, 1);

        Assert.DoesNotContain(true, Fates(never, 200, seed));
        Assert.DoesNotContain(false, Fates(always, 200, seed));
    }

    [Property]
    public void A_bad_state_that_ends_at_once_loses_no_two_in_a_row(int seed, byte p) =>
        Assert.All(Runs(Fates(Chain(p / 510.0, 1, 0, 1), 500, seed)), burst => Assert.Equal(1, burst));

    [Property]
    public void A_good_state_that_ends_at_once_lets_no_two_pass(int seed, byte r)
    {
        bool[] passed = [.. Fates(Chain(1, r / 510.0, 0, 1), 500, seed).Select(lost => !lost)];

        Assert.All(Runs(passed), run => Assert.Equal(1, run));
    }

    [Fact]
    public void A_state_that_never_changes_is_good() => Assert.DoesNotContain(true, Fates(Chain(0, 0, 0, 1), 1000));

    private static LossModel.GilbertElliott Chain(double p, double r, double good, double bad) => new(new(p), new(r), new(good), new(bad));

    private static bool[] Fates(LossModel model, int packets, long seed = 1)
    {
        var process = new LossProcess(model, RandomStream.For(seed, "link:test"));
        return [.. Enumerable.Range(0, packets).Select(_ => process.Hits())];
    }

    /// <summary>The lengths of the runs of true, but for one that the end cuts off.</summary>
    private static IEnumerable<int> Runs(bool[] fates)
    {
        int run = 0;
        foreach (bool fate in fates)
        {
            if (!fate && run > 0) yield return run;
            run = fate ? run + 1 : 0;
        }
    }
}
