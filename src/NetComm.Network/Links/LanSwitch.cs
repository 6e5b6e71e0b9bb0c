namespace NetComm.Network;

/// <summary>
/// A LAN's switch: takes each frame in whole, learns the sender's port, and sends it on to the port of its destination; to all others, once
/// each, where that is not known or all are meant (IEEE 802.1D, 7.7 and 7.8).
/// </summary>
/// <param name="ports">Towards the members.</param>
/// <param name="snooping">Where it knows of groups; null: it treats them as broadcasts.</param>
/// <remarks>Not modelled: ageing of what was learned, spanning trees.</remarks>
internal sealed class LanSwitch(DataPlane plane, LanPorts ports, ILanGroups? snooping)
{
    // Where no ARP is spoken, nobody would be heard before the first packet for it.
    private readonly bool[] _learned = [.. Enumerable.Repeat(!plane.SpeaksArpAndIcmp, ports.Count)];

    internal int Ports => ports.Count;

    internal void Receive(Packet packet, SimTime now)
    {
        int from = plane.Interfaces[packet.Hop.Interface].At.Port;
        plane.Trace.Write(TraceEvents.Delivered(now, packet.Hop.Direction.Index, packet.Number, packet.Hop.IsCopy));
        _learned[from] = true;
        if (!packet.To.IsOne && PortsFor(packet, from, now) is { } some)
            Multicast.CopyToPorts(this, some, packet, from, now);
        else if (packet.Hop.NextHopPort is { } port && _learned[port]) ports.Offer(packet, from, port, now);
        else Broadcast.CopyToPorts(this, packet, from, now);
    }

    internal void SendCopy(Packet packet, int from, int port, SimTime now) => ports.Offer(plane.Duplicate(packet), from, port, now);

    internal void Discard(Packet packet) => plane.Discard(packet);

    // The ports behind which someone listens; null for all.
    private IReadOnlyList<int>? PortsFor(Packet packet, int from, SimTime now)
    {
        if (snooping is null) return null;
        if (packet.To.IsGroup) return snooping.PortsFor(packet);
        return packet.Kind == PacketKind.Control ? snooping.Overhear(from, packet, now) : null;
    }
}

internal interface ILanGroups
{
    /// <summary>The ports that a packet for a group goes on to, perhaps with the one that it came from.</summary>
    IReadOnlyList<int> PortsFor(Packet packet);

    /// <summary>The ports that a packet from one node to all its neighbours goes on to; null for all. What it says is learned.</summary>
    IReadOnlyList<int>? Overhear(int port, Packet control, SimTime now);
}
