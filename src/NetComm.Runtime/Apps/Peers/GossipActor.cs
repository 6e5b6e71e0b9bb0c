using System.Globalization;
using NetComm.Protocols.Gossip;

namespace NetComm.Runtime.Apps.Peers;

/// <summary>A gossip peer over UDP: complete when it knew a rumour and told it until nobody was left to whom it was new.</summary>
internal sealed class GossipActor(RunContext run, App app, AppTask.GossipPeer task, IActorRef host, IActorRef director)
    : PeerActor(run, app, host, director, task.Port, task.Peers)
{
    /// <summary>Datagrams that wait until the peers are looked up.</summary>
    private const int MostEarly = 100;

    private readonly MachineTimer _timer = new(run.Clock, Context.Self);
    private readonly Queue<(byte[] Data, IpEndpoint From)> _early = new();
    private GossipMachine? _machine;

    protected override void Meet()
    {
        _machine = new GossipMachine(Name, Peers, task.Fanout, task.Interval, Run.RandomFor($"gossip:{App.Name}"));
        _machine.Begin(task.Rumour, Run.Clock.Now);
        while (_early.TryDequeue(out (byte[] Data, IpEndpoint From) early)) Take(early.Data, early.From);
        Carry();
    }

    protected override void HearTimer(object message)
    {
        if (message is not MachineTimer.Wake) return;
        _timer.Woken();
        _machine!.TimerExpired(Run.Clock.Now);
        Carry();
    }

    protected override void Take(byte[] data, IpEndpoint from)
    {
        if (_machine is null)
        {
            if (_early.Count < MostEarly) _early.Enqueue((data, from));
            return;
        }

        if (!GossipMessage.TryRead(data, out GossipMessage? message)) return;
        _machine.Received(message, from, Run.Clock.Now);
        Carry();
    }

    private void Carry()
    {
        foreach (GossipEffect effect in _machine!.Effects) Carry(effect);
        _machine.Effects.Clear();
        SetBusy(_machine.IsTelling);
        _timer.SetFor(_machine.NextTimer);
    }

    private void Carry(GossipEffect effect)
    {
        switch (effect)
        {
            case GossipEffect.Send send:
                Send(send.To, send.Message.Write());
                break;
            case GossipEffect.Learnt learnt:
                string source = learnt.From is { } teller ? $"heard \"{learnt.Rumour}\" from {teller}" : $"starts \"{learnt.Rumour}\"";
                Print(string.Create(CultureInfo.InvariantCulture, $"round {learnt.Round}: {source}, knows {_machine!.Members} others"));
                Voice.Report(AppReport.Learnt + learnt.Rumour, learnt.Round);
                break;
            case GossipEffect.LostInterest lost:
                Print(string
                    .Create(CultureInfo.InvariantCulture,
                    $"round {lost.Round}: loses interest in \"{lost.Rumour}\" after telling it {lost.Told} times, {lost.InVain} in vain"));
                if (!_machine!.IsTelling) Complete();
                break;
        }
    }
}
