namespace NetComm.Model.Tests.Theory;

public sealed class LossTheoryTests
{
    [Fact]
    public void Bursts_have_the_known_figures()
    {
        BurstLoss loss = Bursts(0.01, 0.25, 0, 1);

        Assert.Equal(0.0384615, loss.MeanLoss, 7);
        Assert.Equal(4, loss.MeanBurst);
        Assert.Equal(0.25 * 0.75 * 0.75, loss.ShareOfBursts(3), 12);
        // The factor (1 + l)/(1 − l) makes 0.157 % of 0.061 % at n = 100 000.
        Assert.Equal(0.00157, loss.Deviation(100_000), 5);
        Assert.Equal(Math.Sqrt(0.75 / 100) / 0.25, loss.BurstDeviation(100), 12);
    }

    [Fact]
    public void States_that_lose_only_a_share_have_no_bursts_to_count()
    {
        BurstLoss loss = Bursts(0.01, 0.25, 0.001, 0.8);

        Assert.Equal(0.03173, loss.MeanLoss, 5);
        Assert.Null(loss.MeanBurst);
    }

    [Fact]
    public void Without_memory_the_deviation_is_binomial() =>
        Assert.Equal(Math.Sqrt(0.2 * 0.8 / 1000), Bursts(0.2, 0.8, 0, 1).Deviation(1000), 12);

    [Theory]
    [InlineData(0.01, 0.25, 0, 1)]
    [InlineData(0.9, 0.7, 0.1, 0.6)]
    [InlineData(0.3, 0.1, 0, 0.5)]
    public void The_deviation_is_the_sum_over_all_pairs(double p, double r, double good, double bad)
    {
        const int Packets = 50;
        double share = p / (p + r), mean = share * bad + (1 - share) * good, memory = 1 - p - r;

        double variance = 0;
        for (int i = 0; i < Packets; i++)
        {
            for (int j = 0; j < Packets; j++)
                variance += i == j ? mean * (1 - mean)
                    : share * (1 - share) * (bad - good) * (bad - good) * Math.Pow(memory, Math.Abs(i - j));
        }

        Assert.Equal(Math.Sqrt(variance) / Packets, Bursts(p, r, good, bad).Deviation(Packets), 12);
    }

    [Fact]
    public void Mathis_is_MSS_over_RTT_times_C_over_the_root_of_p()
    {
        var each = new MathisRate(1448, 0.008, 0.001, DelayedAck: false);
        MathisRate second = each with { DelayedAck = true };

        Assert.Equal(1448 * 8 / 0.008 * Math.Sqrt(1.5 / 0.001), each.Rate, 3);
        Assert.Equal(each.Rate / Math.Sqrt(2), second.Rate, 3);
        Assert.Equal(38.73, each.Window, 2);
    }

    private static BurstLoss Bursts(double p, double r, double good, double bad) =>
        new(new LossModel.GilbertElliott(new(p), new(r), new(good), new(bad)));
}
