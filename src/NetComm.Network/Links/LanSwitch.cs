using NetComm.Tracing;

namespace NetComm.Network;

/// <summary>
/// A LAN's switch: takes each frame in whole, learns the sender's port, and sends it on to the port of its destination; to all others, once
/// each, where that is not known or all are meant (IEEE 802.1D, 7.7 and 7.8).
/// </summary>
/// <param name="plane">The network that it is part of.</param>
/// <param name="ports">What sends to each member.</param>
/// <param name="snooping">Where it knows of groups; null: it treats them as broadcasts.</param>
/// <remarks>Not modelled: ageing of what was learned, spanning trees.</remarks>
internal sealed class LanSwitch(DataPlane plane, LinkTransmitter[] ports, ILanGroups? snooping)
{
    private const int ToAll = -1;

    // Where no ARP is spoken, nobody would be heard before the first packet for it.
    private readonly bool[] _learned = [.. ports.Select(_ => !plane.SpeaksArpAndIcmp)];

    /// <summary>A frame has come in whole.</summary>
    internal void Receive(Packet packet, SimTime now)
    {
        int from = plane.Interfaces[packet.Interface].At.Port;
        plane.Trace.Write(TraceEvents.Delivered(now, packet.Direction, packet.Number, packet.IsCopy));
        _learned[from] = true;
        if (packet.DestinationNode < 0 && PortsFor(packet, from, now) is { } some)
            Multicast.CopyToPorts(plane, ports, some, packet, from, now);
        else if (packet.NextHopPort != ToAll && _learned[packet.NextHopPort]) ports[packet.NextHopPort].Offer(packet, now);
        else Broadcast.CopyToPorts(plane, ports, packet, from, now);
    }

    // The ports behind which someone listens; null for all.
    private IReadOnlyList<int>? PortsFor(Packet packet, int from, SimTime now)
    {
        if (snooping is null) return null;
        if (packet.IsForGroup) return snooping.PortsFor(packet);
        return packet.Kind == PacketKind.Control ? snooping.Overhear(from, packet, now) : null;
    }
}

/// <summary>What a LAN's switch knows of multicast groups.</summary>
internal interface ILanGroups
{
    /// <summary>The ports that a packet for a group goes on to, perhaps with the one that it came from.</summary>
    IReadOnlyList<int> PortsFor(Packet packet);

    /// <summary>The ports that a packet from one node to all its neighbours goes on to; null for all. What it says is learned.</summary>
    IReadOnlyList<int>? Overhear(int port, Packet control, SimTime now);
}
