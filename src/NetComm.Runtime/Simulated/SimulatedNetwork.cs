namespace NetComm.Runtime.Simulated;

/// <summary>What nodes, links and LANs of one simulated run share, with names resolved to places in arrays.</summary>
internal sealed class SimulatedNetwork : DataPlane
{
    internal SimulatedNetwork(RunContext run, SimulatedClock clock)
        : base(
            run.Scenario, run.Trace, run.Packets, clock,
            run.Scenario.Routing == RoutingKind.Rip ? map => new RipRoutes(run.Scenario, map) : null)
    {
        Run = run;
        Clock = clock;
        RipRoutes = Map.Routes as RipRoutes;
        UsesMulticast = run.Scenario.Groups.Count > 0 || run.Scenario.Programs.Any(program => program.JoinsGroup);
        Nodes = new IActorRef[run.Scenario.Nodes.Count];
        Media = new IActorRef[run.Scenario.Links.Count];
        foreach (MulticastGroup group in run.Scenario.Groups)
        {
            foreach (int member in group.Members) Members.Join(member, Map.Addresses.GroupOf(group.Address));
        }
    }

    internal RunContext Run { get; }

    internal SimulatedClock Clock { get; }

    /// <summary>What routers have learned by RIP; null under static routing.</summary>
    internal RipRoutes? RipRoutes { get; }

    /// <summary>Whether anyone ever joins a multicast group: only then is IGMP spoken.</summary>
    internal bool UsesMulticast { get; }

    internal IActorRef[] Nodes { get; }

    internal IActorRef[] Media { get; }

    internal void Connect(Link link)
    {
        for (int port = 0; port < 2; port++) Clock.Deliver(Connect(link, port), Nodes[link.Interfaces[1 - port].Node]);
    }

    /// <summary>Lets the members of a LAN send to its switch: the switch's ports, which send to the members, are returned.</summary>
    internal LinkTransmitter[] Connect(Lan lan, IActorRef lanSwitch)
    {
        var ports = new LinkTransmitter[lan.Interfaces.Count];
        foreach (NetworkInterface member in lan.Interfaces)
        {
            (LinkTransmitter up, ports[member.Port]) = Connect(lan, member.Port);
            Clock.Deliver(up, lanSwitch);
            Clock.Deliver(ports[member.Port], Nodes[member.Node]);
        }

        return ports;
    }

    /// <summary>The same of a LAN whose medium is shared: members hear each other, without a switch.</summary>
    internal LinkTransmitter[] ConnectStations(Lan lan)
    {
        LinkTransmitter[] ports = ConnectShared(lan);
        foreach (NetworkInterface member in lan.Interfaces) Clock.Deliver(ports[member.Port], Nodes[member.Node]);
        return ports;
    }

    /// <summary>Whether nodes speak any protocol of their own.</summary>
    internal bool HasControlPlane => UsesMulticast || RipRoutes is not null;

    /// <summary>Whether an interface notices that it is connected: a link's ends see each other, LAN members their switch.</summary>
    internal bool HasCarrier(NetworkInterface at)
    {
        if (Map.IsDown(at.Medium)) return false;
        LinkOrLan medium = Run.Scenario.Links[at.Medium];
        return medium is Lan || !Map.IsCrashed(medium.Interfaces[1 - at.Port].Node);
    }

    /// <summary>The groups that hosts on a link or LAN belong to by their first interface.</summary>
    internal IEnumerable<Ipv4Address> GroupsOn(int medium) => Run.Scenario.Links[medium].Interfaces.SelectMany(GroupsAt).Distinct().Order();

    internal override bool SpeaksArpAndIcmp => true;

    internal override long NextPacketNumber() => Run.Progress.NextPacket();

    internal override void SetOut(Packet packet)
    {
        if (packet.IsAwaited) Run.Progress.SetOut();
    }

    internal void DropAt(int node, Packet packet, DropReason reason) => DropAt(node, packet, reason, Clock.Now);

    protected override void CountIn(Packet original, Packet copy) => SetOut(copy);

    protected override void CountOut(Packet packet)
    {
        if (packet.IsAwaited) Run.Progress.Arrived();
    }
}
