using FsCheck.Xunit;
using NetComm.Runtime.AkkaHosting;

namespace NetComm.Runtime.Tests.AkkaHosting;

public sealed class RunLoopQueueTests
{
    // Longer and shorter in turn, so that its ring grows, wraps and empties.
    [Property(MaxTest = 300, StartSize = 100_000, EndSize = 1_000_000)]
    public void It_is_a_queue_with_two_ends(int number)
    {
        RandomStream draw = RandomStream.For(number, "deque");
        var queue = new RunLoopQueue();
        var expected = new LinkedList<int>();

        for (int step = 0; step < 300; step++)
        {
            bool grows = draw.NextDouble() < (step / 50 % 2 == 0 ? 0.7 : 0.3);
            if (grows && draw.NextDouble() < 0.7)
            {
                queue.Enqueue(ActorRefs.Nobody, Of(step));
                expected.AddLast(step);
            }
            else if (grows)
            {
                queue.EnqueueFirst(Of(step));
                expected.AddFirst(step);
            }
            else if (expected.First is { } first)
            {
                Assert.Equal(first.Value, queue.Take().Message);
                expected.RemoveFirst();
            }

            Assert.Equal((expected.Count, expected.Count > 0), (queue.Count, queue.HasMessages));
        }

        Assert.Equal(expected, LeftIn(queue));
    }

    [Fact]
    public void A_mailbox_takes_as_many_as_its_turn_allows()
    {
        var queue = new RunLoopQueue { TurnBudget = 2 };
        foreach (int number in (int[])[1, 2, 3]) queue.Enqueue(ActorRefs.Nobody, Of(number));

        Assert.True(queue.TryDequeue(out Envelope first));
        Assert.True(queue.TryDequeue(out Envelope second));
        Assert.False(queue.TryDequeue(out _));

        Assert.Equal((1, 2, 1), (first.Message, second.Message, queue.Count));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void It_is_open_when_its_mailbox_asks_for_a_message(int budget, int messages)
    {
        var queue = new RunLoopQueue { TurnBudget = budget };
        for (int number = 0; number < messages; number++) queue.Enqueue(ActorRefs.Nobody, Of(number));
        Assert.False(queue.IsOpen);

        queue.TryDequeue(out _);

        Assert.True(queue.IsOpen);
    }

    [Fact]
    public void An_empty_queue_gives_nothing_and_takes_nothing_from_the_turn()
    {
        var queue = new RunLoopQueue { TurnBudget = 1 };

        Assert.False(queue.TryDequeue(out _));

        Assert.Equal((1, 0), (queue.TurnBudget, queue.Count));
    }

    private static Envelope Of(int number) => new(number, ActorRefs.Nobody);

    /// <summary>What it hands to the dead letters, in order.</summary>
    private static List<int> LeftIn(RunLoopQueue queue)
    {
        var deadLetters = new RunLoopQueue();
        queue.CleanUp(ActorRefs.Nobody, deadLetters);
        Assert.False(queue.HasMessages);

        List<int> left = [];
        while (deadLetters.HasMessages) left.Add((int)deadLetters.Take().Message);
        return left;
    }
}
