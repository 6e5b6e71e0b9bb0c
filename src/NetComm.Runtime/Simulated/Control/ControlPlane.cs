using NetComm.Protocols.Igmp;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Pim;
using NetComm.Protocols.Rip;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>The protocols that a node speaks of itself, and so knows where groups are. Its actor lends it a timer.</summary>
/// <param name="sendTo">Sends an IP packet, written for the address it leaves from, to one address.</param>
internal sealed class ControlPlane(
    SimulatedNetwork network, Node node, IActorRef self, Action<Ipv4Address, Func<Ipv4Address, byte[]>> sendTo) : IMulticastRoutes
{
    internal sealed record Timer(SimTime At);

    private readonly Neighbours _neighbours = new(network);
    private readonly int[] _firstInterface = [.. node.Interfaces.Take(1).Select(at => at.Index)];
    private HostMembership? _host;
    private RouterMembership[] _router = [];
    private RipSpeaker? _rip;
    private AnycastAnnouncement? _announcement;
    private PimSpeaker? _pim;
    private SimTime _timer = SimTime.Never;

    private IEnumerable<NodeProtocol> Protocols
    {
        get
        {
            if (_host is not null) yield return _host;
            foreach (RouterMembership at in _router) yield return at;
            if (_rip is not null) yield return _rip;
            if (_announcement is not null) yield return _announcement;
            if (_pim is not null) yield return _pim;
        }
    }

    /// <summary>Begins at time 0, when the declared members have joined and all know it.</summary>
    internal void Start()
    {
        Make();
        SimTime now = network.Clock.Now;
        _host?.PreJoined(GroupsOf(node.Index));
        for (int place = 0; place < _router.Length; place++)
            _router[place].PreJoined(network.GroupsOn(node.Interfaces[place].Medium), now);
        Begin();
    }

    internal void Crash()
    {
        _host = null;
        _router = [];
        _rip = null;
        _announcement = null;
        _pim = null;
        network.RipRoutes?.Use(node.Index, null);
    }

    /// <summary>Begins anew after a crash: what is still joined is joined again.</summary>
    internal void Restart()
    {
        Make();
        foreach (NetworkInterface at in node.Interfaces.Where(at => !network.HasCarrier(at))) Carrier(at.Index, found: false);
        Begin();
        foreach (Ipv4Address group in GroupsOf(node.Index)) _host?.Join(group, network.Clock.Now);
        SetTimer();
    }

    internal void Join(int group)
    {
        _host?.Join(network.Map.Addresses.GroupAddress(group), network.Clock.Now);
        SetTimer();
    }

    internal void Leave(int group)
    {
        _host?.Leave(network.Map.Addresses.GroupAddress(group), network.Clock.Now);
        SetTimer();
    }

    /// <summary>The neighbour or network of an interface has become unreachable, or is back, as the interface itself notices.</summary>
    internal void Carrier(int at, bool found)
    {
        int place = PlaceOf(at);
        _rip?.Carrier(place, found, network.Clock.Now);
        if (found) _announcement?.CarrierFound(place);
        _pim?.Carrier(place, found, network.Clock.Now);
        SetTimer();
    }

    internal void CostChanged(int at, int cost)
    {
        _rip?.CostChanged(PlaceOf(at), cost, network.Clock.Now);
        SetTimer();
    }

    internal void Take(Packet packet)
    {
        if (Ipv4Header.Read(packet.Data, out Ipv4Header header, out ReadOnlySpan<byte> payload) != Defect.None) return;
        if (header.Protocol == IpProtocol.Igmp && IgmpFormat.Read(payload, out IgmpMessage? message) == Defect.None)
            TakeIgmp(packet, message!);
        else if (header.Protocol == IpProtocol.Udp) TakeUdp(packet, header, payload);
        else if (header.Protocol == IpProtocol.Pim && PimFormat.Read(payload, out PimMessage? pim) == Defect.None)
            _pim?.Received(PlaceOf(packet.Hop.Interface), pim!, new(header.Source), network.Clock.Now);
        SetTimer();
    }

    internal void Expire(Timer timer)
    {
        if (timer.At != _timer) return;
        _timer = SimTime.Never;
        foreach (NodeProtocol protocol in Protocols) protocol.TimerExpired(network.Clock.Now);
        SetTimer();
    }

    /// <summary>Under RIP: the interfaces by which the node sends on a packet for a group.</summary>
    public ReadOnlySpan<int> Onward(Packet packet)
    {
        if (node.Kind == NodeKind.Host) return _firstInterface;
        if (_pim is null) return [];
        ReadOnlySpan<int> onward = _pim.Onward(PlaceOf(packet.Hop.Interface), packet, network.Clock.Now);

        // For each packet: no other protocol's timer can have changed.
        SetTimer(_pim.NextTimer);
        return onward;
    }

    private IEnumerable<Ipv4Address> GroupsOf(int node) => network.Members.GroupsOf(node).Select(network.Map.Addresses.GroupAddress);

    private void Make()
    {
        if (network.RipRoutes is { } routes) MakeRip(routes);
        if (!network.UsesMulticast) return;
        if (node.Kind == NodeKind.Router)
            _router = [.. node.Interfaces.Select((at, place) =>
                new RouterMembership(at, _neighbours, (group, hasMembers) => MembershipChanged(place, group, hasMembers)))];
        else if (node.Interfaces.Count > 0)
            _host = new HostMembership(node.Interfaces[0], network.Run.RandomFor($"igmp:{node.Name}"), _neighbours);
    }

    private void MakeRip(RipRoutes routes)
    {
        RandomStream random = network.Run.RandomFor($"rip:{node.Name}");
        var sending = new RipSending(node.Interfaces, _neighbours, sendTo);
        if (node.Kind == NodeKind.Router)
        {
            RipInterface[] interfaces =
                [.. node.Interfaces.Select(at => new RipInterface(at.Address, at.Network, network.Map.CostOf(at.Medium)))];
            _rip = new RipSpeaker(interfaces, random, sending, RoutesChanged);
            routes.Use(node.Index, _rip.Table);
            if (network.UsesMulticast)
                _pim = new PimSpeaker(node.Interfaces, _rip.Table, network.Run.RandomFor($"pim:{node.Name}"), _neighbours, sendTo);
            return;
        }

        Ipv4Address[] shared =
            [.. network.Run.Scenario.AnycastServices.Where(service => service.Members.Contains(node.Index))
                .Select(service => service.Address)];
        if (shared.Length > 0) _announcement = new AnycastAnnouncement(shared, node.Interfaces.Count, random, sending);
    }

    private void RoutesChanged()
    {
        network.Map.Forget();
        _pim?.RoutesChanged(network.Clock.Now);
    }

    private void MembershipChanged(int place, Ipv4Address group, bool hasMembers) =>
        _pim?.MembershipChanged(place, group, hasMembers, network.Clock.Now);

    private void Begin()
    {
        foreach (NodeProtocol protocol in Protocols) protocol.Start(network.Clock.Now);
        SetTimer();
    }

    private void TakeUdp(Packet packet, Ipv4Header ip, ReadOnlySpan<byte> datagram)
    {
        if (UdpHeader.Read(datagram, ip.Source, ip.Destination, out UdpHeader udp, out ReadOnlySpan<byte> payload) != Defect.None) return;
        if (udp.DestinationPort != RipMessage.Port || RipMessage.Read(payload, out RipMessage? message) != Defect.None) return;
        int place = PlaceOf(packet.Hop.Interface);
        var source = new IpEndpoint(new(ip.Source), udp.SourcePort);
        _rip?.Received(place, message!, source, network.Clock.Now);
        _announcement?.Received(place, message!, source);
    }

    private void TakeIgmp(Packet packet, IgmpMessage message)
    {
        int place = PlaceOf(packet.Hop.Interface);
        if (_router.Length > 0) _router[place].Received(message, packet.Source, network.Clock.Now);
        if (place == 0) _host?.Received(message, network.Clock.Now);
    }

    private int PlaceOf(int at)
    {
        for (int place = 0; place < node.Interfaces.Count; place++)
        {
            if (node.Interfaces[place].Index == at) return place;
        }

        throw new ArgumentException($"Interface {at} is not {node.Name}'s.", nameof(at));
    }

    private void SetTimer() => SetTimer(Protocols.Min(protocol => protocol.NextTimer));

    private void SetTimer(SimTime? wanted)
    {
        if (wanted is not { } next || next >= _timer) return;
        _timer = next;
        network.Clock.At(next, self, new Timer(next));
    }
}
