using NetComm.Runtime.Apps.Dns;

namespace NetComm.Runtime.Apps.Programs;

/// <summary>
/// Runs one socket program, or that of one of its connections: a call, its answer, the next call. A call that fails ends it with the
/// errno's name, unless it says what to do then.
/// </summary>
internal sealed class ProgramActor : UntypedActor
{
    private sealed record Wake(long Call);

    /// <summary>A call that was made at this time in the run that is replayed is due.</summary>
    private sealed record Due(long Call);

    /// <summary>Of an expression that has no value, so many characters stand in the trace.</summary>
    private const int MostShown = 100;

    private readonly ProgramHome _home;
    private readonly RunContext _run;
    private readonly TakenConnection? _taken;
    private readonly IActorRef _director;
    private readonly ProgramTrace _trace;
    private readonly RunHold _hold;
    private readonly ProgramLimits _limits;
    private readonly ProgramCursor _cursor;
    private readonly ProgramVariables _variables;
    private readonly ProgramConnections _connections;
    private readonly Dictionary<string, IActorRef> _sockets = [];
    private readonly List<IActorRef> _open = [];
    private IActorRef _resolver = ActorRefs.Nobody;
    private ProgramStep? _pending;
    private IReadOnlyList<ErrorHandler> _handlers = [];
    private RecordedCalls? _recorded;
    private ProgramStep? _early;
    private long _calls;
    private int _takenByEach;
    private SimTime _lastStep;
    private bool _isRunningOn;
    private bool _settled;
    private bool _ended;

    public ProgramActor(RunContext run, SocketProgram program, IActorRef host, IActorRef director)
        : this(new ProgramHome(run, program, host), program.Steps, director, null)
    {
    }

    /// <summary>The program of a connection, which nobody waits for to begin.</summary>
    public ProgramActor(ProgramHome home, TakenConnection taken)
        : this(home, taken.Each.Steps, ActorRefs.Nobody, taken)
    {
        _sockets[taken.Each.As] = taken.Accepted.Socket;
        _open.Add(taken.Accepted.Socket);
        if (taken.Each.From is { } peer) _variables[peer] = taken.Accepted.Peer.ToString();
    }

    private ProgramActor(ProgramHome home, IReadOnlyList<ProgramStep> steps, IActorRef director, TakenConnection? taken)
    {
        (_home, _run, _director, _taken) = (home, home.Run, director, taken);
        int number = taken?.Number ?? 0;
        _trace = new ProgramTrace(_run, home.Program.Id, number);
        _hold = new RunHold(_run.Progress);
        _limits = new ProgramLimits(home.Use);
        _variables = new ProgramVariables(_limits, _run.Clock, taken?.Variables ?? new Dictionary<string, string>());
        _cursor = new ProgramCursor(steps, _variables, _limits);
        _connections = new ProgramConnections(home, Context, number);
    }

    // Its resolver and the programs of its connections are parts of it, whose failures are its own.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    protected override void PreStart() => _hold.Set(true);

    protected override void PostStop() => _hold.Set(false);

    protected override void OnReceive(object message)
    {
        try
        {
            Handle(message);
        }
        catch (ProgramLimitException limit)
        {
            End(limit.Errno.ToString());
        }
    }

    private void Handle(object message)
    {
        switch (message)
        {
            case AppLifecycle.Prepare:
                _director.Tell(AppLifecycle.Ready.Message, Self);
                break;
            case AppLifecycle.Begin:
                Begin();
                break;
            case Due due when due.Call == _calls && _early is { } step:
                _early = null;
                Do(step);
                RunOn();
                break;
            case SocketReply reply:
                Answered(reply);
                break;
            case ResolverActor.Answer answer:
                LookedUp(answer);
                break;
            case AppLifecycle.HostCrashed:
                _connections.TellAll(AppLifecycle.HostCrashed.Message);
                if (!_ended) End("host crashed");
                break;
            case Terminated ended:
                _connections.Ended(ended.ActorRef);
                StopIfOver();
                break;
            case Wake wake when wake.Call == _calls && _pending is ProgramStep.Sleep:
                Over(Errno.None);
                break;
        }
    }

    private void Begin()
    {
        _trace.Started(_taken?.TakenBy ?? 0);
        // A restart began it anew then too: which time it was, its start tells.
        _recorded = _home.Program.Recorded.Where(recorded => recorded.Connection == (_taken?.Number ?? 0))
            .MinBy(recorded => Math.Abs((recorded.Start - _run.Clock.Now).Picoseconds));
        RunOn();
    }

