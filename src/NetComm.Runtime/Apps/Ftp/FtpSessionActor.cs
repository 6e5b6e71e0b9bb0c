using NetComm.Protocols.Ftp;

namespace NetComm.Runtime.Apps.Ftp;

/// <summary>One control connection of an FTP server, and its data connections, which the client opens or wants to be opened.</summary>
internal sealed class FtpSessionActor(RunContext run, AppTrace voice, IActorRef host, ConnectionAccepted control, FtpServerSession machine)
    : UntypedActor
{
    /// <summary>How long the data connection is waited for: vsftpd's accept_timeout.</summary>
    private static readonly SimDuration Patience = SimDuration.FromSeconds(60);

    private readonly StreamPort _control = new(control.Socket, Context.Self);
    private readonly FtpDataPort _data = new(machine, run.Clock, Context.Self);
    private readonly MachineTimer _timer = new(run.Clock, Context.Self);
    private readonly Ipv4Address _peer = control.Peer.Address;
    private IActorRef _listener = ActorRefs.Nobody;
    private IActorRef _connecting = ActorRefs.Nobody;
    private int _opening;
    private int? _clientPort;
    private int _port;

    private SimTime Now => run.Clock.Now;

    protected override void PreStart()
    {
        machine.Opened(Now);
        Carry();
        _control.ReadOn();
    }

    protected override void PostStop()
    {
        StopListening();
        _data.Drop();
        _control.Abort();
    }

    protected override void OnReceive(object message)
    {
        if (message is MachineTimer.Wake)
        {
            _timer.Woken();
            machine.TimerExpired(Now);
        }
        else if (message is SocketReply reply)
        {
            Handle(reply);
        }

        Carry();
    }

    private void Handle(SocketReply reply)
    {
        if (_control.IsFrom(Sender)) HearControl(reply);
        else if (reply is SocketOpened opened) Opened(opened.Socket);
        else if (reply is ConnectionAccepted accepted) Accept(accepted);
        else if (Sender.Equals(_listener)) HearListener(reply);
        else if (Sender.Equals(_connecting)) Connected(reply);
        else _data.TryHear(Sender, reply);
    }

    private void HearControl(SocketReply reply)
    {
        switch (_control.Handle(reply))
        {
            case StreamPort.News.Received:
                machine.Received(_control.Bytes, Now);
                break;
            case StreamPort.News.PeerFinished:
                machine.PeerFinished(Now);
                break;
        }
    }

    // Only the last of several ports that were asked for is used.
    private void Opened(IActorRef socket)
    {
        if (--_opening > 0)
        {
            socket.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
            return;
        }

        if (_clientPort is { } port)
        {
            _connecting = socket;
            socket.Tell(new SocketCall.Connect(new(_peer, port), Patience), Self);
            return;
        }

        _listener = socket;
        socket.Tell(new SocketCall.Bind(new(Ipv4Address.Any, 0)), Self);
    }

    private void Connected(SocketReply reply)
    {
        IActorRef socket = _connecting;
        _connecting = ActorRefs.Nobody;
        if (reply is SocketReply.Done { Errno: Errno.None })
        {
            _data.Open(socket);
            return;
        }

        socket.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
        machine.DataFailed(Now);
    }

    private void HearListener(SocketReply reply)
    {
        switch (reply)
        {
            case SocketReply.Bound bound:
                _port = bound.Local.Port;
                _listener.Tell(new SocketCall.Listen(Backlog: 1), Self);
                break;
            case SocketReply.Done { Errno: Errno.None }:
                _listener.Tell(new SocketCall.Accept(Patience), Self);
                machine.Listens(_port);
                break;
            case SocketReply.Done when _port == 0:
                StopListening();
                machine.CannotListen();
                break;
            case SocketReply.Done:
                StopListening();
                machine.DataFailed(Now);
                break;
        }
    }

    // RFC 2577, 3: a data connection from elsewhere than the client is none of its.
    private void Accept(ConnectionAccepted accepted)
    {
        bool isWanted = !_listener.Equals(ActorRefs.Nobody);
        if (!isWanted || accepted.Peer.Address != _peer)
        {
            accepted.Socket.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
            if (isWanted) _listener.Tell(new SocketCall.Accept(Patience), Self);
            return;
        }

        StopListening();
        _data.Open(accepted.Socket);
    }

    private void StopListening()
    {
        _connecting.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
        _connecting = ActorRefs.Nobody;
        _listener.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
        _listener = ActorRefs.Nobody;
        _port = 0;
    }

    private void Carry()
    {
        // What one effect leads to may be further effects.
        for (int i = 0; i < machine.Effects.Count; i++) Carry(machine.Effects[i]);
        machine.Effects.Clear();
        if (_control.IsClosed) Context.Stop(Self);
        else _timer.SetFor(machine.NextTimer);
    }

    private void Open(int? clientPort)
    {
        _clientPort = clientPort;
        _opening++;
        host.Tell(new SocketCall.Open(Transport.Tcp, voice.Owner), Self);
    }

    private void Carry(FtpEffect effect)
    {
        switch (effect)
        {
            case FtpEffect.Say say:
                _control.Write(FileContent.Of(say.Line + "\r\n"));
                break;
            case FtpEffect.Close:
                _control.Close();
                break;
            case FtpEffect.Print print:
                voice.Print(print.Line);
                break;
            case FtpEffect.Listen:
                Open(clientPort: null);
                break;
            case FtpEffect.Connect connect:
                Open(connect.Port);
                break;
            case FtpEffect.SendData send:
                _data.Send(send.Content);
                break;
            case FtpEffect.ReceiveData:
                _data.Receive();
                break;
            case FtpEffect.DropData:
                StopListening();
                _data.Drop();
                break;
        }
    }
}
