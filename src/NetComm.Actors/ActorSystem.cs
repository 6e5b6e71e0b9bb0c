using NetComm.Actors.Event;

namespace NetComm.Actors;

/// <summary>A tree of actors with its clock and event stream; on the thread pool, or deterministic on one thread.</summary>
public sealed class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly IDispatcher _dispatcher;
    private readonly RootActorRef _root;
    private readonly ActorCell _user;
    private readonly ActorCell _system;
    private readonly ActorPath _temp;
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private List<Action>? _onTermination = [];
    private long _lastUid;

    private ActorSystem(string name, IDispatcher dispatcher)
    {
        if (string.IsNullOrEmpty(name) || !char.IsAsciiLetterOrDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new ArgumentException($"A system's name is made of letters, digits, '-' and '_', and begins with a letter or digit, but was '{name}'.", nameof(name));
        Name = name;
        _dispatcher = dispatcher;
        ActorPath path = new RootActorPath(new Address("akka", name));
        _temp = path / "temp";
        _root = new RootActorRef(this, path);
        DeadLettersRef = new DeadLetterActorRef(this, path / "deadLetters");
        _system = Guardian("system");
        _user = Guardian("user");
        _root.Add(DeadLettersRef);
    }

    /// <summary>The first part of every path in it.</summary>
    public string Name { get; }

    /// <summary>Where everything goes that nobody can receive.</summary>
    public IActorRef DeadLetters => DeadLettersRef;

    /// <summary>What happens in it, for subscribers.</summary>
    public EventStream EventStream { get; } = new();

    /// <summary>Sends messages later.</summary>
    public IScheduler Scheduler => _dispatcher.Scheduler;

    /// <summary>Ends when every actor has stopped.</summary>
    public Task WhenTerminated => _terminated.Task;

    internal DeadLetterActorRef DeadLettersRef { get; }

    /// <summary>The dispatcher of a deterministic system, or null.</summary>
    internal DeterministicDispatcher? Deterministic => _dispatcher as DeterministicDispatcher;

    /// <summary>A system on the thread pool, in real time.</summary>
    public static ActorSystem Create(string name) => new(name, new ThreadPoolDispatcher());

    /// <summary>A system on the calling thread, in virtual time: nothing runs until <paramref name="dispatcher"/> is told to.</summary>
    /// <remarks>Beyond Akka.NET, whose part a configured dispatcher plays.</remarks>
    public static ActorSystem Create(string name, DeterministicDispatcher dispatcher)
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        dispatcher.Claim();
        return new ActorSystem(name, dispatcher);
    }

    /// <summary>Makes an actor below /user.</summary>
    public IActorRef ActorOf(Props props, string? name = null) => _user.ActorOf(props, name);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(ActorPath actorPath)
    {
        ArgumentNullException.ThrowIfNull(actorPath);
        return Actors.ActorSelection.From(_root, actorPath.ToStringWithAddress());
    }

    /// <inheritdoc/>
    public ActorSelection ActorSelection(string actorPath) => Actors.ActorSelection.From(_root, actorPath);

#pragma warning disable CA1822 // An instance method in Akka.NET.
    /// <summary>Stops an actor after the message that it is handling.</summary>
    public void Stop(IActorRef actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ((IInternalActorRef)actor).Stop();
    }
#pragma warning restore CA1822

    /// <summary>Stops all actors, children before parents. A deterministic system has ended when this returns, unless an actor called it.</summary>
    public Task Terminate()
    {
        ((IInternalActorRef)_user).Stop();
        _dispatcher.Settle();
        return WhenTerminated;
    }

    /// <summary>Calls <paramref name="code"/> once every actor has stopped.</summary>
    public void RegisterOnTermination(Action code)
    {
        ArgumentNullException.ThrowIfNull(code);
        lock (_lock)
        {
            if (_onTermination is not null)
            {
                _onTermination.Add(code);
                return;
            }
        }
        throw new InvalidOperationException($"System '{Name}' has terminated already.");
    }

    /// <summary>Terminates the system without waiting for it.</summary>
    public void Dispose() => _ = Terminate();

    internal ActorCell NewCell(Props props, IInternalActorRef parent, ActorPath path) => _dispatcher.NewCell(this, props, parent, path);

    /// <summary>Makes an actor below /system: it outlives those below /user.</summary>
    internal IActorRef SystemActorOf(Props props, string? name = null) => _system.ActorOf(props, name);

    internal long NextUid() => Interlocked.Increment(ref _lastUid);

    internal ActorPath NextTempPath() => new ChildActorPath(_temp, string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $"ask-{NextUid()}"), _lastUid);

    internal void OnGuardianStopped(IInternalActorRef guardian)
    {
        if (ReferenceEquals(guardian, _user))
        {
            ((IInternalActorRef)_system).Stop();
            return;
        }
        List<Action> callbacks;
        lock (_lock)
        {
            callbacks = _onTermination ?? [];
            _onTermination = null;
        }
        callbacks.ForEach(callback => callback());
        _dispatcher.End();
        _terminated.TrySetResult();
    }

    private ActorCell Guardian(string name)
    {
        ActorCell cell = NewCell(Props.Create<GuardianActor>(), _root, new ChildActorPath(_root.Path, name, NextUid()));
        _root.Add(cell);
        cell.SendSystemMessage(new SystemMessage.Create());
        return cell;
    }
}
