namespace NetComm.Actors.Tests;

public sealed class FirstStepsTests
{
    [Fact]
    public void A_failing_child_is_restarted_and_watched_until_it_stops()
    {
        var dispatcher = new DeterministicDispatcher();
        ActorSystem system = ActorSystem.Create("smoke", dispatcher);
        List<string> log = [];
        IActorRef parent = system.ActorOf(Props.Create(() => new Parent(log)), "parent");
        parent.Tell("a");
        parent.Tell("fail");
        parent.Tell("b");
        parent.Tell("stop");
        parent.Tell("c");
        dispatcher.RunUntilIdle();
        Task ended = system.Terminate();

        Assert.Equal(["child starts", "a", "child stops", "child starts", "b", "child stops", "terminated akka://smoke/user/parent/child", "dead c"], log);
        Assert.True(ended.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task The_thread_pool_answers()
    {
        using ActorSystem system = ActorSystem.Create("pool");
        IActorRef echo = system.ActorOf<Echo>("echo");

        for (int i = 0; i < 1000; i++)
            Assert.Equal(i, await echo.Ask<int>(i, TimeSpan.FromSeconds(5)));
        await system.Terminate();
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(m => Sender.Tell(m));
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(List<string> log)
        {
            IActorRef child = Context.ActorOf(Props.Create(() => new Child(log)), "child");
            Context.Watch(child);
            Context.System.EventStream.Subscribe<DeadLetter>(Self);
            Receive<string>(s => s == "stop", _ => child.Tell(PoisonPill.Instance));
            Receive<string>(s => child.Forward(s));
            Receive<Terminated>(t => log.Add("terminated " + t.ActorRef.Path));
            Receive<DeadLetter>(t => log.Add("dead " + t.Message));
        }
    }

    private sealed class Child(List<string> log) : UntypedActor
    {
        protected override void PreStart() => log.Add("child starts");

        protected override void PostStop() => log.Add("child stops");

        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidOperationException("asked to");
            log.Add((string)message);
        }
    }
}
