using NetComm.Runtime.AkkaHosting;

namespace NetComm.Runtime.Tests.AkkaHosting.Programs;

/// <summary>An actor of a <see cref="RandomProgram"/>: it records what it sees, and does what is drawn.</summary>
internal sealed class RandomActor : DirectActor, IWithUnboundedStash, IWithTimers
{
    private const int MostDepth = 4;

    private readonly RandomProgram _program;
    private readonly int _depth;
    private readonly string _name;

    public RandomActor(RandomProgram program, int depth)
    {
        (_program, _depth, _name) = (program, depth, RandomProgram.NameOf(Self));
        Record("made");
        if (depth > 0) FailNowAndThen("fails while made", onceIn: 6);
    }

    public IStash Stash { get; set; } = null!;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy()
    {
        int? retries = _program.Below(3) == 0 ? _program.Below(3) : null;
        return _program.Below(2) == 0
            ? new OneForOneStrategy(retries, null, failure => Decide("one for one", failure))
            : new AllForOneStrategy(retries, null, failure => Decide("all for one", failure));
    }

    protected override void PreStart()
    {
        Record("starts");
        _program.Begins(Self);
        if (_depth > 0) FailNowAndThen("fails at start", onceIn: 6);
        for (int children = _depth < 2 ? 1 + _program.Below(3) : 0; children > 0; children--) MakeChild();
        if (_program.Below(4) == 0) Self.Tell(NextNote());
    }

    protected override void PostStop()
    {
        Record("stops");
        _program.Ends(Self);
        if (_program.Below(4) == 0 && _program.Burn()) _program.Anyone().Tell(NextNote());
        FailNowAndThen("fails at stop", onceIn: 12);
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // Not at which message: what Akka shows is not changed by one that goes past its envelope.
        Record("restarts", $"by {reason.GetType().Name}");
        FailNowAndThen("fails before restart", onceIn: 6);
        if (_program.Below(3) > 0) base.PreRestart(reason, message);
        else Record("keeps its children");
    }

    protected override void PostRestart(Exception reason)
    {
        Record("restarted");
        FailNowAndThen("fails after restart", onceIn: 4);
        base.PostRestart(reason);
    }

    protected override void OnReceive(object message) => Handle("", message);

    private void Handle(string behavior, object message)
    {
        _program.OnMessage?.Invoke();
        Record("gets",
            $"{RandomProgram.TextOf(message)} {(message is DirectNote ? "" : $"from {RandomProgram.NameOf(Sender)} {behavior}")}");
        if (message is Tick) Record("timer");
        if (message is ReceiveTimeout) Record("silence");
        if (message is Terminated) Record("terminated");
        if (!_program.Burn())
        {
            Timers.CancelAll();
            if (message is not DirectNote) Context.SetReceiveTimeout(null);
            return;
        }

        if (message is not DirectNote && RandomProgram.NameOf(Sender) == "asker" && _program.Below(2) == 0) Sender.Tell(NextNote());
        for (int acts = 1 + _program.Below(3); acts > 0; acts--) Do(_program.NextAct(), message);
    }

    private void Do(ProgramAct act, object message)
    {
        if (message is DirectNote && act is ProgramAct.Reply or ProgramAct.Forward or ProgramAct.Stash or ProgramAct.SetReceiveTimeout)
            return;
        switch (act)
        {
            case ProgramAct.Tell or ProgramAct.TellSelf or ProgramAct.TellQuietly or ProgramAct.Forward or ProgramAct.Reply
                or ProgramAct.Ask:
                Send(act, message);
                break;
            case ProgramAct.Poison or ProgramAct.Kill or ProgramAct.Schedule or ProgramAct.ScheduleTask or ProgramAct.Dispatch
                or ProgramAct.Select or ProgramAct.Identify:
                SendOther(act);
                break;
            case ProgramAct.Stash or ProgramAct.Unstash or ProgramAct.UnstashAll:
                DoWithStash(act);
                break;
            case ProgramAct.Become or ProgramAct.BecomeStacked or ProgramAct.Unbecome:
                DoWithBehavior(act);
                break;
            case ProgramAct.SetReceiveTimeout or ProgramAct.StartTimer or ProgramAct.StartPeriodicTimer or ProgramAct.CancelTimer:
                DoWithTimers(act);
                break;
            default:
                DoWithLives(act);
                break;
        }
    }

    private void Send(ProgramAct act, object message)
    {
        if (act == ProgramAct.Tell) _program.Anyone().Tell(NextNote());
        if (act == ProgramAct.TellSelf) Self.Tell(NextNote());
        if (act == ProgramAct.TellQuietly) _program.Anyone().Tell(new QuietNote(_program.NextNumber()), Self);
        if (act == ProgramAct.Forward) _program.Anyone().Forward(message);
        if (act == ProgramAct.Reply) Sender.Tell(NextNote());
        if (act == ProgramAct.Ask) _program.Add(_program.Anyone().Ask<object>(new Note(_program.NextNumber())));
    }

