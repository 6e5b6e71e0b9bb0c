namespace NetComm.Network;

/// <summary>One network, whoever runs it: routes, groups, interfaces, where its events go, where packets come from and end.</summary>
internal abstract class DataPlane
{
    private readonly IReadOnlyList<Direction> _directions;
    private readonly Transmitter[] _transmitters;
    private readonly int[] _firstDirection;

    /// <summary>The network of a scenario.</summary>
    /// <param name="routes">How nodes know the way; static routing unless given.</param>
    protected DataPlane(
        Scenario scenario, TraceSink trace, PacketPool packets, ILinkDriver driver, Func<NetworkState, IRoutes>? routes = null)
    {
        Driver = driver;
        _directions = Direction.Of(scenario.Nodes, scenario.Links);
        _transmitters = new Transmitter[_directions.Count];
        _firstDirection = new int[scenario.Links.Count];
        foreach (Direction direction in _directions.Reverse()) _firstDirection[direction.Medium] = direction.Index;
        Scenario = scenario;
        Trace = trace;
        Packets = packets;
        Map = new NetworkState(scenario, routes);
        Trees = new MulticastTreeBuilder(scenario, Map, Members);
        Interfaces =
        [
            .. scenario.Links.SelectMany(medium => medium.Interfaces).OrderBy(at => at.Index)
                .Select(at => new NodeInterface(at, scenario.Links[at.Medium] is Lan)),
        ];
    }

    internal Scenario Scenario { get; }

    internal TraceSink Trace { get; }

    internal ILinkDriver Driver { get; }

    internal PacketPool Packets { get; }

    internal NetworkState Map { get; }

    internal Memberships Members { get; } = new();

    internal MulticastTreeBuilder Trees { get; }

    internal NodeInterface[] Interfaces { get; }

    /// <summary>Whether nodes use ARP and ICMP errors: not in a loopback run, which leaves both to the system.</summary>
    internal abstract bool SpeaksArpAndIcmp { get; }

    internal abstract long NextPacketNumber();

    internal abstract void SetOut(Packet packet);

    /// <summary>How many times a packet crossed a link direction or LAN port.</summary>
    internal long PacketHops => _transmitters.Sum(transmitter => transmitter.Crossings);

    internal LinkTransmitter Connect(Link link, int port)
    {
        LinkProperties properties = port == 0 ? link.Forward : link.Backward;
        LinkTransmitter transmitter = NewTransmitter(_firstDirection[link.Index] + port, properties, link.Interfaces[1 - port].Index);
        Interfaces[link.Interfaces[port].Index].Connect(transmitter);
        return transmitter;
    }

    internal (LinkTransmitter Up, LinkTransmitter Down) Connect(Lan lan, int port)
    {
        (LinkProperties up, LinkProperties down) = LanSides.Of(lan, lan.Properties);
        int direction = _firstDirection[lan.Index] + 2 * port, member = lan.Interfaces[port].Index;
        LinkTransmitter toSwitch = NewTransmitter(direction, up, member);
        Interfaces[member].Connect(toSwitch);
        return (toSwitch, NewTransmitter(direction + 1, down, member));
    }

    /// <summary>Joins the members of a LAN by a shared medium. Returns, by port, what brings a member the frames that it takes.</summary>
    internal LinkTransmitter[] ConnectShared(Lan lan)
    {
        (LinkProperties station, LinkProperties heard) = LanSides.Of(lan, lan.Properties);
        int first = _firstDirection[lan.Index];
        LinkTransmitter[] ports =
            [.. lan.Interfaces.Select((member, port) => NewTransmitter(first + 2 * port + 1, heard, member.Index))];
        var medium = new SharedMedium(this, lan, ports);
        foreach (NetworkInterface member in lan.Interfaces)
        {
            int direction = first + 2 * member.Port;
            Station sender = medium.Attach(_directions[direction], member.Port, station);
            _transmitters[direction] = sender;
            Interfaces[member.Index].Connect(sender);
        }

        return ports;
    }

    internal IEnumerable<Transmitter> TransmittersOf(int medium) =>
        _transmitters.Skip(_firstDirection[medium]).TakeWhile((_, place) => _directions[_firstDirection[medium] + place].Medium == medium);

    /// <summary>The groups that a host belongs to by this interface: by its first.</summary>
    internal IEnumerable<Ipv4Address> GroupsAt(NetworkInterface at) =>
        Scenario.Nodes[at.Node] is { Kind: NodeKind.Host } host && host.Interfaces[0] == at
            ? Members.GroupsOf(at.Node).Select(Map.Addresses.GroupAddress) : [];

    internal Packet Duplicate(Packet packet)
    {
        Packet copy = Packets.Copy(packet);
        CountIn(packet, copy);
        return copy;
    }

    /// <summary>Ends a packet without a trace: a copy that a network interface filters out.</summary>
    internal void Discard(Packet packet)
    {
        CountOut(packet);
        Packets.Return(packet);
    }

    internal void DropAt(int node, Packet packet, DropReason reason, SimTime now)
    {
        Trace.Write(TraceEvents.DroppedAt(now, node, packet.Number, reason));
        Discard(packet);
    }

    protected abstract void CountIn(Packet original, Packet copy);

    protected abstract void CountOut(Packet packet);

    private LinkTransmitter NewTransmitter(int direction, LinkProperties properties, int arrivalInterface)
    {
        var transmitter = new LinkTransmitter(this, _directions[direction], properties, arrivalInterface);
        _transmitters[direction] = transmitter;
        return transmitter;
    }
}
