namespace NetComm.Runtime.Apps;

/// <summary>An app that listens at a TCP port: each connection that comes is a session of its own.</summary>
internal sealed class StreamServerActor(
    RunContext run, App app, IActorRef host, IActorRef director, int port, Func<AppTrace, ConnectionAccepted, bool, Props> session)
    : PortAppActor(run, app, host, director, Transport.Tcp, port)
{
    /// <summary>Sessions at one time: as nginx's worker_connections by default, 512. Who comes then is told of it.</summary>
    private const int MostSessions = 512;

    /// <summary>So many are told at one time; all others are closed at once.</summary>
    private const int MostRefusals = 512;

    private readonly Func<AppTrace, ConnectionAccepted, bool, Props> _session = session;
    private readonly List<(IActorRef Session, IActorRef Connection)> _sessions = [];
    private readonly HashSet<IActorRef> _refusals = [];
    private int _sessionsSoFar;
    private bool _isFull;
    private bool _hasStopped;

    // A session that fails is stopped, and its connection closed; the others go on. What it means for the run those say who run it.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ =>
    {
        // The port of one that is refused is closed as it ends.
        if (!_refusals.Contains(Sender)) Close(_sessions.Find(open => open.Session.Equals(Sender)).Connection);
        return Directive.Stop;
    });

    protected override bool IsEndTold => _hasStopped;

    protected override void Work() => Accept();

    protected override void HearMore(object message)
    {
        switch (message)
        {
            case ConnectionAccepted accepted:
                Take(accepted);
                Accept();
                break;
            case SocketReply.Done { Errno: not Errno.None } done:
                StopAccepting(done.Errno);
                break;
            case Terminated ended:
                if (!_refusals.Remove(ended.ActorRef)) _sessions.RemoveAll(open => open.Session.Equals(ended.ActorRef));
                LookForTheEnd();
                break;
        }
    }

    protected override void CleanUp()
    {
        foreach (IActorRef session in _sessions.Select(open => open.Session).Concat(_refusals)) Context.Stop(session);
        base.CleanUp();
    }

    private static void Close(IActorRef connection) => connection.Tell(new SocketCall.Close(), ActorRefs.NoSender!);

    private void Accept() => Socket.Tell(new SocketCall.Accept(Timeout: null), Self);

    // It has failed, but those who are connected are served to their end.
    private void StopAccepting(Errno errno)
    {
        Voice.Ended(errno.ToString());
        _hasStopped = true;
        SetBusy(false);
        LookForTheEnd();
    }

    private void LookForTheEnd()
    {
        if (_hasStopped && _sessions.Count == 0) End("");
    }

    private void Take(ConnectionAccepted accepted)
    {
        if (_sessions.Count == MostSessions)
        {
            Refuse(accepted);
            return;
        }

        _isFull = false;
        _sessions.Add((NewSession(accepted, isRefused: false), accepted.Socket));
    }

    private void Refuse(ConnectionAccepted accepted)
    {
        if (!_isFull) Voice.Print($"{MostSessions} connections are open, as many as may be: who comes now is refused until one ends");
        _isFull = true;
        if (_refusals.Count == MostRefusals) Close(accepted.Socket);
        else _refusals.Add(NewSession(accepted, isRefused: true));
    }

    private IActorRef NewSession(ConnectionAccepted accepted, bool isRefused)
    {
        IActorRef session = Context.ActorOf(_session(Voice, accepted, isRefused), $"session:{++_sessionsSoFar}");
        Context.Watch(session);
        return session;
    }
}