    private void SendOther(ProgramAct act)
    {
        if (act == ProgramAct.Poison) _program.Victim().Tell(PoisonPill.Instance);
        if (act == ProgramAct.Kill) _program.Victim().Tell(Kill.Instance);
        if (act == ProgramAct.Schedule) Context.System.Scheduler.ScheduleTellOnce(_program.SomeTime(), _program.Anyone(), NextNote(), Self);
        if (act == ProgramAct.ScheduleTask) TellFromATask(_program.SomeTime(), _program.Anyone(), NextNote());
        if (act == ProgramAct.Dispatch) TellFromATask(null, _program.Anyone(), NextNote());
        if (act == ProgramAct.Select) Context.ActorSelection(_program.Below(2) == 0 ? "*" : "../*").Tell(NextNote());
        if (act == ProgramAct.Identify) _program.Anyone().Tell(new Identify(_program.NextNumber()));
    }

    /// <summary>A task belongs to no actor: what it tells has no sender.</summary>
    private static void TellFromATask(TimeSpan? later, IActorRef actor, object note)
    {
        if (later is { } delay) Context.System.Scheduler.Advanced.ScheduleOnce(delay, () => actor.Tell(note));
        else Context.Dispatcher.Schedule(() => actor.Tell(note));
    }

    private void DoWithStash(ProgramAct act)
    {
        Record(act.ToString(), $"{Stash.Count} in the stash");
        if (act == ProgramAct.Stash) Stash.Stash();
        if (act == ProgramAct.Unstash) Stash.Unstash();
        if (act == ProgramAct.UnstashAll) Stash.UnstashAll();
    }

    private void DoWithBehavior(ProgramAct act)
    {
        string name = $"as {_program.NextNumber()}";
        if (act == ProgramAct.Become) Become(message => Handle(name, message));
        if (act == ProgramAct.BecomeStacked) BecomeStacked(message => Handle(name, message));
        if (act == ProgramAct.Unbecome) UnbecomeStacked();
    }

    private void DoWithTimers(ProgramAct act)
    {
        int key = _program.Below(2);
        if (act == ProgramAct.SetReceiveTimeout) Context.SetReceiveTimeout(_program.Below(4) == 0 ? null : _program.SomeTime());
        if (act == ProgramAct.StartTimer) Timers.StartSingleTimer(key, new Tick(_program.NextNumber()), _program.SomeTime());
        if (act == ProgramAct.StartPeriodicTimer) Timers.StartPeriodicTimer(key, new Tick(_program.NextNumber()), _program.SomeTime());
        if (act == ProgramAct.CancelTimer) Timers.Cancel(key);
    }

    private void DoWithLives(ProgramAct act)
    {
        if (act == ProgramAct.Fail) throw new InvalidOperationException("An act.");
        if (act == ProgramAct.StopSelf && _depth > 0) Context.Stop(Self);
        if (act == ProgramAct.StopAnyone) Context.Stop(_program.Victim());
        if (act == ProgramAct.StopChild) StopChild();
        if (act == ProgramAct.Watch) Context.Watch(_program.Anyone());
        if (act == ProgramAct.WatchWith) Context.WatchWith(_program.Anyone(), NextNote());
        if (act == ProgramAct.Unwatch) Context.Unwatch(_program.Anyone());
        if (act == ProgramAct.MakeChild) MakeChild();
    }

    private void StopChild()
    {
        IActorRef[] children = [.. Context.GetChildren().OrderBy(child => child.Path.Name, StringComparer.Ordinal)];
        if (children.Length > 0) Context.Stop(children[_program.Below(children.Length)]);
    }

    /// <summary>Now and then by a name that may be taken: then this actor fails.</summary>
    private void MakeChild()
    {
        if (_depth == MostDepth || !_program.HasRoom) return;
        string name = _program.GoesWrong(onceIn: 2) ? "same" : $"{_program.NextNumber()}";
        IActorRef child = Context.ActorOf(Props.Create<RandomActor>(_program, _depth + 1), name);
        _program.Add(child);
        if (_program.Below(3) == 0) child.Tell(NextNote());
    }

    private Directive Decide(string strategy, Exception failure)
    {
        var directive = (Directive)_program.Below(4);
        Record($"{strategy} {directive}", $"by {failure.GetType().Name} of {RandomProgram.NameOf(Sender)}");
        return directive;
    }

    private void FailNowAndThen(string kind, int onceIn)
    {
        if (!_program.GoesWrong(onceIn)) return;
        Record(kind);
        throw new InvalidOperationException(kind);
    }

    private object NextNote()
    {
        int number = _program.NextNumber();
        return _program.Below(3) == 0 ? new DirectNote(number) : new Note(number);
    }

    private void Record(string kind, string what = "") => _program.Record(_name, kind, what);
}
