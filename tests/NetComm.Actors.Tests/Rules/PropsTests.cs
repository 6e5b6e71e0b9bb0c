namespace NetComm.Actors.Tests;

public abstract class PropsTests(ActorSystem system) : RuleTests(system)
{
    public sealed class Deterministic() : PropsTests(OneThread());

    public sealed class Pooled() : PropsTests(ThreadPool());

    [Fact]
    public void Arguments_are_worked_out_once_when_the_props_are_made()
    {
        int number = 1;
        Props props = Props.Create(() => new Made(TestActor, $"number {number}", number + 1));
        number = 10;

        IActorRef actor = Sys.ActorOf(props);
        actor.Tell(new InvalidOperationException("restart"));

        ExpectMsg("number 1, 2");
        ExpectMsg("number 1, 2");
    }

    [Fact]
    public void A_class_and_arguments_will_do()
    {
        Type type = typeof(Made);

        Sys.ActorOf(Props.Create(type, TestActor, "a", 1));
        ExpectMsg("a, 1");
        Sys.ActorOf(Props.Create<Made>(TestActor, "b", 2));
        ExpectMsg("b, 2");
    }

    [Fact]
    public void Every_kind_of_argument_is_understood()
    {
        var box = new { Text = "boxed" };
        string[] words = ["zero", "one"];

        Sys.ActorOf(Props.Create(() => new Made(TestActor, box.Text + words[1].ToUpperInvariant(), words.Length * 2)));
        ExpectMsg("boxedONE, 4");
        Sys.ActorOf(Props.Create(() => new Made(TestActor, string.Empty, int.MaxValue)));
        ExpectMsg(", 2147483647");
    }

    [Fact]
    public void Only_the_constructor_of_an_actor_will_do()
    {
        Type noActor = typeof(string);

        Assert.NotNull(Record.Exception(() => Props.Create(() => Factory())));
        Assert.Throws<ArgumentException>(() => Props.Create(noActor));
    }

    private static Made Factory() => throw new NotSupportedException();

    private sealed class Made : UntypedActor
    {
        public Made(IActorRef report, string text, int number) => report.Tell(FormattableString.Invariant($"{text}, {number}"));

        protected override void OnReceive(object message) => throw (Exception)message;
    }
}
