namespace NetComm.Network;

/// <summary>What brings the members of a LAN the frames that are for them, by port.</summary>
internal sealed class LanPorts(DataPlane plane, Lan lan, LinkTransmitter[] ports)
{
    internal int Count => ports.Length;

    /// <summary>The delay on the way to a member, which is the same for all.</summary>
    internal SimDuration Delay => ports[0].Properties.Delay;

    /// <summary>A frame of one member goes to another. Nothing passes between members on different sides of a partition.</summary>
    internal void Offer(Packet packet, int from, int port, SimTime now)
    {
        if (plane.Map.AreApart(lan.Interfaces[from].Node, lan.Interfaces[port].Node)) ports[port].Refuse(packet, now);
        else ports[port].Offer(packet, now);
    }
}
