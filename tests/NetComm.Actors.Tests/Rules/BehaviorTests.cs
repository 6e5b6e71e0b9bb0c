namespace NetComm.Actors.Tests;

public abstract class BehaviorTests(ActorSystem system) : RuleTests(system)
{
    public sealed class Deterministic() : BehaviorTests(OneThread());

    public sealed class Pooled() : BehaviorTests(ThreadPool());

    [Fact]
    public void Handlers_are_tried_in_the_order_in_which_they_were_registered()
    {
        IActorRef actor = Receiving(a =>
        {
            a.On<int>(n => n > 10, n => a.Answer($"large {n}"));
            a.On<int>(n => a.Answer($"small {n}"));
            a.OnAny(m => a.Answer($"any {m}"));
        });

        actor.Tell(11);
        actor.Tell(3);
        actor.Tell("x");

        ExpectMsg("large 11");
        ExpectMsg("small 3");
        ExpectMsg("any x");
    }

    [Fact]
    public void A_handler_that_answers_false_passes_the_message_on()
    {
        IActorRef actor = Receiving(a =>
        {
            a.OnIf<int>(n => n == 1);
            a.On<int>(n => a.Answer($"left {n}"));
        });

        actor.Tell(1);
        actor.Tell(2);

        ExpectMsg("left 2");
    }

    [Fact]
    public void A_handler_takes_derived_messages_too()
    {
        IActorRef actor = Receiving(a => a.On<Exception>(e => a.Answer(e.GetType().Name)));

        actor.Tell(new ArgumentNullException("value"));

        ExpectMsg("ArgumentNullException");
    }

    [Fact]
    public void A_message_without_a_handler_is_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        IActorRef actor = Receiving(a => a.On<int>(_ => { }));

        actor.Tell("unknown");

        ExpectMsg<UnhandledMessage>(unhandled => Assert.Equal("unknown", unhandled.Message));
    }

    [Fact]
    public void Nothing_can_be_registered_after_ReceiveAny()
    {
        Exception? refused = null;
        IActorRef actor = Receiving(a =>
        {
            a.OnAny(m => a.Answer(m));
            refused = Record.Exception(() => a.On<int>(_ => { }));
        });
        actor.Tell("started");
        ExpectMsg("started");

        Assert.IsType<InvalidOperationException>(refused);
    }

    [Fact]
    public void Nothing_can_be_registered_while_a_message_is_handled()
    {
        IActorRef actor = Receiving(a => a.OnAny(_ => a.Answer(Record.Exception(() => a.On<int>(_ => { })))));

        actor.Tell("try");

        ExpectMsg<InvalidOperationException>();
    }

    [Fact]
    public void Become_replaces_the_handlers()
    {
        IActorRef actor = Receiving(a => a.On<string>(_ => a.Turn(() => a.OnAny(m => a.Answer($"new {m}")))));

        actor.Tell("turn");
        actor.Tell("turn");

        ExpectMsg("new turn");
    }

    [Fact]
    public void Stacked_behaviours_come_off_one_by_one_down_to_the_first()
    {
        IActorRef actor = Receiving(a => a.On<string>(word => a.React("first", word)));

        foreach (string word in new[] { "push", "?", "push", "?", "pop", "?", "pop", "?", "pop", "?" })
            actor.Tell(word);

        ExpectMsg("stacked 1 ?");
        ExpectMsg("stacked 2 ?");
        ExpectMsg("stacked 1 ?");
        ExpectMsg("first ?");
        ExpectMsg("first ?");
    }

    [Fact]
    public void Become_does_not_lose_the_first_behaviour()
    {
        IActorRef actor = Receiving(a =>
        {
            a.On<string>(word => word == "turn", _ => a.Turn(() => a.OnAny(m =>
            {
                if (m is "back")
                    a.Back();
                else
                    a.Answer($"new {m}");
            })));
            a.On<string>(word => a.Answer($"first {word}"));
        });

        foreach (string word in new[] { "turn", "?", "back", "?" })
            actor.Tell(word);

        ExpectMsg("new ?");
        ExpectMsg("first ?");
    }

    [Fact]
    public void An_untyped_actor_can_become_something_else_too()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        ExpectMsg("PreStart");

        actor.Tell(new Reporter.Do(context => context.Become((object m) => TestActor.Tell($"new {m}"))));
        actor.Tell("?");

        ExpectMsg("new ?");
    }

    [Fact]
    public void A_restart_brings_the_first_behaviour_back()
    {
        IActorRef actor = Receiving(a =>
        {
            a.On<Exception>(e => throw e);
            a.On<string>(word => a.React("first", word));
        });

        actor.Tell("push");
        actor.Tell("?");
        actor.Tell("fail");
        actor.Tell("?");

        ExpectMsg("stacked 1 ?");
        ExpectMsg("first ?");
    }

    private IActorRef Receiving(Action<Receiver> configure) => Sys.ActorOf(Props.Create(() => new Receiver(configure)));

    private sealed class Receiver : ReceiveActor
    {
        private int _depth;

        public Receiver(Action<Receiver> configure) => configure(this);

        public void On<T>(Action<T> handler) => Receive(handler);

        public void On<T>(Predicate<T> when, Action<T> handler) => Receive(when, handler);

        public void OnIf<T>(Func<T, bool> handler) => Receive(handler);

        public void OnAny(Action<object> handler) => ReceiveAny(handler);

        public void Answer(object message) => Sender.Tell(message);

        public void Turn(Action configure) => Become(configure);

        public void Back() => UnbecomeStacked();

        public void React(string name, string word)
        {
            switch (word)
            {
                case "push":
                    string above = $"stacked {++_depth}";
                    BecomeStacked(() => Receive<string>(next => React(above, next)));
                    break;
                case "pop":
                    _depth = Math.Max(0, _depth - 1);
                    UnbecomeStacked();
                    break;
                case "fail":
                    throw new InvalidOperationException("asked to");
                default:
                    Answer($"{name} {word}");
                    break;
            }
        }
    }
}
