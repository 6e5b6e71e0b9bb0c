using System.Globalization;
using NetComm.Tracing;
using Xunit.Abstractions;

namespace NetComm.Network.Tests.Links;

/// <summary>CSMA/CD (IEEE 802.3, 4) in bit times: a gap of 96, a jam of 32, slots of 512.</summary>
public sealed class SharedMediumTests(ITestOutputHelper output)
{
    private static readonly LinkProperties HalfASlot = SharedMediumBench.Properties with { Delay = SharedMediumBench.Properties.HalfSlot };

    [Fact]
    public void A_frame_reaches_its_receiver_a_propagation_time_after_its_last_bit()
    {
        SharedMediumBench bench = new SharedMediumBench(3).OffersAt(0, from: 0, to: 2);

        bench.Runs();

        Assert.Equal(["0 h0:1 sends until 512", "512 h0:1 is through"], bench.Log);
        Assert.Equal(["h2 1 at 612"], bench.Arrived);
    }

    [Fact]
    public void A_broadcast_reaches_every_other_station_at_once()
    {
        SharedMediumBench bench = new SharedMediumBench(4).BroadcastsAt(0, from: 1);

        bench.Runs();

        Assert.Equal(["h0 1 at 612", "h2 1 at 612", "h3 1 at 612"], bench.Arrived);
    }

    [Fact]
    public void A_station_that_hears_another_one_defers_until_the_gap_is_over()
    {
        SharedMediumBench bench = new SharedMediumBench(3).OffersAt(0, from: 0, to: 2).OffersAt(200, from: 1, to: 2);

        bench.Runs();

        // It hears the last bit at 512 + 100.
        Assert.Contains("708 h1:2 sends until 1220", bench.Log);
        Assert.DoesNotContain(bench.Log, line => line.Contains("collides", StringComparison.Ordinal));
    }

    [Fact]
    public void A_station_keeps_the_gap_between_its_own_frames()
    {
        SharedMediumBench bench = new SharedMediumBench(2).OffersAt(0, from: 0, to: 1).OffersAt(0, from: 0, to: 1);

        bench.Runs();

        Assert.Equal(["0 h0:1 sends until 512", "512 h0:1 is through", "608 h0:2 sends until 1120", "1120 h0:2 is through"], bench.Log);
    }

    [Fact]
    public void The_gap_is_part_of_the_overhead()
    {
        LinkProperties framed = SharedMediumBench.Properties with { Overhead = DataSize.FromBytes(20) };
        SharedMediumBench bench = new SharedMediumBench(2, framed).OffersAt(0, from: 0, to: 1).OffersAt(0, from: 0, to: 1);

        bench.Runs();

        // A preamble of 64 bits before each, and 96 between them.
        Assert.Equal(["0 h0:1 sends until 576", "576 h0:1 is through", "672 h0:2 sends until 1248", "1248 h0:2 is through"], bench.Log);
    }

    [Fact]
    public void Two_stations_that_cannot_hear_each_other_yet_collide_and_back_off_by_their_own_streams()
    {
        SharedMediumBench bench = new SharedMediumBench(3, seed: SeedWith([1], [0]))
            .OffersAt(0, from: 0, to: 2).OffersAt(50, from: 1, to: 2);

        bench.Runs();

        // h1 hears h0 at 100 and h0 hears h1 at 150; each jams for 32. h1 takes no slot, but hears h0's jam until 182 + 100, and a gap. h0
        // would send at 182 + 512 = 694; it hears h1 from 478 on, until 890 + 100, and a gap.
        Assert.Equal(
            [
                "0 h0:1 sends until 512", "50 h1:2 sends until 562", "100 h1:2 collides, 1", "150 h0:1 collides, 1",
                "378 h1:2 sends until 890", "890 h1:2 is through", "1086 h0:1 sends until 1598", "1598 h0:1 is through",
            ],
            bench.Log);
        Assert.Equal(["h2 2 at 990", "h2 1 at 1698"], bench.Arrived);
    }