    private void RunOn()
    {
        // A call that fails at once, and whose error has steps of its own, comes back here in the middle of a step.
        if (_isRunningOn) return;
        _isRunningOn = true;
        while (_pending is null && _early is null && !_ended) Step();
        _isRunningOn = false;
    }

    private void Step()
    {
        if (_cursor.Next() is not { } step)
        {
            End(failure: "");
            return;
        }

        _calls++;
        // In virtual time only what waits takes time.
        if (_run.Scenario.Mode == RunMode.Simulated && _run.Clock.Now > _lastStep) _limits.OnWait();
        _lastStep = _run.Clock.Now;
        (step, _handlers) = step is ProgramStep.Try attempt ? (attempt.Step, attempt.Handlers) : (step, []);
        if (step.IsCall && _recorded?.MadeAt(_calls) is { } made && made > _run.Clock.Now) Await(step, made);
        else Do(step);
    }

    private void Await(ProgramStep step, SimTime made)
    {
        _early = step;
        _run.Clock.At(made, Self, new Due(_calls));
        Settle();
    }

    private void Do(ProgramStep step)
    {
        switch (step)
        {
            case ProgramStep.Print print:
                string text = _variables.Fill(print.Text);
                _limits.OnPrint(text.Length);
                _trace.Printed(text);
                break;
            case ProgramStep.Set set:
                foreach ((string name, string value) in set.Values) _variables[name] = _variables.Fill(value);
                break;
            case ProgramStep.Calculate calculate:
                Calculate(calculate);
                break;
            case ProgramStep.Expect expect:
                if (!ProgramConditions.Holds(expect.Condition, _variables)) End(ProgramConditions.Expected(expect.Condition, _variables));
                break;
            case ProgramStep.Sleep sleep:
                _pending = step;
                _limits.OnWait();
                _run.Clock.At(_run.Clock.Now + sleep.Time, Self, new Wake(_calls));
                Settle();
                break;
            case ProgramStep.OpenSocket open:
                _pending = step;
                if (_open.Count >= ProgramLimits.MostSockets)
                {
                    Over(Errno.EMFILE);
                    break;
                }

                _home.Host.Tell(new SocketCall.Open(open.Stream ? Transport.Tcp : Transport.Udp, _trace.Owner), Self);
                break;
            default:
                Call(step);
                break;
        }
    }

    private void Calculate(ProgramStep.Calculate calculate)
    {
        foreach ((string name, string expression) in calculate.Values)
        {
            string filled = _variables.Fill(expression);
            if (Calculation.Of(filled) is { } value)
            {
                _variables[name] = value;
                continue;
            }

            _trace.Called($"{name} = calc({Shown(filled)})", _calls, Errno.EINVAL);
            Fail(Errno.EINVAL);
            return;
        }
    }

