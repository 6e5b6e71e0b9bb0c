using NetComm.Actors.TestKit.Internal;

namespace NetComm.Actors.TestKit;

/// <summary>A test's own place among the actors: an actor whose messages the test takes and judges.</summary>
/// <remarks>
/// On the thread pool it waits in real time, up to 20 s for a message where no time is named. On a deterministic system it waits for nothing: all mailboxes are
/// emptied first, and virtual time passes only as far as the test names a duration.
/// </remarks>
public abstract partial class TestKitBase : IActorRefFactory
{
    private readonly TestInbox _inbox = new();
    private readonly TestTime _time;

    /// <summary>A kit on <paramref name="system"/>, whose test actor bears <paramref name="testActorName"/> or else a name of its own.</summary>
    protected TestKitBase(ActorSystem system, string? testActorName = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        Sys = system;
        _time = TestTime.Of(system);
        TestActor = system.SystemActorOf(Props.Create(() => new InternalTestActor(_inbox)), testActorName ?? $"testActor{system.NextUid()}");
        _time.Settle();
    }

    /// <summary>The system under test.</summary>
    public ActorSystem Sys { get; }

    /// <summary>The actor whose messages the test takes.</summary>
    public IActorRef TestActor { get; }

    /// <summary>True when a message waits to be taken.</summary>
    public bool HasMessages
    {
        get
        {
            _time.Settle();
            return _inbox.HasMessages;
        }
    }

    /// <summary>The message that was taken last.</summary>
    public object? LastMessage { get; private set; }

    /// <summary>Who sent the message that was taken last.</summary>
    public IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    /// <summary>Drops from now on what <paramref name="shouldIgnoreMessage"/> accepts.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => _inbox.Ignore = shouldIgnoreMessage;

    /// <summary>Drops from now on the <typeparamref name="TMsg"/> that <paramref name="shouldIgnoreMessage"/> accepts.</summary>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        _inbox.Ignore = message => message is TMsg fitting && shouldIgnoreMessage(fitting);

    /// <summary>Drops every <typeparamref name="TMsg"/> from now on.</summary>
    public void IgnoreMessages<TMsg>() => _inbox.Ignore = message => message is TMsg;

    /// <summary>Drops nothing any more.</summary>
    public void IgnoreNoMessages() => _inbox.Ignore = null;

    /// <summary>Lets the test actor watch, from the moment this returns; see <see cref="ExpectTerminated"/>.</summary>
    public IActorRef Watch(IActorRef actorToWatch) => LetTestActor(context => context.Watch(actorToWatch), actorToWatch);

    /// <summary>Ends it.</summary>
    public IActorRef Unwatch(IActorRef actorToUnwatch) => LetTestActor(context => context.Unwatch(actorToUnwatch), actorToUnwatch);

    /// <summary>A test actor of its own, to stand in for a partner of the actor under test.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    /// <summary>A test actor of its own in another system.</summary>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, name);

    /// <summary>Makes an actor below /user.</summary>
    public IActorRef ActorOf(Props props) => Sys.ActorOf(props);

    /// <summary>Makes an actor below /user.</summary>
    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);

    /// <summary>Makes an actor below /user.</summary>
    public IActorRef ActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new() => Sys.ActorOf<TActor>(name);

    /// <summary>Makes an actor below /user from <c>() => new MyActor(arguments)</c>.</summary>
    public IActorRef ActorOf<TActor>(global::System.Linq.Expressions.Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>Terminates the system and waits for its end, 10 s if not told otherwise; with <paramref name="verifySystemShutdown"/> it fails when it takes longer.</summary>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        bool ended = Sys.Terminate().Wait(duration ?? TimeSpan.FromSeconds(10));
        if (!ended && verifySystemShutdown)
            TestFailure.Throw($"the system '{Sys.Name}' did not terminate in time");
    }

    private IActorRef LetTestActor(Action<IActorContext> act, IActorRef subject)
    {
        var order = new InternalTestActor.Order(act);
        TestActor.Tell(order, TestActor);
        _time.Settle();
        order.Done.Task.Wait(TestTime.Patience);
        return subject;
    }
}