    [Fact]
    public void The_second_back_off_of_a_frame_has_up_to_three_slots()
    {
        SharedMediumBench bench = new SharedMediumBench(3, seed: SeedWith([0, 3], [0, 0]))
            .OffersAt(0, from: 0, to: 2).OffersAt(0, from: 1, to: 2);

        bench.Runs();

        // Both fall silent at 132, hear the other until 232, and send after the gap; h0 takes three slots from 460 on then.
        Assert.Equal(
            [
                "0 h0:1 sends until 512", "0 h1:2 sends until 512", "100 h0:1 collides, 1", "100 h1:2 collides, 1",
                "328 h0:1 sends until 840", "328 h1:2 sends until 840", "428 h0:1 collides, 2", "428 h1:2 collides, 2",
                "656 h1:2 sends until 1168", "1168 h1:2 is through", "1996 h0:1 sends until 2508", "2508 h0:1 is through",
            ],
            bench.Log.OrderBy(TimeOf).ThenBy(line => line, StringComparer.Ordinal));
    }

    [Fact]
    public void A_frame_is_given_up_after_sixteen_collisions_and_no_sooner()
    {
        SharedMediumBench bench = Busy(stations: 10, frameBytes: 512);

        bench.Runs(Second);

        ILookup<long, TraceEvent> collisions = bench.Events.Where(happened => happened.Kind == TraceEventKind.Collided)
            .ToLookup(happened => happened.Packet);
        TraceEvent[] dropped = [.. bench.Events.Where(happened => happened.Kind == TraceEventKind.Dropped)];
        Assert.NotEmpty(dropped);
        Assert.All(dropped, drop => Assert.Equal((16, DropReason.Collisions), (collisions[drop.Packet].Count(), (DropReason)drop.Reason)));
        Assert.All(Through(bench), sent => Assert.InRange(collisions[sent.Packet].Count(), 0, 15));
    }

    [Fact]
    public void Parts_of_a_real_stream_collide_as_others_do_and_are_never_given_up()
    {
        SharedMediumBench bench = Busy(stations: 10, frameBytes: 512, PacketKind.Stream);

        bench.Runs(Second);

        long unlucky = bench.Events.First(happened => happened.Kind == TraceEventKind.Collided && happened.Reason == 16).Packet;
        Assert.DoesNotContain(bench.Events, happened => happened.Kind == TraceEventKind.Dropped);
        Assert.Contains(Through(bench), sent => sent.Packet == unlucky);
    }

    [Fact]
    public void A_medium_that_goes_down_loses_what_is_on_it_and_what_waits()
    {
        SharedMediumBench bench = new SharedMediumBench(3).OffersAt(0, from: 0, to: 2).OffersAt(0, from: 0, to: 2)
            .OffersAt(200, from: 1, to: 2).GoesDownAt(300);

        bench.Runs();

        Assert.Empty(bench.Arrived);
        Assert.Equal(["300 h0:1 drops: down", "300 h0:2 drops: down", "300 h1:3 drops: down"], bench.Log.Skip(1));
    }

    [Fact]
    public void Chance_acts_on_each_receiver_by_itself()
    {
        LinkProperties lossy = SharedMediumBench.Properties with { Loss = Probability.FromPercent(50) };
        SharedMediumBench bench = new(9, lossy);
        for (int i = 0; i < 20; i++) bench.BroadcastsAt(i * 1000, from: 0);

        bench.Runs();

        // 160 copies, each lost or not: 80 ± 3 · 6.3.
        Assert.InRange(bench.Arrived.Count, 61, 99);
        int[] heard = [.. bench.Arrived.GroupBy(line => line.Split(' ')[1]).Select(packet => packet.Count())];
        Assert.Contains(heard, count => count is > 0 and < 8);
    }

    /// <summary>Two rows, which CI has the time for; with NETCOMM_LONG=1 (.ci/long) all.</summary>
    public static TheoryData<int> NumbersOfStations =>
        Environment.GetEnvironmentVariable("NETCOMM_LONG") == "1" ? [10, 15, 20, 25, 30, 35, 40, 45, 50] : [10, 50];

