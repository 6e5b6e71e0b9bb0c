using NetComm.Protocols.Ftp;
using NetComm.Runtime.Apps.Dns;

namespace NetComm.Runtime.Apps.Ftp;

/// <summary>An FTP client: a control connection, and a data connection per command. A refusal ends it, in the server's words.</summary>
internal sealed class FtpClientActor : AppActor
{
    private readonly AppTask.FtpClient _task;
    private readonly FtpClientSession _machine;
    private readonly FtpDataPort _data;
    private readonly MachineTimer _timer;
    private StreamPort? _control;
    private IActorRef _connecting = ActorRefs.Nobody;
    private IpEndpoint _server;
    private int _dataPort;

    public FtpClientActor(RunContext run, App app, AppTask.FtpClient task, IActorRef host, IActorRef director)
        : base(run, app, host, director)
    {
        _task = task;
        _machine = new FtpClientSession(task);
        _data = new FtpDataPort(_machine, run.Clock, Self);
        _timer = new MachineTimer(run.Clock, Self);
    }

    private SimTime Now => Run.Clock.Now;

    protected override void Begin() => Resolve(_task.Server);

    protected override void Handle(object message)
    {
        switch (message)
        {
            case MachineTimer.Wake:
                _timer.Woken();
                _machine.TimerExpired(Now);
                break;
            case ResolverActor.Answer answer:
                Resolved(answer);
                break;
            case SocketOpened opened:
                _connecting = opened.Socket;
                _connecting
                    .Tell(new SocketCall.Connect(_control is null ? _server : _server with { Port = _dataPort }, Timeout: null), Self);
                break;
            case SocketReply.Done done when Sender.Equals(_connecting):
                Connected(done.Errno);
                break;
            case SocketReply reply when _control is not null && _control.IsFrom(Sender):
                HearControl(reply);
                break;
            case SocketReply reply:
                _data.TryHear(Sender, reply);
                break;
        }

        Carry();
    }

    protected override void CleanUp()
    {
        _data.Drop();
        _control?.Abort();
        _connecting.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
    }

    private void Resolved(ResolverActor.Answer answer)
    {
        if (answer.Address is not { } address)
        {
            End(answer.Errno.ToString());
            return;
        }

        _server = new IpEndpoint(address, _task.Port);
        Host.Tell(new SocketCall.Open(Transport.Tcp, Owner), Self);
    }

    private void Connected(Errno errno)
    {
        IActorRef socket = _connecting;
        _connecting = ActorRefs.Nobody;
        if (_control is not null)
        {
            if (errno == Errno.None) _data.Open(socket);
            else socket.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
            if (errno != Errno.None) _machine.DataFailed(Now);
            return;
        }

        if (errno != Errno.None)
        {
            socket.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
            End(errno.ToString());
            return;
        }

        _control = new StreamPort(socket, Self);
        _control.ReadOn();
        _machine.Opened(Now);
    }

    private void HearControl(SocketReply reply)
    {
        switch (_control!.Handle(reply))
        {
            case StreamPort.News.Received:
                _machine.Received(_control.Bytes, Now);
                break;
            case StreamPort.News.PeerFinished or StreamPort.News.Failed:
                _machine.PeerFinished(Now);
                break;
        }
    }

    private void Carry()
    {
        for (int i = 0; i < _machine.Effects.Count && !HasEnded; i++) Carry(_machine.Effects[i]);
        _machine.Effects.Clear();
        if (!HasEnded) _timer.SetFor(_machine.NextTimer);
    }

    private void Carry(FtpEffect effect)
    {
        switch (effect)
        {
            case FtpEffect.Say say:
                _control!.Write(FileContent.Of(say.Line + "\r\n"));
                break;
            case FtpEffect.Print print:
                Print(print.Line);
                break;
            case FtpEffect.Connect connect:
                _dataPort = connect.Port;
                Host.Tell(new SocketCall.Open(Transport.Tcp, Owner), Self);
                break;
            case FtpEffect.SendData send:
                _data.Send(send.Content);
                break;
            case FtpEffect.ReceiveData:
                _data.Receive();
                break;
            case FtpEffect.DropData:
                _data.Drop();
                break;
            case FtpEffect.End end:
                Voice.Report(AppReport.Status, _machine.Status);
                End(end.Failure);
                break;
        }
    }
}
