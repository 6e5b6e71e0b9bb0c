using NetComm.Protocols.Dns;

namespace NetComm.Runtime.Apps.Dns;

/// <summary>The TCP side of a name server (RFC 7766): each connection is a session. Where the port is taken, there is only UDP.</summary>
internal sealed class DnsListenerActor(RunContext run, AppTrace voice, IActorRef host, int port, DnsResponder responder) : UntypedActor
{
    /// <summary>
    /// Sessions at one time: as unbound's incoming-num-tcp of 10 a thread, on ten threads. More are closed at once: the protocol has no
    /// word for it.
    /// </summary>
    private const int MostSessions = 100;

    private IActorRef _socket = ActorRefs.Nobody;
    private bool _isBound;
    private bool _isFull;
    private int _sessions;
    private int _sessionsSoFar;

    // A session that fails is stopped, and closes its connection; the others go on.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PreStart() => host.Tell(new SocketCall.Open(Transport.Tcp, voice.Owner), Self);

    protected override void PostStop() => _socket.Tell(new SocketCall.Close(), ActorRefs.NoSender!);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SocketOpened opened:
                _socket = opened.Socket;
                _socket.Tell(new SocketCall.Bind(new(Ipv4Address.Any, port)), Self);
                break;
            case SocketReply.Bound:
                _isBound = true;
                _socket.Tell(new SocketCall.Listen(Backlog: null), Self);
                break;
            case SocketReply.Done { Errno: Errno.None } when _isBound:
                Accept();
                break;
            case ConnectionAccepted accepted:
                Take(accepted);
                Accept();
                break;
            case SocketReply.Done:
                Context.Stop(Self);
                break;
            case Terminated:
                _sessions--;
                break;
        }
    }

    private void Accept() => _socket.Tell(new SocketCall.Accept(Timeout: null), Self);

    private void Take(ConnectionAccepted accepted)
    {
        if (_sessions == MostSessions)
        {
            if (!_isFull) voice.Print($"{MostSessions} connections are open, as many as may be: who comes now is closed until one ends");
            _isFull = true;
            accepted.Socket.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
            return;
        }

        _isFull = false;
        Props session = ActorProps.Of(() => new StreamSessionActor(run, voice, accepted.Socket, new DnsStreamSession(responder)));
        Context.Watch(Context.ActorOf(session, $"session:{++_sessionsSoFar}"));
        _sessions++;
    }
}
