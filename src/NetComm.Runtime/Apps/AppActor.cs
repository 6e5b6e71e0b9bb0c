using NetComm.Runtime.Apps.Dns;

namespace NetComm.Runtime.Apps;

/// <summary>What all ready-made programs share: they begin when the run says so, print lines, and end well or with a reason.</summary>
internal abstract class AppActor(RunContext run, App app, IActorRef host, IActorRef director) : UntypedActor
{
    private readonly RunHold _hold = new(run.Progress);
    private bool _settled;
    private IActorRef _resolver = ActorRefs.Nobody;

    protected RunContext Run { get; } = run;

    protected App App { get; } = app;

    protected AppTrace Voice { get; } = new(run, app);

    protected long Owner => Voice.Owner;

    protected IActorRef Host { get; } = host;

    protected IActorRef Director { get; } = director;

    protected bool HasBegun { get; private set; }

    /// <summary>Whether it has ended: messages that still come are for nobody.</summary>
    protected bool HasEnded { get; private set; }

    /// <summary>Whether the next job may begin right after this one's <see cref="Begin"/>; else it calls <see cref="Settle"/>.</summary>
    protected virtual bool SettlesAtOnce => true;

    // What only serves the app is a part of it, whose failure is its own.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    protected override void PreStart() => SetBusy(true);

    protected override void PostStop() => SetBusy(false);

    protected sealed override void OnReceive(object message)
    {
        switch (message)
        {
            case AppLifecycle.Prepare:
                Prepare();
                break;
            case AppLifecycle.Begin:
                Run.Trace.Write(TraceEvents.At(Run.Clock.Now, TraceEventKind.ProgramStarted, App.Index));
                HasBegun = true;
                bool settles = SettlesAtOnce;
                Begin();
                if (settles) Settle();
                break;
            case AppLifecycle.HostCrashed:
                End("host crashed");
                break;
            default:
                Handle(message);
                break;
        }
    }

    /// <summary>Opens what it needs, then <see cref="Ready"/> or <see cref="Unable"/>. Unless overridden it needs nothing.</summary>
    protected virtual void Prepare() => Ready();

    protected void Ready() => Director.Tell(AppLifecycle.Ready.Message, Self);

    protected void Unable(string sentence) => Director.Tell(new AppLifecycle.CannotStart(sentence), Self);

    protected abstract void Begin();

    /// <summary>Takes any message but those about its life.</summary>
    protected abstract void Handle(object message);

    /// <summary>Whether the trace knows already that it has come to its end, though it goes on to hear others.</summary>
    protected virtual bool IsEndTold => false;

    protected virtual void CleanUp()
    {
    }

    protected void Print(string line) => Voice.Print(line);

    /// <summary>Asks for a name's address; a <see cref="ResolverActor.Answer"/> will come.</summary>
    protected void Resolve(string name)
    {
        if (ResolverActor.IsNeededFor(Run, name)) Resolver().Tell(new ResolverActor.Ask(name), Self);
        else Self.Tell(ResolverActor.FromMap(Run, name), Self);
    }

    /// <summary>Ends it.</summary>
    /// <param name="failure">Why it failed: an errno's name or a sentence; empty where it did not.</param>
    protected void End(string failure)
    {
        HasEnded = true;
        if (!IsEndTold) Voice.Ended(failure);
        CleanUp();
        SetBusy(false);
        Settle();
        Context.Stop(Self);
    }

    /// <summary>The next job may begin: this one waits or has ended.</summary>
    protected void Settle()
    {
        if (_settled) return;
        _settled = true;
        Director.Tell(AppLifecycle.Idle.Message, Self);
    }

    protected void SetBusy(bool busy) => _hold.Set(busy);

    private IActorRef Resolver()
    {
        if (!_resolver.Equals(ActorRefs.Nobody)) return _resolver;
        RunContext run = Run;
        IActorRef host = Host;
        long owner = Owner;
        string name = App.Name;
        return _resolver =
            Context.ActorOf(ActorProps.Of(() => new ResolverActor(run, host, owner, name, run.NameServer!.Value)), "resolver");
    }
}
