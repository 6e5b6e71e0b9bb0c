using System.Text;
using NetComm.Runtime.Apps.Dns;

namespace NetComm.Runtime.Apps.Programs;

/// <summary>Runs one socket program: a call, its answer, the next call. A call that fails ends it with the errno's name.</summary>
internal sealed class ProgramActor : UntypedActor
{
    private sealed record Wake(long Call);

    /// <summary>A call that was made at this time in the run that is replayed is due.</summary>
    private sealed record Due(long Call);

    private readonly RunContext _run;
    private readonly SocketProgram _program;
    private readonly IActorRef _host;
    private readonly IActorRef _director;
    private readonly RunHold _hold;
    private readonly ProgramLimits _limits;
    private readonly ProgramCursor _cursor;
    private readonly ProgramVariables _variables;
    private readonly Dictionary<string, IActorRef> _sockets = [];
    private readonly List<IActorRef> _open = [];
    private IActorRef _resolver = ActorRefs.Nobody;
    private ProgramStep? _pending;
    private RecordedCalls? _recorded;
    private ProgramStep? _early;
    private long _calls;
    private SimTime _lastStep;
    private bool _settled;
    private bool _ended;

    public ProgramActor(RunContext run, SocketProgram program, IActorRef host, IActorRef director)
    {
        (_run, _program, _host, _director) = (run, program, host, director);
        _hold = new RunHold(run.Progress);
        _limits = new ProgramLimits();
        _cursor = new ProgramCursor(program.Steps, _limits);
        _variables = new ProgramVariables(_limits);
    }

    // Its resolver is a part of it, whose failure is its own.
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
                _run.Trace.Write(TraceEvents.At(_run.Clock.Now, TraceEventKind.ProgramStarted, _program.Index));
                // A restart began it anew then too: which time it was, its start tells.
                _recorded = _program.Recorded.MinBy(recorded => Math.Abs((recorded.Start - _run.Clock.Now).Picoseconds));
                RunOn();
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
                End("host crashed");
                break;
            case Wake wake when wake.Call == _calls && _pending is ProgramStep.Sleep:
                Over(Errno.None);
                break;
        }
    }

    private void RunOn()
    {
        while (_pending is null && _early is null && !_ended)
        {
            if (_cursor.Next() is not { } step)
            {
                End(failure: "");
                return;
            }

            _calls++;
            if (_run.Clock.Now > _lastStep) _limits.OnWait();
            _lastStep = _run.Clock.Now;
            if (step.IsCall && _recorded?.MadeAt(_calls) is { } made && made > _run.Clock.Now) Await(step, made);
            else Do(step);
        }
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
                Write(TraceEventKind.ProgramPrinted, text);
                break;
            case ProgramStep.Set set:
                foreach ((string name, string value) in set.Values) _variables[name] = _variables.Fill(value);
                break;
            case ProgramStep.Expect expect:
                Check(expect);
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

                long owner = Owner.Of(_program.Id).TraceNumber;
                _host.Tell(new SocketCall.Open(open.Stream ? Transport.Tcp : Transport.Udp, owner), Self);
                break;
            default:
                Call(step);
                break;
        }
    }

    private void Check(ProgramStep.Expect expect)
    {
        string left = _variables.Fill(expect.Left);
        string right = _variables.Fill(expect.Right);
        bool holds = expect.Contains ? left.Contains(right, StringComparison.Ordinal) : left == right;
        if (!holds) End($"expected \"{left}\" {(expect.Contains ? "to contain" : "to equal")} \"{right}\"");
    }

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

    private void LookUp(string name)
    {
        if (_resolver.Equals(ActorRefs.Nobody))
        {
            (RunContext run, IActorRef host, SocketProgram program) = (_run, _host, _program);
            long owner = Owner.Of(program.Id).TraceNumber;
            _resolver = Context.ActorOf(
                ActorProps.Of(() => new ResolverActor(run, host, owner, program.Name, run.NameServer!.Value)), "resolver");
        }

        _resolver.Tell(new ResolverActor.Ask(name), Self);
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
            case (ProgramStep.Receive receive, SocketReply.Data data):
                _variables[receive.As] = Encoding.UTF8.GetString(data.Bytes);
                Over(Errno.None);
                break;
            case (ProgramStep.ReceiveFrom receive, SocketReply.Data data):
                _variables[receive.As] = Encoding.UTF8.GetString(data.Bytes);
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

    private void Over(Errno errno)
    {
        ProgramStep step = _pending ?? throw new InvalidOperationException("No call is pending.");
        _pending = null;
        Write(TraceEventKind.ProgramCalled, ProgramCalls.Describe(step, _variables), _calls, errno);
        if (step is ProgramStep.Close close && errno == Errno.None && _sockets.Remove(close.Socket, out IActorRef? closed))
            _open.Remove(closed);
        if (errno != Errno.None) End(errno.ToString());
        else RunOn();
    }

    private void End(string failure)
    {
        _ended = true;
        Write(TraceEventKind.ProgramEnded, failure);
        // The system closes what a program that ends has left open.
        foreach (IActorRef socket in _open) socket.Tell(new SocketCall.Close(), Self);
        _hold.Set(false);
        Settle();
        Context.Stop(Self);
    }

    private void Settle()
    {
        if (_settled) return;
        _settled = true;
        _director.Tell(AppLifecycle.Idle.Message, Self);
    }

    private void Write(TraceEventKind kind, string text, long call = 0, Errno errno = Errno.None)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _run.Trace.Write(TraceEvents.WithBytes(_run.Clock.Now, kind, _program.Index, bytes.Length, call, errno), bytes);
    }
}
