using NetComm.Network;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Simulated.Control;
using NetComm.Tracing;

namespace NetComm.Runtime.Simulated.Links;

/// <summary>
/// A LAN's switch: takes each frame in whole, learns the sender's port, and sends it on to the port of its destination; to all others, once
/// each, where that is not known or all are meant (IEEE 802.1D, 7.7 and 7.8). Its ports are its own, and each member is told what changes.
/// </summary>
/// <remarks>Not modelled: ageing of what was learned, spanning trees.</remarks>
internal sealed class LanActor : DirectActor
{
    private const int ToAll = -1;

    private readonly SimulatedNetwork _network;
    private readonly Lan _lan;
    private readonly LinkTransmitter[] _ports;
    private readonly bool[] _learned;
    private readonly Snooping? _snooping;
    private LinkProperties _properties;

    public LanActor(SimulatedNetwork network, Lan lan)
    {
        _network = network;
        _lan = lan;
        _properties = lan.Properties;
        _ports = new LinkTransmitter[lan.Interfaces.Count];
        _learned = new bool[lan.Interfaces.Count];
        (LinkProperties up, LinkProperties down) = LanSides.Of(_properties);
        foreach (NetworkInterface member in lan.Interfaces) _ports[member.Port] = network.Connect(lan, member.Port, up, down, Self);
        if (network.UsesMulticast) _snooping = new Snooping(network, lan, Self);
    }

    protected override void OnReceive(object message)
    {
        if (message is PacketArrived arrived) Switch(arrived.Packet);
        else if (message is LinkCommand command) Handle(command);
        else if (message is Snooping.Timer timer) _snooping!.Expire(timer);
        else Unhandled(message);
    }

    private void Switch(Packet packet)
    {
        int from = _network.Interfaces[packet.Interface].At.Port;
        _network.Trace.Write(TraceEvents.Delivered(_network.Clock.Now, packet.Direction, packet.Number, packet.IsCopy));
        _learned[from] = true;
        if (packet.DestinationNode < 0 && _snooping is not null) SendToMany(packet, from);
        else if (packet.NextHopPort != ToAll && _learned[packet.NextHopPort]) _ports[packet.NextHopPort].Offer(packet, _network.Clock.Now);
        else Flood(packet, from);
    }

    // To each port once behind which someone listens.
    private void SendToMany(Packet packet, int from)
    {
        IReadOnlyList<int>? ports = packet.IsForGroup ? _snooping!.PortsFor(packet)
            : packet.Kind == PacketKind.Control ? _snooping!.Overhear(from, packet) : null;
        if (ports is null)
        {
            Flood(packet, from);
            return;
        }

        for (int i = 0; i < ports.Count; i++)
        {
            if (ports[i] != from) _ports[ports[i]].Offer(_network.Duplicate(packet), _network.Clock.Now);
        }

        _network.Discard(packet);
    }

    private void Flood(Packet packet, int from)
    {
        for (int port = 0; port < _ports.Length; port++)
        {
            if (port != from) _ports[port].Offer(_network.Duplicate(packet), _network.Clock.Now);
        }

        _network.Discard(packet);
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
                (LinkProperties up, LinkProperties down) = LanSides.Of(_properties);
                Tell(member => new LinkStatus.Changed(member.Index, up));
                Array.ForEach(_ports, port => port.Change(down, _network.Clock.Now));
                break;
        }
    }

    private void Tell(Func<NetworkInterface, LinkStatus> status)
    {
        foreach (NetworkInterface member in _lan.Interfaces) _network.Nodes[member.Node].Tell(status(member), Self);
    }
}
