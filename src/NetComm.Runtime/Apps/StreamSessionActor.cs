using NetComm.Protocols.Streams;

namespace NetComm.Runtime.Apps;

/// <summary>One connection of a server, round the machine that says what is answered.</summary>
internal sealed class StreamSessionActor(RunContext run, AppTrace voice, IActorRef socket, StreamMachine machine) : UntypedActor
{
    private readonly StreamPort _port = new(socket, Context.Self);
    private readonly MachineTimer _timer = new(run.Clock, Context.Self);

    private SimTime Now => run.Clock.Now;

    protected override void PreStart()
    {
        machine.Opened(Now);
        Carry();
        _port.ReadOn();
    }

    protected override void PostStop() => _port.Abort();

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
        switch (_port.Handle(reply))
        {
            case StreamPort.News.Received:
                machine.Received(_port.Bytes, Now);
                break;
            case StreamPort.News.PeerFinished:
                machine.PeerFinished(Now);
                break;
        }
    }

    private void Carry()
    {
        foreach (StreamEffect effect in machine.Effects)
        {
            if (effect is StreamEffect.Send send) _port.Add(send.Content);
            else if (effect is StreamEffect.Finish) _port.Finish();
            else if (effect is StreamEffect.Close) _port.Close();
            else if (effect is StreamEffect.Print print) voice.Print(print.Line);
        }

        machine.Effects.Clear();
        _port.Flush();
        if (_port.IsClosed) Context.Stop(Self);
        else _timer.SetFor(machine.NextTimer);
    }
}
