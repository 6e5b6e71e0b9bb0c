namespace NetComm.Runtime.Loopback.Emulation;

/// <summary>The data plane of a loopback run, driven by the timer thread: each packet stands for one that a socket sends.</summary>
/// <remarks>Not modelled: ARP (loopback has none), ICMP errors of routers; routes are those of static routing.</remarks>
internal sealed class EmulatedNetwork : DataPlane
{
    private readonly TimerThread _timer;
    private readonly Lock _gate;
    private readonly RunProgress _progress;
    private readonly EmulatedNode[] _nodes;
    private readonly List<EmulatedPacket> _stalled = [];

    internal EmulatedNetwork(Scenario written, TimerThread timer, Lock gate, RunProgress progress, TraceSink trace)
        : this(written with { Routing = RoutingKind.Static }, timer, gate, progress, trace, new LinkTimer(timer, gate))
    {
    }

    private EmulatedNetwork(Scenario scenario, TimerThread timer, Lock gate, RunProgress progress, TraceSink trace, LinkTimer driver)
        : base(scenario, trace, new PacketPool(), driver)
    {
        _timer = timer;
        _gate = gate;
        _progress = progress;
        _nodes = [.. scenario.Nodes.Select(node => new EmulatedNode(this, node))];
        foreach (LinkOrLan medium in scenario.Links)
        {
            if (medium is Link link) Connect(link, driver);
            else if (medium is Lan { Medium: LanMedium.Shared } shared) ConnectStations(shared, driver);
            else Connect((Lan)medium, driver);
        }
    }

    /// <summary>Whether all that is under way are TCP segments that wait for the network to change.</summary>
    internal bool IsStuck => _stalled.Count > 0
        && Scenario.Links.All(medium => TransmittersOf(medium.Index).All(transmitter => transmitter.NextEvent == long.MaxValue));

    internal override bool SpeaksArpAndIcmp => false;

    internal override long NextPacketNumber() => _progress.NextPacketShared();

    internal void SetOut(EmulatedPacket sent, SimTime now)
    {
        Packet packet = Packets.Rent();
        packet.Carrier = sent;
        packet.Number = sent.Number;
        packet.Kind = sent.IsReliable ? PacketKind.Stream : PacketKind.Udp;
        packet.IpLength = sent.Bytes;
        packet.Ttl = sent.Ttl;
        packet.Dscp = sent.Dscp;
        packet.Owner = sent.Owner;
        (packet.Source, packet.SourcePort) = (sent.Source.Address, sent.Source.Port);
        (packet.Destination, packet.DestinationPort) = (sent.Destination.Address, sent.Destination.Port);
        packet.Hop.Interface = sent.BroadcastFrom;
        packet.To = sent.Group is { } group ? Destination.Group(Map.Addresses.GroupOf(group))
            : sent.BroadcastFrom >= 0 ? Destination.Broadcast : Destination.One(sent.To[0]);
        SetOut(packet);
        IpLayer ip = _nodes[sent.From].Ip;
        if (ip.IsDown) ip.Drop(packet, DropReason.Down, now);
        else ip.Send(packet, now);
    }

    /// <summary>A packet has reached a node: the socket that sent it is told, if it is one that it was for.</summary>
    internal void Arrive(Packet packet, int node, SimTime now)
    {
        EmulatedPacket sent = SentAs(packet);
        if (sent.To.Any(to => Map.Addresses.IsAt(to, node))) sent.Arrive(node, now);
        Discard(packet);
    }

    internal IEnumerable<LinkProperties> PathBetween(int from, int to)
    {
        for (int at = from; at != to && Map.Next(at, to) is { HasNeighbour: true } hop; at = Interfaces[hop.Neighbour].At.Node)
        {
            NetworkInterface leaving = Interfaces[hop.Interface].At, next = Interfaces[hop.Neighbour].At;
            yield return Interfaces[leaving.Index].Transmitter.Properties;
            if (Interfaces[leaving.Index].IsOnLan) yield return TransmittersOf(leaving.Medium).ElementAt(2 * next.Port + 1).Properties;
        }
    }

    internal void At(SimTime time, Action<SimTime> work) => _timer.At(time, now =>
    {
        lock (_gate) work(now);
    });

    internal void Crash(int node, SimTime now)
    {
        Map.SetCrashed(node, true);
        _nodes[node].Ip.Crash(now);
    }

    internal void Restart(int node)
    {
        Map.SetCrashed(node, false);
        _nodes[node].Ip.Restart();
    }

    internal void Change(FaultChange.LinkSet set, SimTime now)
    {
        Transmitter[] all = [.. TransmittersOf(set.Medium)];
        if (Scenario.Links[set.Medium] is not Lan lan)
        {
            all[0].Change(set.Forward.ApplyTo(all[0].Properties), now);
            all[1].Change(set.Backward.ApplyTo(all[1].Properties), now);
            return;
        }

        LinkProperties whole = set.Forward.ApplyTo(LanSides.Whole(all[0].Properties, all[1].Properties));
        (LinkProperties up, LinkProperties down) = LanSides.Of(lan, whole);
        for (int i = 0; i < all.Length; i++) all[i].Change(i % 2 == 0 ? up : down, now);
    }

    /// <summary>What waited for the network to change tries again.</summary>
    internal void ResumeStalled(SimTime now)
    {
        EmulatedPacket[] waiting = [.. _stalled];
        _stalled.Clear();
        foreach (EmulatedPacket sent in waiting) SetOut(sent, now);
    }

    internal override void SetOut(Packet packet) => SentAs(packet).Add();

    protected override void CountIn(Packet original, Packet copy)
    {
        copy.Carrier = original.Carrier;
        SetOut(copy);
    }

    protected override void CountOut(Packet packet)
    {
        EmulatedPacket sent = SentAs(packet);
        if (!sent.Remove()) return;
        if (sent.IsReliable && !sent.HasArrived) _stalled.Add(sent);
        else sent.End(Map.Addresses.IsAt);
    }

    private static EmulatedPacket SentAs(Packet packet) => (EmulatedPacket)packet.Carrier!;

    private void Connect(Link link, LinkTimer driver)
    {
        for (int port = 0; port < 2; port++) driver.Deliver(Connect(link, port), _nodes[link.Interfaces[1 - port].Node].Ip.Receive);
    }

    private void Connect(Lan lan, LinkTimer driver)
    {
        var ports = new LinkTransmitter[lan.Interfaces.Count];
        var uplinks = new LinkTransmitter[lan.Interfaces.Count];
        foreach (NetworkInterface member in lan.Interfaces)
        {
            (uplinks[member.Port], ports[member.Port]) = Connect(lan, member.Port);
            driver.Deliver(ports[member.Port], _nodes[member.Node].Ip.Receive);
        }

        var lanSwitch = new LanSwitch(this, new LanPorts(this, lan, ports), new LanTrees(this, lan.Index));
        foreach (LinkTransmitter uplink in uplinks) driver.Deliver(uplink, lanSwitch.Receive);
    }

    private void ConnectStations(Lan lan, LinkTimer driver)
    {
        LinkTransmitter[] ports = ConnectShared(lan);
        foreach (NetworkInterface member in lan.Interfaces) driver.Deliver(ports[member.Port], _nodes[member.Node].Ip.Receive);
    }
}
