using NetComm.Network;
using NetComm.Protocols.Icmp;
using NetComm.Tracing;

namespace NetComm.Runtime.Simulated.Ip;

/// <summary>Finds a node's neighbours on LANs (RFC 826): packets wait for the answer.</summary>
internal sealed class ArpResolver(SimulatedNetwork network, IpLayer ip, Node node, IActorRef self)
{
    /// <summary>RFC 826 for Ethernet and IPv4: 8 B and two pairs of 6 B and 4 B.</summary>
    private const int ArpBytes = 28;

    private ArpCache _cache = new();

    /// <summary>Whether the next hop of a packet is known; else the packet waits for the answer.</summary>
    internal bool Resolves(Packet packet, NextHop hop)
    {
        // Who is not there is asked for under a number of its own, below 0.
        int neighbour = hop.NextInterface >= 0 ? hop.NextInterface : -1 - packet.DestinationNode;
        packet.NextHopPort = neighbour >= 0 ? network.Interfaces[neighbour].At.Port : -1;
        if (_cache.Knows(neighbour, network.Clock.Now)) return true;

        bool isAsked = !_cache.Wait(neighbour, packet, out Packet? overflow);
        if (overflow is not null) network.DropAt(node.Index, overflow, DropReason.NoArp);
        if (!isAsked) Ask(hop.Interface, neighbour, asked: 1);
        return false;
    }

    /// <summary>A second has passed since a request.</summary>
    internal void Retry(IpTimer.ArpRetry retry)
    {
        if (_cache.AskAgain(retry.Neighbour, retry.Asked))
        {
            Ask(retry.Interface, retry.Neighbour, retry.Asked + 1);
            return;
        }

        foreach (Packet packet in _cache.GiveUp(retry.Neighbour, retry.Asked))
            ip.Refuse(packet, DropReason.NoArp, IcmpHeader.Unreachable(UnreachableCode.Host));
    }

    /// <summary>Takes in a request or a reply.</summary>
    internal void Receive(Packet arp)
    {
        int here = arp.Interface;
        bool isForMe = arp.ArpTarget == here;
        int sender = arp.ArpSender;
        bool isRequest = arp.Kind == PacketKind.ArpRequest;
        network.Discard(arp);
        if (!isForMe) return;

        // RFC 826: who is asked learns the asker too, before it answers.
        foreach (Packet waiting in _cache.Learn(sender, network.Clock.Now)) ip.Transmit(waiting);
        if (isRequest) Send(PacketKind.ArpReply, here, sender);
    }

    /// <summary>Forgets all it knows; what waits is lost.</summary>
    internal void Crash()
    {
        foreach (Packet waiting in _cache.AllWaiting()) network.DropAt(node.Index, waiting, DropReason.Down);
        _cache = new ArpCache();
    }

    private void Ask(int from, int neighbour, int asked)
    {
        Send(PacketKind.ArpRequest, from, neighbour);
        network.Clock.At(network.Clock.Now + ArpCache.RetryAfter, self, new IpTimer.ArpRetry(from, neighbour, asked));
    }

    private void Send(PacketKind kind, int from, int neighbour)
    {
        Ipv4Address about = neighbour >= 0 ? network.Interfaces[neighbour].At.Address : network.Map.Addresses.AddressOf(-1 - neighbour);
        NetworkInterface? answered = kind == PacketKind.ArpReply ? network.Interfaces[neighbour].At : null;
        Packet arp = network.Run.Packets.Rent();
        arp.Kind = kind;
        arp.Number = network.Run.Progress.NextPacket();
        arp.Interface = from;
        arp.ArpSender = from;
        arp.ArpTarget = neighbour;
        arp.DestinationNode = answered?.Node ?? -1;
        arp.NextHopPort = answered?.Port ?? -1;
        arp.WireBytes = ArpBytes;
        network.Trace
            .Write(TraceEvents.ArpSent(
            network.Clock.Now, from, arp.Number, about, neighbour >= 0 ? neighbour : from, reply: answered is not null));
        network.Interfaces[from].Transmitter.Offer(arp, network.Clock.Now);
    }
}
