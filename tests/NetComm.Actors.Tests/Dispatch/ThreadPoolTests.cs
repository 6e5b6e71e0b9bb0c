using System.Collections.Concurrent;

namespace NetComm.Actors.Tests;

public sealed class ThreadPoolTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("pool");

    public void Dispose() => _system.Dispose();

    [Fact]
    public async Task Thousands_of_actors_answer()
    {
        IActorRef[] actors = [.. Enumerable.Range(0, 5000).Select(_ => _system.ActorOf<Counting>())];

        foreach (IActorRef actor in actors)
        {
            for (int i = 0; i < 10; i++)
                actor.Tell(1);
        }
        int[] sums = await Task.WhenAll(actors.Select(actor => actor.Ask<int>("sum", TimeSpan.FromSeconds(30))));

        Assert.All(sums, sum => Assert.Equal(10, sum));
    }

    [Fact]
    public async Task An_actor_handles_one_message_at_a_time()
    {
        IActorRef actor = _system.ActorOf<Counting>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 10_000; i++)
                actor.Tell(1, ActorRefs.NoSender);
        })));

        Assert.Equal(80_000, await actor.Ask<int>("sum", TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task What_is_told_while_the_receiver_stops_is_received_or_a_dead_letter()
    {
        var seen = new ConcurrentDictionary<int, int>();
        IActorRef burying = _system.ActorOf(Props.Create(() => new Burying(seen)));
        _system.EventStream.Subscribe(burying, typeof(DeadLetter));
        IActorRef receiver = _system.ActorOf(Props.Create(() => new Burying(seen)));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(part => Task.Run(() =>
        {
            for (int i = 0; i < 5000; i++)
            {
                receiver.Tell((part * 5000) + i, ActorRefs.NoSender);
                if (part == 0 && i == 1000)
                    receiver.Tell(PoisonPill.Instance, ActorRefs.NoSender);
            }
        })));
        while (seen.Count < 20_000)
            await burying.Ask<string>("flush", TimeSpan.FromSeconds(30));

        Assert.All(seen.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Outside_an_actor_there_is_no_context()
    {
        Assert.Throws<NotSupportedException>(() => Counting.ContextOfThisThread);
    }

    [Fact]
    public void An_actor_cannot_be_made_with_new()
    {
        Assert.Throws<ActorInitializationException>(() => new Counting());
    }

    private sealed class Counting : ReceiveActor
    {
        private int _sum;

        public Counting()
        {
            Receive<int>(number => _sum += number);
            Receive<string>(_ => Sender.Tell(_sum));
        }

        internal static IActorContext ContextOfThisThread => Context;
    }

    private sealed class Burying : ReceiveActor
    {
        public Burying(ConcurrentDictionary<int, int> seen)
        {
            Receive<int>(number => seen.AddOrUpdate(number, 1, (_, count) => count + 1));
            Receive<DeadLetter>(letter => letter.Message is int, letter => seen.AddOrUpdate((int)letter.Message, 1, (_, count) => count + 1));
            Receive<string>(word => Sender.Tell(word));
        }
    }
}
