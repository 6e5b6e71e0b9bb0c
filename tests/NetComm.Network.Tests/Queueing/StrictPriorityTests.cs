using NetComm.Network.Tests.Links;
using static NetComm.Network.Tests.Queueing.QueueBench;

namespace NetComm.Network.Tests.Queueing;

public sealed class StrictPriorityTests
{
    private static readonly PriorityBand Call = new([new FlowId(1)], []), Voice = new([], [46]), Rest = new([], []);

    [Fact]
    public void The_first_band_that_has_a_packet_sends()
    {
        var bench = new QueueBench(new QueueSpec.Priority([Call, Voice, Rest], QueueLimit.Default));

        bench.Gets(0, 2).Gets(0, 2, with: packet => packet.TypeOfService = 46 << 2).Gets(0, 2, with: Flow(1));

        Assert.Equal([5, 6, 3, 4, 1, 2], Enumerable.Range(0, 6).Select(_ => bench.Gives(0)!.Value));
        Assert.Null(bench.Gives(0));
    }

    [Fact]
    public void The_rest_need_not_be_last()
    {
        var bench = new QueueBench(new QueueSpec.Priority([Rest, Call], QueueLimit.Default));

        bench.Gets(0, with: Flow(1)).Gets(0, with: Flow(2));

        Assert.Equal([2, 1], [bench.Gives(0), bench.Gives(0)]);
    }

    [Fact]
    public void A_full_band_takes_no_room_from_another()
    {
        var bench = new QueueBench(new QueueSpec.Priority([Call with { Queue = new QueueLimit(1, null) }, Rest], new QueueLimit(3, null)));

        bench.Gets(0, 4).Gets(0, 2, with: Flow(1));

        Assert.Equal(["4 queue", "6 queue"], bench.Dropped);
        Assert.Equal(4, bench.Waiting);
    }

    /// <summary>The first band may send every 100 ms; while it holds back, the rest goes.</summary>
    [Fact]
    public void A_band_that_holds_back_lets_the_next_send()
    {
        PriorityBand shaped = Call with
        {
            Queue = new QueueSpec.TokenBucket(Bandwidth.FromBits(100_000)) { Burst = DataSize.FromBytes(Size) },
        };
        var bench = new LinkBench(LinkBench.Properties with { Queue = new QueueSpec.Priority([shaped, Rest], QueueLimit.Default) });
        for (int i = 0; i < 3; i++) bench.OffersAt(0, Size, Flow(1));
        bench.OffersAt(0, Size, Size);

        bench.Runs();

        Assert.Equal(["1 at 15", "4 at 25", "5 at 35", "2 at 115", "3 at 215"], bench.Arrived);
    }

    [Fact]
    public void Other_bands_sort_anew_what_waits()
    {
        LinkProperties first = LinkBench.Properties with { Queue = new QueueSpec.Priority([Rest], QueueLimit.Default) };
        LinkProperties then = LinkBench.Properties with { Queue = new QueueSpec.Priority([Call, Rest], QueueLimit.Default) };
        LinkBench bench = new LinkBench(first).OffersAt(0, Size, Size).OffersAt(0, Size, Flow(1)).ChangesAt(1, then);

        bench.Runs();

        Assert.Equal(["1 at 15", "3 at 25", "2 at 35"], bench.Arrived);
    }
}
