using NetComm.Protocols.Streams;

namespace NetComm.Runtime.Apps;

/// <summary>One connection of a server, round the machine that says what is answered.</summary>
internal sealed class StreamSessionActor : UntypedActor
{
    private readonly RunContext _run;
    private readonly AppTrace _voice;
    private readonly StreamMachine _machine;
    private readonly StreamPort _port;
    private readonly MachineTimer _timer;

    public StreamSessionActor(RunContext run, AppTrace voice, IActorRef socket, StreamMachine machine)
    {
        _run = run;
        _voice = voice;
        _machine = machine;
        _port = new StreamPort(socket, Self);
        _timer = new MachineTimer(run.Clock, Self);
    }

    private SimTime Now => _run.Clock.Now;

    protected override void PreStart()
    {
        _machine.Opened(Now);
        Carry();
        _port.ReadOn();
    }

    protected override void PostStop() => _port.Abort();

    protected override void OnReceive(object message)
    {
        if (message is MachineTimer.Wake)
        {
            _timer.Woken();
            _machine.TimerExpired(Now);
        }
        else if (message is SocketReply reply)
        {
            Handle(reply);
        }

        Carry();
    }

    private void Handle(SocketReply reply)
    {
        switch (_port.Handle(reply))
        {
            case StreamPort.News.Received:
                _machine.Received(_port.Bytes, Now);
                break;
            case StreamPort.News.PeerFinished:
                _machine.PeerFinished(Now);
                break;
        }
    }

    private void Carry()
    {
        foreach (StreamEffect effect in _machine.Effects)
        {
            if (effect is StreamEffect.Send send) _port.Add(send.Content);
            else if (effect is StreamEffect.Finish) _port.Finish();
            else if (effect is StreamEffect.Close) _port.Close();
            else if (effect is StreamEffect.Print print) _voice.Print(print.Line);
        }

        _machine.Effects.Clear();
        _port.Flush();
        if (_port.IsClosed) Context.Stop(Self);
        else _timer.SetFor(_machine.NextTimer);
    }
}
