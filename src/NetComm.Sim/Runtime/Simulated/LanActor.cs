using NetComm.Sim.Model;
using NetComm.Sim.Runtime.Simulated.Control;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>
/// A LAN's switch: takes each frame in whole, learns the sender's port, and sends it on to the port of its destination; to all others, once each,
/// where that is not known or all are meant (IEEE 802.1D, 7.7 and 7.8).
/// </summary>
/// <remarks>Not modelled: ageing of what was learned, spanning trees.</remarks>
internal sealed class LanActor : UntypedActor
{
    private const int ToAll = -1;

    private readonly SimulatedNetwork _network;
    private readonly Lan _lan;
    private readonly Wire[] _up;
    private readonly Wire[] _down;
    private readonly bool[] _learned;
    private readonly Snooping? _snooping;

    public LanActor(SimulatedNetwork network, Lan lan)
    {
        _network = network;
        _lan = lan;
        _up = new Wire[lan.Interfaces.Count];
        _down = new Wire[lan.Interfaces.Count];
        _learned = new bool[lan.Interfaces.Count];
        (LinkProperties up, LinkProperties down) = LanSides.Of(lan.Properties);
        foreach (NetworkInterface member in lan.Interfaces)
        {
            _up[member.Port] = network.AddWire(up, member.Index, Self);
            _down[member.Port] = network.AddWire(down, member.Index, Self);
            network.Mtu[member.Index] = (int)lan.Properties.Mtu.Bytes;
        }

        if (network.UsesMulticast) _snooping = new Snooping(network, lan, Self);
    }

    protected override void OnReceive(object message)
    {
        if (message is Packet packet) Take(packet);
        else if (message is MediumOrder order) Obey(order);
        else if (message is Snooping.Timer timer) _snooping!.Expire(timer);
        else Unhandled(message);
    }

    private void Take(Packet packet)
    {
        int port = _network.Interfaces[packet.Interface].Port;
        if (packet.Fate != DropReason.None) _down[port].Lose(packet);
        else if (packet.Direction < 0) _up[port].Carry(packet);
        else Switch(packet, port);
    }

    private void Switch(Packet packet, int from)
    {
        _network.Trace.Write(TraceEvents.Delivered(_network.Clock.Now, packet.Direction, packet.Number, packet.IsCopy));
        _learned[from] = true;
        packet.Direction = -1;
        if (packet.DestinationNode < 0 && _snooping is not null)
        {
            SendToMany(packet, from);
            return;
        }

        if (packet.NextHopPort != ToAll && _learned[packet.NextHopPort])
        {
            _down[packet.NextHopPort].Carry(packet);
            return;
        }

        Flood(packet, from);
    }

    // To each port once behind which someone listens.
    private void SendToMany(Packet packet, int from)
    {
        IReadOnlyList<int>? ports = packet.IsForGroup ? _snooping!.PortsFor(packet) : packet.Kind == PacketKind.Control ? _snooping!.Overhear(from, packet) : null;
        if (ports is null)
        {
            Flood(packet, from);
            return;
        }

        for (int i = 0; i < ports.Count; i++)
        {
            if (ports[i] != from) _down[ports[i]].Carry(_network.Duplicate(packet));
        }

        _network.Discard(packet);
    }

    private void Flood(Packet packet, int from)
    {
        for (int port = 0; port < _down.Length; port++)
        {
            if (port != from) _down[port].Carry(_network.Duplicate(packet));
        }

        _network.Discard(packet);
    }

    private void Obey(MediumOrder order)
    {
        switch (order)
        {
            case MediumOrder.GoDown:
                Array.ForEach(_up, wire => wire.GoDown());
                Array.ForEach(_down, wire => wire.GoDown());
                break;
            case MediumOrder.ComeUp:
                Array.ForEach(_up, wire => wire.ComeUp());
                Array.ForEach(_down, wire => wire.ComeUp());
                break;
            case MediumOrder.Change change:
                Change(change.Forward);
                break;
        }
    }

    private void Change(LinkChange change)
    {
        LinkProperties whole = LanSides.Whole(_up[0].Properties, _down[0].Properties);
        (LinkProperties up, LinkProperties down) = LanSides.Of(change.ApplyTo(whole));
        Array.ForEach(_up, wire => wire.Change(up));
        Array.ForEach(_down, wire => wire.Change(down));
        foreach (NetworkInterface member in _lan.Interfaces) _network.Mtu[member.Index] = (int)down.Mtu.Bytes;
    }
}
