using NetComm.Protocols.Ethernet;

namespace NetComm.Tracing;

/// <summary>Ethernet addresses on LANs: each interface's own, and where a packet goes next. Links get such too.</summary>
internal sealed class LanAddresses
{
    private readonly TraceHeader _header;
    private readonly Dictionary<(int Medium, Ipv4Address Address), int> _byAddress = [];
    private readonly Dictionary<(int Medium, int Node), int> _byNode = [];
    private readonly Dictionary<(int Source, Ipv4Address Destination), int> _nextHops = [];

    public LanAddresses(TraceHeader header)
    {
        _header = header;
        for (int i = 0; i < header.Interfaces.Count; i++)
        {
            TracedInterface at = header.Interfaces[i];
            _byAddress.TryAdd((at.Medium, at.Address), i);
            _byNode.TryAdd((at.Medium, at.Node), i);
        }
    }

    public int InterfaceOf(int medium, NodeId node) => _byNode[(medium, node.Index)];

    public LanCrossing Cross(Direction direction, CapturedPacket packet)
    {
        if (direction.FromNode is { } sender)
        {
            var setOut = new LanCrossing(direction.Medium, InterfaceOf(direction.Medium, sender), DestinationOf(direction.Medium, packet));
            packet.Cross(setOut);
            return setOut;
        }

        LanCrossing crossing = packet.CrossingOf(direction.Medium)
            ?? throw new InvalidOperationException($"Packet {packet.Number} came out of '{direction.Name}' without going in.");
        crossing.SwitchedTo(InterfaceOf(direction.Medium, direction.ToNode!.Value));
        return crossing;
    }

    /// <summary>From whom and to whom a frame goes.</summary>
    public (MacAddress Source, MacAddress Destination) Ends(CapturedFrame frame)
    {
        if (frame.Crossing is { } crossing) return (MacAddress.ForInterface(crossing.Source), Resolve(crossing, frame.Packet));
        Direction link = _header.Directions[frame.Direction.Index];
        int from = InterfaceOf(link.Medium, link.FromNode!.Value), to = InterfaceOf(link.Medium, link.ToNode!.Value);
        Ipv4Address destination = frame.Packet.Destination ?? Ipv4Address.Any;
        return (MacAddress.ForInterface(from),
            destination.IsMulticast ? MacAddress.ForMulticast(destination.Value)
                : destination == Ipv4Address.LimitedBroadcast ? MacAddress.Broadcast
                : MacAddress.ForInterface(to));
    }

    private MacAddress Resolve(LanCrossing crossing, CapturedPacket packet)
    {
        if (crossing.Destination is { } known) return known;
        int next = NextHop(crossing, (crossing.Source, packet.Destination ?? Ipv4Address.Any));
        MacAddress resolved = next < 0 ? MacAddress.Broadcast : MacAddress.ForInterface(next);
        crossing.Destination = resolved;
        return resolved;
    }

    private MacAddress? DestinationOf(int medium, CapturedPacket packet)
    {
        if (packet is CapturedPacket.Arp arp) return arp.IsReply ? MacAddress.ForInterface(arp.Target) : MacAddress.Broadcast;
        Ipv4Address destination = packet.Destination ?? Ipv4Address.Any;
        if (destination.IsMulticast) return MacAddress.ForMulticast(destination.Value);
        if (_byAddress.TryGetValue((medium, destination), out int neighbour)) return MacAddress.ForInterface(neighbour);
        return IsBroadcast(packet, destination) ? MacAddress.Broadcast : null;
    }

    private bool IsBroadcast(CapturedPacket packet, Ipv4Address destination)
    {
        bool isAnswer = packet is CapturedPacket.Datagram { IsAnswer: true } or CapturedPacket.Fragment { Whole.IsAnswer: true };
        bool ofBroadcast = packet.Conversation?.Owner.Flow is { } flow && _header.Flows[flow.Index].Cast == Cast.Broadcast;
        return destination == Ipv4Address.LimitedBroadcast || (ofBroadcast && !isAnswer);
    }

    private int NextHop(LanCrossing crossing, (int Source, Ipv4Address Destination) route)
    {
        if (crossing.WentToMany) return -1;
        if (crossing.OnlyPort >= 0) return _nextHops[route] = crossing.OnlyPort;
        if (_nextHops.TryGetValue(route, out int before)) return before;

        // It never came out of the switch: a router of the LAN is where it would have gone.
        for (int i = 0; i < _header.Interfaces.Count; i++)
        {
            TracedInterface at = _header.Interfaces[i];
            if (at.Medium == crossing.Medium && i != crossing.Source && _header.Nodes[at.Node].Kind == NodeKind.Router) return i;
        }

        return -1;
    }
}

/// <summary>A frame's way over one LAN: from which interface, and to which, as soon as that is known.</summary>
internal sealed class LanCrossing(int medium, int source, MacAddress? destination)
{
    private int _ports;
    private int _lastPort = -1;

    public int Medium => medium;

    public int Source => source;

    /// <summary>Where it goes; null where only the switch's ports can tell.</summary>
    public MacAddress? Destination { get; set; } = destination;

    /// <summary>The only interface whose port it was switched to; −1 where there were none or several.</summary>
    public int OnlyPort => _ports == 1 ? _lastPort : -1;

    public bool WentToMany => _ports > 1;

    public void SwitchedTo(int port)
    {
        _ports++;
        _lastPort = port;
    }
}
