using NetComm.Protocols.Igmp;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Pim;
using NetComm.Protocols.Rip;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>The protocols that a node speaks of itself, and so knows where groups are. Its actor lends it a timer.</summary>
internal sealed class ControlPlane : IMulticastRoutes
{
    /// <summary>To the node, from itself: a protocol's time has come.</summary>
    internal sealed record Timer(SimTime At);

    private readonly SimulatedNetwork _network;
    private readonly Node _node;
    private readonly IActorRef _self;
    private readonly Neighbours _neighbours;
    private readonly Action<Ipv4Address, Func<Ipv4Address, byte[]>> _sendTo;
    private readonly RipSending _ripSending;
    private readonly int[] _firstInterface;
    private HostMembership? _host;
    private RouterMembership[] _router = [];
    private RipSpeaker? _rip;
    private AnycastAnnouncement? _announcement;
    private PimSpeaker? _pim;
    private SimTime _timer = SimTime.Never;

    /// <summary>The control plane of a node.</summary>
    /// <param name="sendTo">Sends an IP packet, written for the address it leaves from, to one address.</param>
    internal ControlPlane(SimulatedNetwork network, Node node, IActorRef self, Action<Ipv4Address, Func<Ipv4Address, byte[]>> sendTo)
    {
        _network = network;
        _node = node;
        _self = self;
        _neighbours = new Neighbours(network);
        _sendTo = sendTo;
        _firstInterface = [.. node.Interfaces.Take(1).Select(at => at.Index)];
        _ripSending = new RipSending(node.Interfaces, _neighbours, sendTo);
    }

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
        SimTime now = _network.Clock.Now;
        _host?.PreJoined(GroupsOf(_node.Index));
        for (int place = 0; place < _router.Length; place++)
            _router[place].PreJoined(_network.GroupsOn(_node.Interfaces[place].Medium), now);
        Begin();
    }

    internal void Crash()
    {
        _host = null;
        _router = [];
        _rip = null;
        _announcement = null;
        _pim = null;
        _network.RipRoutes?.Use(_node.Index, null);
    }

    /// <summary>Begins anew after a crash: what is still joined is joined again.</summary>
    internal void Restart()
    {
        Make();
        foreach (NetworkInterface at in _node.Interfaces.Where(at => !_network.HasCarrier(at))) Carrier(at.Index, found: false);
        Begin();
        foreach (Ipv4Address group in GroupsOf(_node.Index)) _host?.Join(group, _network.Clock.Now);
        SetTimer();
    }

    internal void Join(int group)
    {
        _host?.Join(_network.Map.Addresses.GroupAddress(group), _network.Clock.Now);
        SetTimer();
    }

    internal void Leave(int group)
    {
        _host?.Leave(_network.Map.Addresses.GroupAddress(group), _network.Clock.Now);
        SetTimer();
    }

    /// <summary>The neighbour or network of an interface has become unreachable, or is back, as the interface itself notices.</summary>
    internal void Carrier(int at, bool found)
    {
        int place = PlaceOf(at);
        _rip?.Carrier(place, found, _network.Clock.Now);
        if (found) _announcement?.CarrierFound(place);
        _pim?.Carrier(place, found, _network.Clock.Now);
        SetTimer();
    }

    internal void Take(Packet packet)
    {
        if (Ipv4Header.Read(packet.Data, out Ipv4Header header, out ReadOnlySpan<byte> payload) != Defect.None) return;
        if (header.Protocol == IpProtocol.Igmp && IgmpFormat.Read(payload, out IgmpMessage? message) == Defect.None)
            TakeIgmp(packet, message!);
        else if (header.Protocol == IpProtocol.Udp) TakeUdp(packet, header, payload);
        else if (header.Protocol == IpProtocol.Pim && PimFormat.Read(payload, out PimMessage? pim) == Defect.None)
            _pim?.Received(PlaceOf(packet.Hop.Interface), pim!, new(header.Source), _network.Clock.Now);
        SetTimer();
    }

    internal void Expire(Timer timer)
    {
        if (timer.At != _timer) return;
        _timer = SimTime.Never;
        foreach (NodeProtocol protocol in Protocols) protocol.TimerExpired(_network.Clock.Now);
        SetTimer();
    }

    /// <summary>Under RIP: the interfaces by which the node sends on a packet for a group.</summary>
    public ReadOnlySpan<int> Onward(Packet packet)
    {
        if (_node.Kind == NodeKind.Host) return _firstInterface;
        if (_pim is null) return [];
        ReadOnlySpan<int> onward = _pim.Onward(PlaceOf(packet.Hop.Interface), packet, _network.Clock.Now);

        // For each packet: no other protocol's timer can have changed.
        SetTimer(_pim.NextTimer);
        return onward;
    }

    private IEnumerable<Ipv4Address> GroupsOf(int node) => _network.Members.GroupsOf(node).Select(_network.Map.Addresses.GroupAddress);

    private void Make()
    {
        if (_network.RipRoutes is { } routes) MakeRip(routes);
        if (!_network.UsesMulticast) return;
        if (_node.Kind == NodeKind.Router)
            _router = [.. _node.Interfaces.Select((at, place) =>
                new RouterMembership(at, _neighbours, (group, hasMembers) => MembershipChanged(place, group, hasMembers)))];
        else if (_node.Interfaces.Count > 0)
            _host = new HostMembership(_node.Interfaces[0], _network.Run.RandomFor($"igmp:{_node.Name}"), _neighbours);
    }

    private void MakeRip(RipRoutes routes)
    {
        RandomStream random = _network.Run.RandomFor($"rip:{_node.Name}");
        if (_node.Kind == NodeKind.Router)
        {
            RipInterface[] interfaces =
                [.. _node.Interfaces.Select(at => new RipInterface(at.Address, at.Network, _network.Run.Scenario.Links[at.Medium].Cost))];
            _rip = new RipSpeaker(interfaces, random, _ripSending, RoutesChanged);
            routes.Use(_node.Index, _rip.Table);
            if (_network.UsesMulticast)
                _pim = new PimSpeaker(_node.Interfaces, _rip.Table, _network.Run.RandomFor($"pim:{_node.Name}"), _neighbours, _sendTo);
            return;
        }

        Ipv4Address[] shared =
            [.. _network.Run.Scenario.AnycastServices.Where(service => service.Members.Contains(_node.Index))
                .Select(service => service.Address)];
        if (shared.Length > 0) _announcement = new AnycastAnnouncement(shared, _node.Interfaces.Count, random, _ripSending);
    }

    private void RoutesChanged()
    {
        _network.Map.Forget();
        _pim?.RoutesChanged(_network.Clock.Now);
    }

    private void MembershipChanged(int place, Ipv4Address group, bool hasMembers) =>
        _pim?.MembershipChanged(place, group, hasMembers, _network.Clock.Now);

    private void Begin()
    {
        foreach (NodeProtocol protocol in Protocols) protocol.Start(_network.Clock.Now);
        SetTimer();
    }

    private void TakeUdp(Packet packet, Ipv4Header ip, ReadOnlySpan<byte> datagram)
    {
        if (UdpHeader.Read(datagram, ip.Source, ip.Destination, out UdpHeader udp, out ReadOnlySpan<byte> payload) != Defect.None) return;
        if (udp.DestinationPort != RipMessage.Port || RipMessage.Read(payload, out RipMessage? message) != Defect.None) return;
        int place = PlaceOf(packet.Hop.Interface);
        var source = new IpEndpoint(new(ip.Source), udp.SourcePort);
        _rip?.Received(place, message!, source, _network.Clock.Now);
        _announcement?.Received(place, message!, source);
    }

    private void TakeIgmp(Packet packet, IgmpMessage message)
    {
        int place = PlaceOf(packet.Hop.Interface);
        if (_router.Length > 0) _router[place].Received(message, packet.Source, _network.Clock.Now);
        if (place == 0) _host?.Received(message, _network.Clock.Now);
    }

    private int PlaceOf(int at)
    {
        for (int place = 0; place < _node.Interfaces.Count; place++)
        {
            if (_node.Interfaces[place].Index == at) return place;
        }

        throw new ArgumentException($"Interface {at} is not {_node.Name}'s.", nameof(at));
    }

    private void SetTimer() => SetTimer(Protocols.Min(protocol => protocol.NextTimer));

    private void SetTimer(SimTime? wanted)
    {
        if (wanted is not { } next || next >= _timer) return;
        _timer = next;
        _network.Clock.At(next, _self, new Timer(next));
    }
}
