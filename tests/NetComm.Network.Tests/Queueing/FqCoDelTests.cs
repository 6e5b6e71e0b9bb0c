using NetComm.Network.Tests.Links;
using static NetComm.Network.Tests.Queueing.QueueBench;

namespace NetComm.Network.Tests.Queueing;

/// <summary>RFC 8290: deficit round robin over queues, new flows before old ones, each with CoDel.</summary>
public sealed class FqCoDelTests
{
    [Fact]
    public void Flows_get_the_same_bytes_whatever_their_packets()
    {
        var bench = new QueueBench(new QueueSpec.FqCoDel());
        bench.Gets(0, 400, bytes: 1500, with: Flow(1)).Gets(0, 1200, bytes: 500, with: Flow(2));

        long[] given = [.. Enumerable.Range(0, 800).Select(_ => bench.Gives(0)!.Value)];

        int large = given.Count(number => number <= 400), small = given.Length - large;
        Assert.InRange(large * 1500 - small * 500, -1514, 1514);
    }

    /// <summary>A quantum of 1514 B lets two packets of 1250 B go: after the first 264 B are left, which is above 0.</summary>
    [Fact]
    public void A_flow_sends_until_its_deficit_is_used_up()
    {
        var bench = new QueueBench(new QueueSpec.FqCoDel());
        bench.Gets(0, 4, with: Flow(1)).Gets(0, 4, with: Flow(2));

        Assert.Equal([1, 2, 5, 6, 3, 7, 4, 8], Enumerable.Range(0, 8).Select(_ => bench.Gives(0)!.Value));
    }

    [Fact]
    public void A_new_flow_goes_before_those_that_have_had_their_turn()
    {
        var bench = new QueueBench(new QueueSpec.FqCoDel());
        bench.Gets(0, 6, with: Flow(1));
        Assert.Equal(1, bench.Gives(0));
        Assert.Equal(2, bench.Gives(1));
        Assert.Equal(3, bench.Gives(2));

        bench.Gets(3, bytes: 100, with: Flow(2));

        Assert.Equal(7, bench.Gives(4));
        Assert.Equal(4, bench.Gives(5));
    }

    /// <summary>RFC 8290 (4.2): once its queue is empty it is an old flow, and waits while another has bytes left in its turn.</summary>
    [Fact]
    public void A_flow_that_comes_again_at_once_is_not_new()
    {
        var bench = new QueueBench(new QueueSpec.FqCoDel());
        bench.Gets(0, 10, bytes: 500, with: Flow(1));
        Assert.Equal([1, 2, 3, 4], Enumerable.Range(0, 4).Select(_ => bench.Gives(0)!.Value));
        bench.Gets(0, bytes: 100, with: Flow(2));
        Assert.Equal([11, 5], [bench.Gives(0), bench.Gives(0)]);

        bench.Gets(0, bytes: 100, with: Flow(2));

        Assert.Equal([6, 7, 12], [bench.Gives(0), bench.Gives(0), bench.Gives(0)]);
    }

    [Fact]
    public void A_full_queue_drops_half_of_the_fattest_flow_from_its_head()
    {
        var bench = new QueueBench(new QueueSpec.FqCoDel { Limit = new QueueLimit(20, null) });
        bench.Gets(0, 16, with: Flow(1)).Gets(0, 4, with: Flow(2));

        bench.Gets(0, with: Flow(2));

        Assert.Equal([.. Enumerable.Range(1, 8).Select(number => $"{number} queue")], bench.Dropped);
        Assert.Equal(13, bench.Waiting);
    }

    [Fact]
    public void A_full_queue_drops_no_more_at_once_than_a_batch()
    {
        var bench = new QueueBench(new QueueSpec.FqCoDel { Limit = new QueueLimit(20, null), DropBatch = 3 });

        bench.Gets(0, 21, with: Flow(1));

        Assert.Equal(["1 queue", "2 queue", "3 queue"], bench.Dropped);
    }

    [Fact]
    public void Only_the_flow_that_waits_too_long_loses_packets()
    {
        LinkBench bench = new(LinkBench.Properties with { Queue = new QueueSpec.FqCoDel() });
        for (int i = 0; i < 60; i++) bench.OffersAt(0, Size, Flow(1));
        for (int i = 0; i < 20; i++) bench.OffersAt(30 * i, 100, Flow(2));

        bench.Runs();

        int[] dropped = [.. bench.Log.Where(line => line.Contains("dropped")).Select(line => int.Parse(line.Split(' ')[2]))];
        Assert.NotEmpty(dropped);
        HashSet<string> arrived = [.. bench.Arrived.Select(line => line.Split(' ')[0])];
        Assert.Equal(80 - dropped.Length, arrived.Count);
        Assert.Equal(20, bench.Log.Count(line => line.Contains("leaves", StringComparison.Ordinal) && IsSmall(line)));
    }

    // A packet of 100 B leaves 0.8 ms after it was given out.
    private static bool IsSmall(string line)
    {
        string[] words = line.Split(' ');
        return double.Parse(words[^1], System.Globalization.CultureInfo.InvariantCulture)
            - double.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture) < 1;
    }
}
