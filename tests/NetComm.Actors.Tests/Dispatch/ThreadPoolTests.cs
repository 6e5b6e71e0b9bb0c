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

    // A sender that looked whether the receiver had ended, while the receiver looked whether there was a message, could be missed by both.
    [Fact]
    public async Task No_message_is_lost_between_an_actor_and_its_end()
    {
        const int Rounds = 3000;
        const int Messages = 30;
        IActorRef tally = _system.ActorOf<Tally>();
        _system.EventStream.Subscribe(tally, typeof(DeadLetter));

        for (int round = 0; round < Rounds; round++)
        {
            IActorRef receiver = _system.ActorOf(Props.Create(() => new EndsAt(tally, round % Messages)));
            for (int i = 0; i < Messages; i++)
                receiver.Tell(i, ActorRefs.NoSender);
        }

        Assert.Equal(Rounds * Messages, await tally.Ask<int>(new Tally.TellWhen(Rounds * Messages), TimeSpan.FromSeconds(30)));
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

    private sealed class EndsAt(IActorRef tally, int end) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            tally.Tell(message);
            if (message.Equals(end))
                Context.Stop(Self);
        }
    }

    private sealed class Tally : ReceiveActor
    {
        private int _count;
        private IActorRef _asker = ActorRefs.Nobody;
        private int _awaited = int.MaxValue;

        public Tally()
        {
            Receive<int>(_ => Add());
            Receive<DeadLetter>(_ => Add());
            Receive<TellWhen>(question =>
            {
                (_asker, _awaited) = (Sender, question.Count);
                Answer();
            });
        }

        private void Add()
        {
            _count++;
            Answer();
        }

        private void Answer()
        {
            if (_count >= _awaited)
                _asker.Tell(_count);
        }

        internal sealed record TellWhen(int Count);
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
