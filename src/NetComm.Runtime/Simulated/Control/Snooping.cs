using NetComm.Network;
using NetComm.Protocols.Igmp;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Pim;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>
/// IGMP snooping in a LAN's switch (RFC 4541): reports go to routers only, and under RIP packets for a group to members and routers only.
/// Static routing knows the trees beforehand.
/// </summary>
internal sealed class Snooping : ILanGroups
{
    /// <summary>To the LAN, from itself: something is due to be forgotten.</summary>
    internal sealed record Timer(SimTime At);

    private readonly SimulatedNetwork _network;
    private readonly Lan _lan;
    private readonly IActorRef _self;
    private readonly IgmpSnooping _igmp;
    private readonly bool _byTree;
    private SimTime _timer = SimTime.Never;

    internal Snooping(SimulatedNetwork network, Lan lan, IActorRef self)
    {
        _network = network;
        _lan = lan;
        _self = self;
        _igmp = new IgmpSnooping(lan.Interfaces.Count, asksQueries: false);
        NetworkInterface[] routers = [.. lan.Interfaces.Where(at => network.Run.Scenario.Nodes[at.Node].Kind == NodeKind.Router)];
        _byTree = network.RipRoutes is null || routers.Length == 0;

        // A router that does not ask, since another one does, is heard by PIM alone; where none is spoken it is configured.
        foreach (NetworkInterface at in routers.Where(_ => network.RipRoutes is null)) _igmp.SetRouterPort(at.Port);
        foreach (NetworkInterface at in lan.Interfaces) _igmp.PreJoined(at.Port, at.Address, network.GroupsAt(at), network.Clock.Now);
        SetTimer();
    }

    /// <summary>The ports that a packet for a group goes on to, perhaps with the one that it came from.</summary>
    public IReadOnlyList<int> PortsFor(Packet packet) =>
        _byTree ? _network.Trees.Of(packet.SourceNode, packet.Group).PortsOf(_lan.Index)
            : _igmp.PortsFor(_network.Map.Addresses.GroupAddress(packet.Group));

    /// <summary>The ports that a packet from one node to all its neighbours goes on to; null for all. What it says is learned.</summary>
    public IReadOnlyList<int>? Overhear(int port, Packet control, SimTime now)
    {
        if (Ipv4Header.Read(control.Data, out Ipv4Header header, out ReadOnlySpan<byte> payload) != Defect.None) return null;
        IReadOnlyList<int>? ports = null;
        if (header.Protocol == IpProtocol.Igmp && IgmpFormat.Read(payload, out IgmpMessage? message) == Defect.None)
        {
            ports = _igmp.Received(port, message!, new Ipv4Address(header.Source), now);
        }

        else if (header.Protocol == IpProtocol.Pim && PimFormat.Read(payload, out PimMessage? pim) == Defect.None
            && pim is PimMessage.Hello hello)
        {
            _igmp.RouterHeard(port, hello.HoldTime, now);
        }

        SetTimer();
        return ports;
    }

    /// <summary>The timer that was asked for has expired.</summary>
    internal void Expire(Timer timer)
    {
        if (timer.At != _timer) return;
        _timer = SimTime.Never;
        _igmp.TimerExpired(_network.Clock.Now);
        SetTimer();
    }

    private void SetTimer()
    {
        SimTime next = _igmp.NextTimer ?? SimTime.Never;
        if (next >= _timer) return;
        _timer = next;
        _network.Clock.At(next, _self, new Timer(next));
    }
}
