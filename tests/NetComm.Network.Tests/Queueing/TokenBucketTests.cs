using NetComm.Network.Tests.Links;
using static NetComm.Network.Tests.Queueing.QueueBench;

namespace NetComm.Network.Tests.Queueing;

/// <summary>tc-tbf before a link of 1 Mbit/s: 100 kbit/s make a packet of 1250 B in 100 ms.</summary>
public sealed class TokenBucketTests
{
    private static readonly QueueSpec.TokenBucket Spec = new(Bandwidth.FromBits(100_000)) { Burst = DataSize.FromBytes(2 * Size) };

    /// <summary>Two packets are in the bucket at time 0; 125 B more have come by 10 ms, so the third lacks 1125 B: 90 ms.</summary>
    [Fact]
    public void A_full_bucket_lets_a_burst_pass_and_then_the_rate()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties with { Queue = Spec }).OffersAt(0, Size, Size, Size, Size, Size);

        bench.Runs();

        Assert.Equal(["1 at 15", "2 at 25", "3 at 115", "4 at 215", "5 at 315"], bench.Arrived);
    }

    [Fact]
    public void Tokens_gather_while_nothing_is_sent_up_to_the_size_of_the_bucket()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties with { Queue = Spec })
            .OffersAt(0, Size, Size).OffersAt(5000, Size, Size, Size);

        bench.Runs();

        Assert.Equal(["3 at 5015", "4 at 5025", "5 at 5115"], bench.Arrived.Skip(2));
    }

    /// <summary>The bucket of the peak rate holds 1500 B: 250 B are left, 1000 B more come in 16 ms, then 1250 B in 20 ms each.</summary>
    [Fact]
    public void A_burst_goes_out_at_the_peak_rate()
    {
        QueueSpec.TokenBucket peaked = Spec with { Burst = DataSize.FromBytes(10 * Size), PeakRate = Bandwidth.FromBits(500_000) };
        LinkBench bench = new LinkBench(LinkBench.Properties with { Queue = peaked }).OffersAt(0, Size, Size, Size, Size);

        bench.Runs();

        Assert.Equal(["1 at 15", "2 at 31", "3 at 51", "4 at 71"], bench.Arrived);
    }

    [Fact]
    public void A_packet_larger_than_the_bucket_is_dropped()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties with { Queue = Spec with { Burst = DataSize.FromBytes(Size) } })
            .OffersAt(0, Size + 1, Size);

        bench.Runs();

        Assert.Equal("0 dropped 1 too-big from 0", bench.Log[0]);
        Assert.Equal(["2 at 15"], bench.Arrived);
    }

    [Fact]
    public void A_full_queue_drops_what_comes_although_the_link_is_free()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties with { Queue = Spec with { Limit = new QueueLimit(2, null) } })
            .OffersAt(0, Size, Size).OffersAt(50, Size, Size, Size);

        bench.Runs();

        Assert.Equal("50 dropped 5 queue from 0", bench.Log.Single(line => line.Contains("dropped", StringComparison.Ordinal)));
    }

    /// <summary>It goes out with a full bucket and leaves it 1250 B short: the next packet needs 2500 B, which come in 200 ms.</summary>
    [Fact]
    public void A_packet_that_must_arrive_waits_for_a_full_bucket_that_is_too_small_for_it()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties with { Queue = Spec with { Burst = DataSize.FromBytes(Size) } })
            .OffersReliableAt(0, 2 * Size).OffersReliableAt(0, Size);

        bench.Runs();

        Assert.Equal(["1 at 25", "2 at 215"], bench.Arrived);
    }

    /// <summary>At 50 ms 625 B are in the bucket; the third packet lacks 625 B, which come in 5 ms at the new rate.</summary>
    [Fact]
    public void A_new_rate_holds_at_once_for_what_waits()
    {
        var full = new QueueSpec.TokenBucket(Bandwidth.FromMegabits(1)) { Burst = Spec.Burst };
        LinkProperties faster = LinkBench.Properties with { Queue = full };
        LinkBench bench = new LinkBench(LinkBench.Properties with { Queue = Spec }).OffersAt(0, Size, Size, Size).ChangesAt(50, faster);

        bench.Runs();

        Assert.Equal("3 at 70", bench.Arrived[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_more_than_burst_and_rate_pass_in_any_interval(int seed)
    {
        RandomStream random = RandomStream.For(seed, "load");
        var spec = new QueueSpec.TokenBucket(Bandwidth.FromBits(333_333)) { Burst = DataSize.FromBytes(4001), Limit = QueueLimit.None };
        var bench = new QueueBench(spec);
        var passed = new List<(SimTime Time, int Bytes)>();
        SimTime now = SimTime.Zero;
        for (int i = 0; i < 400; i++)
        {
            bench.Gets(Milliseconds(now), bytes: 40 + (int)(random.NextDouble() * 1460));
            while (bench.Queue.Dequeue(now, bench) is { } packet) passed.Add((now, packet.Hop.QueueBytes));
            now = !bench.Queue.IsEmpty && random.NextDouble() < 0.5 && bench.Queue.ReadyAt > now
                ? bench.Queue.ReadyAt : now + SimDuration.FromPicoseconds(random.NextDouble() * 40e9);
        }

        Assert.True(passed.Count > 300);
        for (int first = 0; first < passed.Count; first++)
        {
            long bytes = 0;
            for (int last = first; last < passed.Count; last++)
            {
                bytes += passed[last].Bytes;
                Int128 span = (passed[last].Time - passed[first].Time).Picoseconds;
                Assert.True((Int128)bytes * 8 * SimDuration.PerSecond <= (Int128)4001 * 8 * SimDuration.PerSecond + 333_333 * span);
            }
        }
    }

    private static double Milliseconds(SimTime time) => time.Picoseconds / 1e9;
}
