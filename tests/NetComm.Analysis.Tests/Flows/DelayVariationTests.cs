namespace NetComm.Analysis.Tests.Flows;

public sealed class DelayVariationTests
{
    [Fact]
    public void Neighbours_in_the_order_of_sending_are_compared()
    {
        // 20, 24, 21 ms: +4, −3. The mean is that of 4 and 3.
        DelayVariation variation = Taking((0, 20), (1, 24), (2, 21));

        Assert.Equal(Variation(3.5, -3, 4), DelayVariation.Pooled([variation]));
    }

    [Fact]
    public void The_order_of_arrival_does_not_matter()
    {
        VariationMeasurement? inOrder = DelayVariation.Pooled([Taking((0, 20), (1, 35), (2, 21), (3, 22), (4, 26))]);

        Assert.Equal(inOrder, DelayVariation.Pooled([Taking((0, 20), (2, 21), (3, 22), (1, 35), (4, 26))]));
        Assert.Equal(inOrder, DelayVariation.Pooled([Taking((4, 26), (3, 22), (2, 21), (1, 35), (0, 20))]));
        Assert.Equal(inOrder, DelayVariation.Pooled([Taking((4, 26), (0, 20), (2, 21), (1, 35), (3, 22))]));
    }

    [Fact]
    public void What_lies_on_both_sides_of_a_loss_is_no_pair()
    {
        DelayVariation variation = Taking((0, 20), (2, 90), (3, 91));

        Assert.Equal((1, 1_000_000_000), (variation.Pairs, variation.Most));
    }

    [Fact]
    public void One_packet_varies_from_nothing() => Assert.Null(DelayVariation.Pooled([Taking((7, 20))]));

    [Fact]
    public void Receivers_are_pooled_by_their_pairs()
    {
        // One pair of 6 and three of 2: (6 + 2 + 2 + 2) / 4.
        DelayVariation one = Taking((0, 1), (1, 7)), other = Taking((0, 1), (1, 3), (2, 5), (3, 7));

        Assert.Equal(Variation(3, 2, 6), DelayVariation.Pooled([one, other]));
    }

    [Fact]
    public void Memory_is_bounded_however_many_gaps_there_are()
    {
        var variation = new DelayVariation();

        for (long place = 0; place < 200_000; place += 2) variation.Take(place, place);
        variation.Take(199_997, 199_997);
        variation.Take(1, 1);

        Assert.Equal((2, 1, 1), (variation.Pairs, variation.Least, variation.Most));
    }

    private static VariationMeasurement Variation(double mean, long min, long max) =>
        new(new AverageDuration(mean * 1e9), SimDuration.FromMilliseconds(min), SimDuration.FromMilliseconds(max));

    private static DelayVariation Taking(params (long Place, long Milliseconds)[] packets)
    {
        var variation = new DelayVariation();
        foreach ((long place, long milliseconds) in packets) variation.Take(place, milliseconds * 1_000_000_000);
        return variation;
    }
}
