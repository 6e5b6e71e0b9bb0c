using NetComm.Protocols.Icmp;

namespace NetComm.Network;

/// <summary>Finds a node's neighbours on LANs (RFC 826): packets wait for the answer.</summary>
internal sealed class ArpResolver(DataPlane plane, IpLayer ip, INodeDriver driver)
{
    /// <summary>RFC 826 for Ethernet and IPv4: 8 B and two pairs of 6 B and 4 B.</summary>
    private const int ArpBytes = 28;

    private ArpCache _cache = new();

    /// <summary>Whether the next hop of a packet is known; else the packet waits for the answer.</summary>
    internal bool Resolves(Packet packet, NextHop hop, SimTime now)
    {
        ArpNeighbour neighbour = hop.HasNeighbour ? ArpNeighbour.At(hop.Neighbour) : ArpNeighbour.Missing(packet.To.Number);
        packet.Hop.NextHopPort = hop.HasNeighbour ? plane.Interfaces[hop.Neighbour].At.Port : null;
        if (!plane.SpeaksArpAndIcmp && !hop.HasNeighbour)
        {
            ip.Drop(packet, DropReason.NoArp, now);
            return false;
        }

        if (!plane.SpeaksArpAndIcmp || _cache.Knows(neighbour, now)) return true;

        bool isAsked = !_cache.Wait(neighbour, packet, out Packet? overflow);
        if (overflow is not null) ip.Drop(overflow, DropReason.NoArp, now);
        if (!isAsked) Ask(hop.Interface, neighbour, asked: 1, now);
        return false;
    }

    /// <summary>A second has passed since a request.</summary>
    internal void Retry(IpTimer.ArpRetry retry, SimTime now)
    {
        if (_cache.AskAgain(retry.Neighbour, retry.Asked))
        {
            Ask(retry.Interface, retry.Neighbour, retry.Asked + 1, now);
            return;
        }

        foreach (Packet packet in _cache.GiveUp(retry.Neighbour, retry.Asked))
            ip.Refuse(packet, DropReason.NoArp, IcmpHeader.Unreachable(UnreachableCode.Host), now);
    }

    internal void Receive(Packet arp, SimTime now)
    {
        int here = arp.Hop.Interface;
        bool isForMe = arp.ArpTarget.Interface == here;
        int sender = arp.ArpSender;
        bool isRequest = arp.Kind == PacketKind.ArpRequest;
        plane.Discard(arp);
        if (!isForMe) return;

        // RFC 826: who is asked learns the asker too, before it answers.
        foreach (Packet waiting in _cache.Learn(ArpNeighbour.At(sender), now)) ip.Transmit(waiting, now);
        if (isRequest) Send(PacketKind.ArpReply, here, ArpNeighbour.At(sender), now);
    }

    internal void Crash(SimTime now)
    {
        foreach (Packet waiting in _cache.AllWaiting()) ip.Drop(waiting, DropReason.Down, now);
        _cache = new ArpCache();
    }

    private void Ask(int from, ArpNeighbour neighbour, int asked, SimTime now)
    {
        Send(PacketKind.ArpRequest, from, neighbour, now);
        driver.WakeAt(now + ArpCache.RetryAfter, new IpTimer.ArpRetry(from, neighbour, asked));
    }

    private void Send(PacketKind kind, int from, ArpNeighbour neighbour, SimTime now)
    {
        NetworkInterface? known = neighbour.Interface is { } there ? plane.Interfaces[there].At : null;
        Ipv4Address about = known?.Address ?? plane.Map.Addresses.AddressOf(neighbour.Destination);
        NetworkInterface? answered = kind == PacketKind.ArpReply ? known : null;
        Packet arp = plane.Packets.Rent();
        arp.Kind = kind;
        arp.Number = plane.NextPacketNumber();
        arp.Hop.Interface = from;
        arp.ArpSender = from;
        arp.ArpTarget = neighbour;
        arp.To = answered is null ? Destination.Broadcast : Destination.One(answered.Node);
        arp.Hop.NextHopPort = answered?.Port;
        arp.IpLength = ArpBytes;
        plane.Trace.Write(TraceEvents.ArpSent(now, from, arp.Number, about, neighbour.Interface ?? from, reply: answered is not null));
        plane.Interfaces[from].Transmitter.Offer(arp, now);
    }
}
