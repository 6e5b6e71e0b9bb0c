using NetComm.Runtime.Simulated;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>Slots stand for owners here: slot n is of owner n.</summary>
public sealed class InstantShuffleTests
{
    private const int Instants = 200;

    [Fact]
    public void Events_of_one_owner_keep_their_order()
    {
        List<(long Time, long Sequence, int Slot)> taken = Taken(seed: 1);

        Assert.Equal(Instants * 6, taken.Count);
        Assert.All(taken.GroupBy(one => (one.Time, one.Slot)), own => Assert.Equal(own.Order(), own));
    }

    [Fact]
    public void Instants_come_one_after_the_other() =>
        Assert.Equal(Taken(seed: 1).Select(one => one.Time).Order(), Taken(seed: 1).Select(one => one.Time));

    [Fact]
    public void Each_order_of_three_owners_occurs_at_some_instant()
    {
        IEnumerable<string> orders = Taken(seed: 1).GroupBy(one => one.Time)
            .Select(instant => string.Join(' ', instant.Select(one => one.Slot).Distinct()));

        Assert.Equal(["0 1 2", "0 2 1", "1 0 2", "1 2 0", "2 0 1", "2 1 0"], orders.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_stream_draws_the_same_order()
    {
        Assert.Equal(Taken(seed: 1), Taken(seed: 1));
        Assert.NotEqual(Taken(seed: 1), Taken(seed: 2));
    }

    [Fact]
    public void What_comes_of_an_event_at_its_instant_happens_then_too()
    {
        var queue = new EventQueue();
        InstantShuffle shuffle = Over(queue, seed: 1);
        queue.Add(time: 5, sequence: 0, slot: 0);
        queue.Add(time: 6, sequence: 1, slot: 0);

        Assert.True(shuffle.TryTake(SimTime.Never, out EventQueue.Entry first));
        queue.Add(time: 5, sequence: 2, slot: 1);
        Assert.True(shuffle.TryTake(SimTime.Never, out EventQueue.Entry second));

        Assert.Equal((5, 5), (first.Time, second.Time));
        Assert.False(shuffle.TryTake(new SimTime(6), out _));
    }

    [Fact]
    public void What_has_no_owner_comes_first()
    {
        var queue = new EventQueue();
        var shuffle = new InstantShuffle(queue, RandomStream.For(1, "order:1"), slot => slot == 2 ? null : slot);
        for (int i = 0; i < Instants * 3; i++) queue.Add(time: i / 3, sequence: i, slot: i % 3);

        for (int instant = 0; instant < Instants; instant++)
        {
            Assert.True(shuffle.TryTake(SimTime.Never, out EventQueue.Entry first));
            Assert.Equal(2, first.Slot);
            Assert.True(shuffle.TryTake(SimTime.Never, out _) && shuffle.TryTake(SimTime.Never, out _));
        }
    }

    private static InstantShuffle Over(EventQueue queue, long seed) => new(queue, RandomStream.For(seed, "order:1"), slot => slot);

    private static List<(long Time, long Sequence, int Slot)> Taken(long seed)
    {
        var queue = new EventQueue();
        InstantShuffle shuffle = Over(queue, seed);
        for (int i = 0; i < Instants * 6; i++) queue.Add(time: i / 6, sequence: i, slot: i % 3);
        var taken = new List<(long, long, int)>();
        while (shuffle.TryTake(SimTime.Never, out EventQueue.Entry next)) taken.Add((next.Time, next.Sequence, next.Slot));
        return taken;
    }
}