    private static string Shown(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";

    private void Call(ProgramStep step)
    {
        _pending = step;
        if (ProgramCalls.SocketOf(step) is not { } name || !_sockets.TryGetValue(name, out IActorRef? socket))
        {
            Over(Errno.EBADF);
            return;
        }

        if (_run.NameServer is not null && ProgramCalls.NameIn(step, _variables) is { } peer) LookUp(peer);
        else Call(step, socket, _run.Resolve);
    }

    private void Call(ProgramStep step, IActorRef socket, Func<string, Ipv4Address?> resolve)
    {
        if (ProgramCalls.Of(step, _variables, resolve, out Errno errno) is not { } call)
        {
            Over(errno);
            return;
        }

        if (call is SocketCall.Accept && _open.Count >= ProgramLimits.MostSockets)
        {
            Over(Errno.EMFILE);
            return;
        }

        // A call without a timeout may wait for others for ever, and that keeps no run going.
        bool waits = call is SocketCall.Accept { Timeout: null } or SocketCall.Receive { Timeout: null };
        socket.Tell(call, Self);
        if (call is SocketCall.Accept or SocketCall.Receive or SocketCall.Connect)
        {
            _limits.OnWait();
            Settle();
        }

        if (waits) _hold.Set(false);
    }

    private void LookUp(string peer)
    {
        if (_resolver.Equals(ActorRefs.Nobody))
        {
            (RunContext run, IActorRef host, string name) = (_run, _home.Host, _home.Program.Name);
            (long owner, string asker) = (_trace.Owner, _taken is null ? name : $"{name}#{_taken.Number}");
            _resolver = Context.ActorOf(
                ActorProps.Of(() => new ResolverActor(run, host, owner, asker, run.NameServer!.Value)), "resolver");
        }

        _resolver.Tell(new ResolverActor.Ask(peer), Self);
        Settle();
    }

    private void LookedUp(ResolverActor.Answer answer)
    {
        if (_pending is not { } step) return;
        if (answer.Address is not { } address) Over(answer.Errno);
        else if (!_sockets.TryGetValue(ProgramCalls.SocketOf(step)!, out IActorRef? socket)) Over(Errno.EBADF);
        else Call(step, socket, name => name == answer.Name ? address : _run.Resolve(name));
    }

    private void Answered(SocketReply reply)
    {
        // A socket that fails in the middle of a call may have answered it.
        if (_pending is null) return;
        _hold.Set(true);
        switch (_pending, reply)
        {
            case (ProgramStep.OpenSocket open, SocketOpened opened):
                _sockets[open.As] = opened.Socket;
                _open.Add(opened.Socket);
                Over(Errno.None);
                break;
            case (ProgramStep.Accept accept, ConnectionAccepted accepted):
                _sockets[accept.As] = accepted.Socket;
                _open.Add(accepted.Socket);
                if (accept.From is { } peer) _variables[peer] = accepted.Peer.ToString();
                Over(Errno.None);
                break;
            case (ProgramStep.Each each, ConnectionAccepted accepted):
                Take(each, accepted);
                break;
            case (ProgramStep.Receive receive, SocketReply.Data data):
                _variables[receive.As] = ProgramText.Read(data.Bytes);
                Over(Errno.None);
                break;
            case (ProgramStep.ReceiveFrom receive, SocketReply.Data data):
                _variables[receive.As] = ProgramText.Read(data.Bytes);
                if (receive.From is { } from) _variables[from] = data.From.ToString();
                Over(Errno.None);
                break;
            case (_, SocketReply.Done done):
                Over(done.Errno);
                break;
            case (not null, SocketReply.Bound or SocketReply.Sent):
                Over(Errno.None);
                break;
        }
    }

    private void Take(ProgramStep.Each each, ConnectionAccepted accepted)
    {
        _trace.Called(ProgramCalls.Describe(each, _variables), _calls, Errno.None);
        _variables.Error = Errno.None;
        _connections.Take(each, accepted, _variables);
        if (++_takenByEach != each.Times)
        {
            _calls++;
            Call(each);
            return;
        }

        _takenByEach = 0;
        _pending = null;
        RunOn();
    }

    private void Over(Errno errno)
    {
        ProgramStep step = _pending ?? throw new InvalidOperationException("No call is pending.");
        _pending = null;
        _trace.Called(ProgramCalls.Describe(step, _variables), _calls, errno);
        _variables.Error = errno;
        if (step is ProgramStep.Close close && errno == Errno.None && _sockets.Remove(close.Socket, out IActorRef? closed))
            _open.Remove(closed);
        if (errno == Errno.None) RunOn();
        else Fail(errno);
    }

    /// <summary>Goes on with the steps that are there for this error, and then behind the call; or ends.</summary>
    private void Fail(Errno errno)
    {
        _variables.Error = errno;
        _takenByEach = 0;
        ErrorHandler? handler = _handlers.FirstOrDefault(handler => handler.Errno == errno)
            ?? _handlers.FirstOrDefault(handler => handler.Errno is null);
        if (handler is null)
        {
            End(errno.ToString());
            return;
        }

        _cursor.Enter(handler.Steps);
        RunOn();
    }

    private void End(string failure)
    {
        _ended = true;
        _pending = null;
        _early = null;
        _trace.Ended(failure);
        // The system closes what a program that ends has left open.
        foreach (IActorRef socket in _open) socket.Tell(new SocketCall.Close(), Self);
        _limits.OnEnd();
        _hold.Set(false);
        Settle();
        StopIfOver();
    }

    private void StopIfOver()
    {
        if (_ended && _connections.AreOver) Context.Stop(Self);
    }

    private void Settle()
    {
        if (_settled) return;
        _settled = true;
        _director.Tell(AppLifecycle.Idle.Message, Self);
    }
}
