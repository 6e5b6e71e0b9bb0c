using static NetComm.Network.Tests.Queueing.QueueBench;

namespace NetComm.Network.Tests.Queueing;

/// <summary>Floyd and Jacobson 1993; with weight 1 the average is the length itself.</summary>
public sealed class RandomEarlyDetectionTests
{
    private static readonly QueueSpec.Red Unspaced = new() { Weight = 1, Wait = false };

    /// <summary>Lengths 0, 1, 2, 3 with weight ½: 0, 0.5, 1.25, 2.125.</summary>
    [Fact]
    public void The_average_follows_the_length_that_each_packet_finds()
    {
        var bench = new QueueBench(new QueueSpec.Red { Weight = 0.5 });

        var averages = new List<double>();
        for (int i = 0; i < 4; i++) averages.Add(AverageOf(bench.Gets(0)));

        Assert.Equal([0, 0.5, 1.25, 2.125], averages);
    }

    /// <summary>
    /// 1250 B take 10 ms, so in 30 ms three packets might have been sent: 2.125 × ½³, and then the next finds an empty queue: × ½.
    /// </summary>
    [Fact]
    public void The_average_decays_while_the_link_is_idle()
    {
        var bench = new QueueBench(new QueueSpec.Red { Weight = 0.5, IdlePacket = DataSize.FromBytes(Size) });
        bench.Gets(0, 4);
        for (int i = 0; i < 4; i++) bench.Gives(70);

        bench.Gets(100);

        Assert.Equal(2.125 / 16, AverageOf(bench), precision: 12);
    }

    /// <summary>
    /// As above, but both packets that come to the idle link are dropped: 2.125 × ½³ × ½ after the first, and × ½³ × ½ again.
    /// </summary>
    [Fact]
    public void The_average_decays_too_while_all_that_comes_is_dropped()
    {
        var spec = new QueueSpec.Red { Weight = 0.5, IdlePacket = DataSize.FromBytes(Size) };
        var bench = new QueueBench(spec);
        bench.Gets(0, 4);
        for (int i = 0; i < 4; i++) bench.Gives(70);
        Assert.True(bench.Queue.TryFollow(spec with { Min = 0, Max = 0 }, new LinkContext(Bandwidth.FromMegabits(1), 1500), At(70)));

        bench.Gets(100);
        bench.Gets(130);

        Assert.Equal(2, bench.Dropped.Count);
        Assert.Equal(2.125 / 256, AverageOf(bench), precision: 12);
    }

    /// <summary>p = 5 %: from one drop to the next 20 to 40 packets, 30 on average.</summary>
    [Fact]
    public void With_wait_drops_are_spaced_by_the_inverse_of_the_probability_at_least()
    {
        QueueBench bench = Steady(new QueueSpec.Red { Weight = 1 }, length: 10, packets: 20_000);

        int[] gaps = GapsOf(bench);
        Assert.InRange(gaps.Min(), 20, 21);
        Assert.InRange(gaps.Max(), 38, 40);
        Assert.InRange(gaps.Average(), 28.8, 31.2);
    }

    [Fact]
    public void Below_the_minimum_nothing_is_dropped()
    {
        QueueBench bench = Steady(new QueueSpec.Red { Weight = 1 }, length: 4, packets: 2000);

        Assert.Empty(bench.Dropped);
    }

    /// <summary>p = 10 % × (10 − 5) / (15 − 5) = 5 %: from one drop to the next 1 to 19 packets, each as often, 10 on average.</summary>
    [Fact]
    public void Between_the_thresholds_drops_are_spread_evenly()
    {
        QueueBench bench = Steady(Unspaced, length: 10, packets: 20_000);

        int[] gaps = GapsOf(bench);
        Assert.Equal(19, gaps.Max());
        Assert.Equal(1, gaps.Min());
        Assert.InRange(gaps.Average(), 9.6, 10.4);
        Assert.All(bench.Dropped, line => Assert.EndsWith(" aqm", line));
    }

    /// <summary>
    /// Gentle: at 18 it is 10 % + 90 % × 3 / 15 = 28 %. The next packet is dropped with 0.28 / (1 − 0.28) = 39 %, the second with
    /// 0.28 / (1 − 0.56) = 64 % of the rest, the third always: 1.83 packets from one drop to the next.
    /// </summary>
    [Fact]
    public void Beyond_the_maximum_the_probability_rises_gently()
    {
        QueueBench bench = Steady(Unspaced, length: 18, packets: 5000);

        int[] gaps = GapsOf(bench);
        Assert.Equal((1, 3), (gaps.Min(), gaps.Max()));
        Assert.InRange(gaps.Average(), 1.79, 1.88);
    }

    [Fact]
    public void Without_gentle_everything_is_dropped_from_the_maximum_on()
    {
        QueueBench bench = Steady(new QueueSpec.Red { Weight = 1, Gentle = false }, length: 15, packets: 100);

        Assert.Equal(100, bench.Dropped.Count);
    }

    [Fact]
    public void Twice_the_maximum_drops_what_could_be_marked()
    {
        QueueBench bench = Steady(Unspaced with { Ecn = true }, length: 29, packets: 100, Capable);
        Assert.Empty(bench.Dropped);
        Assert.Equal(100, bench.Marked.Count);

        bench = Steady(Unspaced with { Ecn = true }, length: 30, packets: 100, Capable);

        Assert.Equal(100, bench.Dropped.Count);
        Assert.Empty(bench.Marked);
    }

    [Fact]
    public void Thresholds_in_bytes_compare_with_bytes()
    {
        var spec = new QueueSpec.Red { Weight = 1, Min = 5000, Max = 15_000, CountsBytes = true, Gentle = false };

        Assert.Empty(Steady(spec, length: 3, packets: 1000).Dropped);
        Assert.Equal(100, Steady(spec, length: 12, packets: 100).Dropped.Count);
    }

    [Fact]
    public void A_full_queue_drops_whatever_the_average()
    {
        var bench = new QueueBench(new QueueSpec.Red { Limit = new QueueLimit(3, null), Ecn = true });

        bench.Gets(0, 5, with: Capable);

        Assert.Equal(["4 queue", "5 queue"], bench.Dropped);
    }

    /// <summary>A queue of some length: each packet that is accepted is followed by one that leaves.</summary>
    private static QueueBench Steady(QueueSpec.Red spec, int length, int packets, Action<Packet>? with = null)
    {
        var bench = new QueueBench(spec with { Min = 1_000_000, Max = 2_000_000 });
        bench.Gets(0, length);
        Assert.True(bench.Queue.TryFollow(spec, new LinkContext(Bandwidth.FromMegabits(1), 1500), At(0)));
        for (int i = 0; i < packets; i++)
        {
            bench.Gets(1 + i, with: with);
            if (bench.Waiting > length) bench.Gives(1 + i);
        }

        return bench;
    }

    private static int[] GapsOf(QueueBench bench)
    {
        int[] numbers = [.. bench.Dropped.Select(line => int.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))];
        return [.. numbers.Zip(numbers.Skip(1), (one, next) => next - one)];
    }

    private static double AverageOf(QueueBench bench) => ((RandomEarlyDetection)bench.Queue).Average;
}
