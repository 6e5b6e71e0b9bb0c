using NetComm.Network.Tests.Links;
using static NetComm.Network.Tests.Queueing.QueueBench;

namespace NetComm.Network.Tests.Queueing;

/// <summary>RFC 8289 on a link that sends a packet in 10 ms: target 5 ms, interval 100 ms.</summary>
public sealed class CoDelTests
{
    private static readonly QueueSpec.CoDel Spec = new();

    /// <summary>
    /// From 10 ms on packets have waited too long; 100 ms later it drops. Then after 100, 100/√2 = 70.7, 100/√3 = 57.7, 50, 44.7, 40.8 and
    /// 37.8 ms: due at 110, 210, 280.7, 338.4, 388.4, 433.2, 474.0 and 511.8 ms, done when the link is free next.
    /// </summary>
    [Fact]
    public void Drops_come_closer_by_the_square_root_of_their_number()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties with { Queue = Spec }).OffersAt(0, [.. Enumerable.Repeat(Size, 65)]);

        bench.Runs();

        Assert.Equal(["110", "210", "290", "340", "390", "440", "480", "520"], TimesOf(bench, "dropped").Take(8));
        Assert.All(bench.Log.Where(line => line.Contains("dropped")), line => Assert.EndsWith("aqm from its queue", line));
    }

    [Fact]
    public void What_can_be_marked_is_marked_at_the_same_times_and_sent()
    {
        QueueSpec marking = Spec with { Control = Spec.Control with { Ecn = true } };
        var bench = new LinkBench(LinkBench.Properties with { Queue = marking });
        for (int i = 0; i < 65; i++) bench.OffersAt(0, Size, Capable);

        bench.Runs();

        Assert.Equal(["110", "210", "290", "340", "390", "440", "480", "520"], TimesOf(bench, "marked").Take(8));
        Assert.Equal(65, bench.Arrived.Count);
    }

    [Fact]
    public void Without_ecn_what_could_be_marked_is_dropped()
    {
        var bench = new LinkBench(LinkBench.Properties with { Queue = Spec });
        for (int i = 0; i < 20; i++) bench.OffersAt(0, Size, Capable);

        bench.Runs();

        Assert.Equal(["110"], TimesOf(bench, "dropped"));
        Assert.Empty(TimesOf(bench, "marked"));
    }

    /// <summary>
    /// Four drops in the first burst; the second begins at 4 − 1 = 3: 100/√3 = 57.7 ms after 1110, then 50, 44.7 and 40.8 ms.
    /// </summary>
    [Fact]
    public void A_queue_that_is_too_long_again_soon_goes_on_at_the_rate_it_had()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties with { Queue = Spec })
            .OffersAt(0, [.. Enumerable.Repeat(Size, 40)]).OffersAt(1000, [.. Enumerable.Repeat(Size, 40)]);

        bench.Runs();

        Assert.Equal(["110", "210", "290", "340", "1110", "1170", "1220", "1270", "1310"], TimesOf(bench, "dropped"));
    }

    [Fact]
    public void A_burst_that_is_gone_within_an_interval_loses_nothing()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties with { Queue = Spec }).OffersAt(0, [.. Enumerable.Repeat(Size, 11)]);

        bench.Runs();

        Assert.Empty(TimesOf(bench, "dropped"));
    }

    [Fact]
    public void A_queue_of_one_packet_is_never_too_long()
    {
        var bench = new QueueBench(Spec);
        for (int second = 0; second < 20; second++) bench.Gets(1000 * second);

        for (int second = 20; second < 40; second++)
        {
            bench.Gives(1000 * second);
            bench.Gives(1000 * second);
            bench.Gets(1000 * second);
        }

        Assert.Equal(0, bench.Dropped.Count(line => line.StartsWith("39", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> TimesOf(LinkBench bench, string what) =>
        bench.Log.Where(line => line.Contains(what, StringComparison.Ordinal)).Select(line => line.Split(' ')[0]);
}
