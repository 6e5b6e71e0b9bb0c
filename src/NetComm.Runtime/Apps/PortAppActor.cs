namespace NetComm.Runtime.Apps;

/// <summary>An app at a port, taken before the first send if it begins with the run. Waiting holds no run but an idle one.</summary>
internal abstract class PortAppActor(RunContext run, App app, IActorRef host, IActorRef director, Transport transport, int port)
    : AppActor(run, app, host, director)
{
    private bool _isUp;

    protected IActorRef Socket { get; private set; } = ActorRefs.Nobody;

    protected sealed override bool SettlesAtOnce => _isUp;

    protected sealed override void Prepare()
    {
        if (App.Start == SimTime.Zero) Open();
        else Ready();
    }

    protected sealed override void Begin()
    {
        if (_isUp) GoToWork();
        else Open();
    }

    protected sealed override void Handle(object message)
    {
        switch (message)
        {
            case SocketOpened opened when !_isUp:
                Socket = opened.Socket;
                Socket.Tell(new SocketCall.Bind(new(Ipv4Address.Any, port)), Self);
                break;
            case SocketReply.Bound when !_isUp && transport == Transport.Tcp:
                Socket.Tell(new SocketCall.Listen(Backlog: null), Self);
                break;
            case SocketReply.Bound or SocketReply.Done { Errno: Errno.None } when !_isUp:
                Up();
                break;
            case SocketReply.Done done when !_isUp:
                Refused(done.Errno);
                break;
            default:
                HearMore(message);
                break;
        }
    }

    protected abstract void Work();

    protected abstract void HearMore(object message);

    protected override void CleanUp() => Socket.Tell(new SocketCall.Close(), ActorRefs.NoSender!);

    private void Open() => Host.Tell(new SocketCall.Open(transport, Owner), Self);

    private void Up()
    {
        _isUp = true;
        if (!HasBegun)
        {
            Ready();
            return;
        }

        GoToWork();
        Settle();
    }

    private void GoToWork()
    {
        if (!Run.OnlyServes) SetBusy(false);
        Work();
    }

    private void Refused(Errno errno)
    {
        if (HasBegun) End(errno.ToString());
        else Director.Tell(AppLifecycle.CannotStart.Without(port, $"app '{App.Name}'", errno), Self);
    }
}
