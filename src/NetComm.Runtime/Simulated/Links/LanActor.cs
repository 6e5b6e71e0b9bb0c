namespace NetComm.Runtime.Simulated.Links;

/// <summary>A LAN: its switch or shared medium, its properties and state, of which each member is told what changes.</summary>
internal sealed class LanActor : DirectActor
{
    private sealed record SnoopingTimer(SimTime At);

    private readonly SimulatedNetwork _network;
    private readonly Lan _lan;
    private readonly LinkTransmitter[] _ports;
    private readonly LanSwitch? _switch;
    private readonly Snooping? _snooping;
    private LinkProperties _properties;

    public LanActor(SimulatedNetwork network, Lan lan)
    {
        _network = network;
        _lan = lan;
        _properties = lan.Properties;
        if (lan.Medium == LanMedium.Shared)
        {
            _ports = network.ConnectStations(lan);
            return;
        }

        _ports = network.Connect(lan, Self);
        if (network.UsesMulticast) _snooping = new Snooping(network, lan, network.Clock.Now, WakeAt);
        _switch = new LanSwitch(network, new LanPorts(network, lan, _ports), _snooping);
    }

    protected override void OnReceive(object message)
    {
        if (message is PacketArrived arrived) _switch!.Receive(arrived.Packet, _network.Clock.Now);
        else if (message is LinkCommand command) Handle(command);
        else if (message is SnoopingTimer timer) _snooping!.TimerExpired(timer.At);
        else Unhandled(message);
    }

    private void Handle(LinkCommand command)
    {
        switch (command)
        {
            case LinkCommand.GoDown:
                Tell(member => new LinkStatus.WentDown(member.Index));
                Array.ForEach(_ports, port => port.GoDown(_network.Clock.Now));
                break;
            case LinkCommand.ComeUp:
                Tell(member => new LinkStatus.CameUp(member.Index));
                Array.ForEach(_ports, port => port.ComeUp());
                break;
            case LinkCommand.Change change:
                _properties = change.Forward.ApplyTo(_properties);
                (LinkProperties up, LinkProperties down) = LanSides.Of(_lan, _properties);
                Tell(member => new LinkStatus.Changed(member.Index, up));
                Array.ForEach(_ports, port => port.Change(down, _network.Clock.Now));
                break;
        }
    }

    private void WakeAt(SimTime time) => _network.Clock.At(time, Self, new SnoopingTimer(time));

    private void Tell(Func<NetworkInterface, LinkStatus> status)
    {
        foreach (NetworkInterface member in _lan.Interfaces) _network.Nodes[member.Node].Tell(status(member), Self);
    }
}