    [Theory]
    [MemberData(nameof(NumbersOfStations))]
    public void Busy_stations_with_large_frames_reach_the_efficiency_of_the_textbook(int stations)
    {
        double efficiency = EfficiencyOf(Busy(stations, frameBytes: 1518), frameBytes: 1518);

        // 1/(1 + 6.4 a) with a = 25.6 µs / 1214.4 µs.
        output.WriteLine($"{stations} stations, frames of 1518 B: {efficiency:0.000} (0.881)");
        Assert.InRange(efficiency, 0.85 * 0.8811, 1.15 * 0.8811);
    }

    [Theory]
    [MemberData(nameof(NumbersOfStations))]
    public void Stations_with_some_frames_each_reach_the_efficiency_of_the_textbook_with_small_ones_too(int stations)
    {
        // Together twice what the wire carries (at ten stations a frame each every 2 ms); a queue of ten frames ends a station's good run.
        var bench = new SharedMediumBench(stations + 1, HalfASlot with { Queue = new QueueLimit(10, null) });
        int rounds = 5000 / stations;
        for (int i = 0; i < rounds; i++)
        {
            for (int station = 0; station < stations; station++)
                bench.OffersAt(Second / rounds * i, station, to: stations, 512 - Direction.EthernetOverhead);
        }

        double efficiency = EfficiencyOf(bench, frameBytes: 512);

        // 1/(1 + 6.4 a) with a = 25.6 µs / 409.6 µs.
        output.WriteLine($"{stations} stations, frames of 512 B: {efficiency:0.000} (0.714)");
        Assert.InRange(efficiency, 0.85 * 0.7143, 1.15 * 0.7143);
    }

    [Fact]
    public void Of_two_busy_stations_the_winner_of_a_collision_tends_to_win_again()
    {
        SharedMediumBench bench = Busy(stations: 2, frameBytes: 1518);
        bench.Runs(Second);

        int[] winners = [.. Through(bench).Select(sent => sent.Place / 2)];
        double again = winners.Zip(winners.Skip(1)).Count(pair => pair.First == pair.Second) / (winners.Length - 1.0);

        // Fair turns would give a half.
        Assert.InRange(again, 0.7, 1);
        Assert.Equal([0, 1], winners.Distinct().Order());
    }

    [Fact]
    public void The_same_seed_gives_the_same_collisions_and_another_seed_others()
    {
        string[] Run(long seed) => [.. Busy(stations: 10, frameBytes: 512, seed: seed).Runs(bits: 200_000).Log];

        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    private const long Second = 10_000_000;

    /// <summary>A seed by which the back-offs of h0 and h1 take so many slots.</summary>
    private static long SeedWith(int[] first, int[] second) =>
        Enumerable.Range(1, 10_000).First(seed => Slots(seed, "h0", first.Length).SequenceEqual(first)
            && Slots(seed, "h1", second.Length).SequenceEqual(second));

    private static int[] Slots(long seed, string station, int collisions)
    {
        RandomStream random = RandomStream.For(seed, $"csma:lan {station}");
        return [.. Enumerable.Range(1, collisions).Select(collision => (int)(random.NextBits() >> (64 - collision)))];
    }

    private static int TimeOf(string line) => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Stations that have something to send for as long as the test takes, all to one more that only listens.</summary>
    private static SharedMediumBench Busy(int stations, int frameBytes, PacketKind kind = PacketKind.Udp, long seed = 1)
    {
        const int enough = 2500;
        var bench = new SharedMediumBench(stations + 1, HalfASlot with { Queue = QueueLimit.None }, seed);
        for (int i = 0; i < enough; i++)
        {
            for (int station = 0; station < stations; station++)
                bench.OffersAt(0, station, to: stations, frameBytes - Direction.EthernetOverhead, kind);
        }

        return bench;
    }

    /// <summary>The share of a second in which frames were sent that got through.</summary>
    private static double EfficiencyOf(SharedMediumBench bench, int frameBytes)
    {
        bench.Runs(Second);
        return Through(bench).Count() * frameBytes * 8 / (double)Second;
    }

    private static IEnumerable<TraceEvent> Through(SharedMediumBench bench) =>
        bench.Events.Where(happened => happened.Kind == TraceEventKind.Delivered && happened.Place % 2 == 0);
}
