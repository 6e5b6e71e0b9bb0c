namespace NetComm.Actors.Tests;

public abstract class TerminationTests(ActorSystem system) : RuleTests(system)
{
    public sealed class Deterministic() : TerminationTests(OneThread());

    public sealed class Pooled() : TerminationTests(ThreadPool());

    [Fact]
    public async Task A_system_ends_when_all_its_actors_have()
    {
        var stopped = new System.Collections.Concurrent.ConcurrentQueue<string>();
        for (int i = 0; i < 10; i++)
            Sys.ActorOf(Props.Create(() => new Leaving(stopped)));
        Sys.RegisterOnTermination(() => stopped.Enqueue("system"));

        await Sys.Terminate();

        Assert.True(Sys.WhenTerminated.IsCompletedSuccessfully);
        Assert.Equal(11, stopped.Count);
        Assert.Equal("system", stopped.Last());
    }

    [Fact]
    public async Task Terminating_twice_is_terminating()
    {
        Task first = Sys.Terminate();
        Task second = Sys.Terminate();

        await first;
        await second;

        Assert.True(Sys.WhenTerminated.IsCompletedSuccessfully);
    }

    private sealed class Leaving(System.Collections.Concurrent.ConcurrentQueue<string> stopped) : UntypedActor
    {
        protected override void PostStop() => stopped.Enqueue(Self.Path.Name);

        protected override void OnReceive(object message)
        {
        }
    }
}
