using NetComm.Runtime.Simulated;

namespace NetComm.Runtime.Tests.Simulated;

public sealed class EventQueueTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Entries_leave_in_the_order_of_time_and_sequence_whatever_comes_in_between(int addedForEach)
    {
        RandomStream random = RandomStream.For(1, $"queue:{addedForEach}");
        var queue = new EventQueue();
        var expected = new SortedSet<(long Time, long Sequence)>();
        long sequence = 0;
        for (int i = 0; i < 500; i++) Add(now: 0);

        for (int left = 2000; left > 0 && queue.TryPeek(out EventQueue.Entry first); left--)
        {
            Assert.Equal(expected.Min, (first.Time, first.Sequence));
            Assert.Equal(first.Sequence % 1000, first.Slot);
            expected.Remove(expected.Min);
            queue.RemoveFirst();
            for (int i = 0; i < addedForEach; i++) Add(first.Time);
        }

        Assert.Equal(expected.Count > 0, queue.TryPeek(out _));

        void Add(long now)
        {
            long time = now + (long)(random.NextDouble() * 100);
            expected.Add((time, sequence));
            queue.Add(time, sequence, (int)(sequence++ % 1000));
        }
    }
}
