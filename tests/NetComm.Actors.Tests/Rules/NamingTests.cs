namespace NetComm.Actors.Tests;

public abstract class NamingTests(ActorSystem system) : RuleTests(system)
{
    public sealed class Deterministic() : NamingTests(OneThread());

    public sealed class Pooled() : NamingTests(ThreadPool());

    [Fact]
    public void An_actor_is_at_its_path()
    {
        IActorRef actor = Sys.ActorOf<Parent>("a");

        Assert.Equal("akka://rules/user/a", actor.Path.ToString());
        Assert.Equal(["user", "a"], actor.Path.Elements);
        Assert.Equal("a", actor.Path.Name);
        Assert.Equal("akka://rules/user", actor.Path.Parent.ToString());
        Assert.Equal("/user/a", actor.Path.ToStringWithoutAddress());
    }

    [Fact]
    public void Names_are_given_where_none_is_said()
    {
        IActorRef parent = Sys.ActorOf<Parent>();

        string[] names = [.. Enumerable.Range(0, 3).Select(_ => Make(parent, null).Path.Name)];

        Assert.Equal(["$a", "$b", "$c"], names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$a")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("a b")]
    public void A_malformed_name_is_refused(string name)
    {
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf<Parent>(name));
    }

    [Fact]
    public void A_name_is_taken_until_its_bearer_has_ended()
    {
        IActorRef first = Sys.ActorOf<Parent>("a");
        Watch(first);

        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf<Parent>("a"));
        first.Tell(PoisonPill.Instance);
        ExpectTerminated(first);
        IActorRef second = Sys.ActorOf<Parent>("a");

        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_parent_finds_its_children_by_name()
    {
        IActorRef parent = Sys.ActorOf<Parent>("p");
        IActorRef child = Make(parent, "c");

        parent.Tell("c");
        parent.Tell("d");

        Assert.Equal(child, ExpectMsg<IActorRef>());
        Assert.Equal(ActorRefs.Nobody, ExpectMsg<IActorRef>());
    }

    [Fact]
    public void A_selection_reaches_by_path()
    {
        IActorRef parent = Sys.ActorOf<Parent>("p");
        IActorRef child = Make(parent, "c");

        foreach (string path in new[] { "/user/p/c", "akka://rules/user/p/c" })
        {
            Sys.ActorSelection(path).Tell(new Identify(path), TestActor);
            Assert.Equal(child, ExpectMsg<ActorIdentity>().Subject);
        }
        Sys.ActorSelection(child.Path).Tell(new Identify(1), TestActor);
        Assert.Equal(child, ExpectMsg<ActorIdentity>().Subject);
    }

    [Fact]
    public void A_selection_can_start_at_an_actor_and_go_up()
    {
        IActorRef parent = Sys.ActorOf<Parent>("p");
        IActorRef child = Make(parent, "c");
        IActorRef sibling = Make(parent, "d");

        child.Tell(new Parent.Select("../d"));
        ActorIdentity up = ExpectMsg<ActorIdentity>();
        parent.Tell(new Parent.Select("c"));
        ActorIdentity down = ExpectMsg<ActorIdentity>();

        Assert.Equal(sibling, up.Subject);
        Assert.Equal(child, down.Subject);
    }

    [Fact]
    public void Wildcards_reach_several()
    {
        IActorRef parent = Sys.ActorOf<Parent>("p");
        IActorRef[] links = [Make(parent, "link-1"), Make(parent, "link-2")];
        Make(parent, "host");

        Sys.ActorSelection("/user/p/link-?").Tell(new Identify("?"), TestActor);
        Assert.Equivalent(links, new[] { ExpectMsg<ActorIdentity>().Subject, ExpectMsg<ActorIdentity>().Subject });
        Sys.ActorSelection("/user/p/li*").Tell(new Identify("*"), TestActor);
        Assert.Equivalent(links, new[] { ExpectMsg<ActorIdentity>().Subject, ExpectMsg<ActorIdentity>().Subject });
    }

    [Fact]
    public void A_selection_of_nobody_is_answered_with_nobody()
    {
        Sys.ActorSelection("/user/nobody").Tell(new Identify(7), TestActor);

        ExpectMsg<ActorIdentity>(identity => Assert.Equal((7, null), ((int)identity.MessageId, identity.Subject)));
    }

    [Fact]
    public void A_selection_of_nobody_leads_to_the_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        Sys.ActorSelection("/user/nobody").Tell("hello", TestActor);

        ExpectMsg<DeadLetter>(letter => Assert.Equal("hello", letter.Message));
    }

    [Fact]
    public async Task A_selection_can_be_resolved()
    {
        IActorRef actor = Sys.ActorOf<Parent>("p");

        Task<IActorRef> found = Sys.ActorSelection("/user/p").ResolveOne(Patience);
        Task<IActorRef> missing = Sys.ActorSelection("/user/q").ResolveOne(Patience);
        AwaitCondition(() => found.IsCompleted && missing.IsCompleted, Patience);

        Assert.Equal(actor, await found);
        await Assert.ThrowsAsync<ActorNotFoundException>(() => missing);
    }

    private IActorRef Make(IActorRef parent, string? name)
    {
        parent.Tell(new Parent.Make(name), TestActor);
        return ExpectMsg<IActorRef>();
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent()
        {
            Receive<Make>(make => Sender.Tell(Context.ActorOf<Parent>(make.Name)));
            Receive<Select>(select => Context.ActorSelection(select.Path).Tell(new Identify(select.Path), Sender));
            Receive<string>(name => Sender.Tell(Context.Child(name)));
        }

        public sealed record Make(string? Name);

        public sealed record Select(string Path);
    }
}
