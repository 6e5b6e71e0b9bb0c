using NetComm.Protocols.Igmp;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Pim;

namespace NetComm.Network;

/// <summary>IGMP snooping in a LAN's switch (RFC 4541): reports go to routers only, and under RIP groups to members and routers.</summary>
internal sealed class Snooping : ILanGroups
{
    private readonly DataPlane _plane;
    private readonly Action<SimTime> _wakeAt;
    private readonly IgmpSnooping _igmp;
    private readonly LanTrees? _trees;
    private SimTime _timer = SimTime.Never;

    /// <summary>Snooping at time 0, when the declared members have been heard.</summary>
    /// <param name="wakeAt">Sees to it that <see cref="TimerExpired"/> is called then.</param>
    internal Snooping(DataPlane plane, Lan lan, SimTime now, Action<SimTime> wakeAt)
    {
        _plane = plane;
        _wakeAt = wakeAt;
        _igmp = new IgmpSnooping(lan.Interfaces.Count, asksQueries: false);
        bool isStatic = plane.Scenario.Routing == RoutingKind.Static;
        NetworkInterface[] routers = [.. lan.Interfaces.Where(at => plane.Scenario.Nodes[at.Node].Kind == NodeKind.Router)];
        if (isStatic || routers.Length == 0) _trees = new LanTrees(plane, lan.Index);

        // A router that does not ask, since another one does, is heard by PIM alone; where none is spoken it is configured.
        foreach (NetworkInterface at in routers.Where(_ => isStatic)) _igmp.SetRouterPort(at.Port);
        foreach (NetworkInterface at in lan.Interfaces) _igmp.PreJoined(at.Port, at.Address, plane.GroupsAt(at), now);
        SetTimer();
    }

    public IReadOnlyList<int> PortsFor(Packet packet) =>
        _trees?.PortsFor(packet) ?? _igmp.PortsFor(_plane.Map.Addresses.GroupAddress(packet.To.Number));

    public IReadOnlyList<int>? Overhear(int port, Packet control, SimTime now)
    {
        if (Ipv4Header.Read(control.Data, out Ipv4Header header, out ReadOnlySpan<byte> payload) != Defect.None) return null;
        IReadOnlyList<int>? ports = null;
        if (header.Protocol == IpProtocol.Igmp && IgmpFormat.Read(payload, out IgmpMessage? message) == Defect.None)
            ports = _igmp.Received(port, message!, new Ipv4Address(header.Source), now);
        else if (header.Protocol == IpProtocol.Pim && PimFormat.Read(payload, out PimMessage? pim) == Defect.None
            && pim is PimMessage.Hello hello) _igmp.RouterHeard(port, hello.HoldTime, now);

        SetTimer();
        return ports;
    }

    /// <summary>What was not heard again is forgotten; nothing where another time was asked for since.</summary>
    internal void TimerExpired(SimTime at)
    {
        if (at != _timer) return;
        _timer = SimTime.Never;
        _igmp.TimerExpired(at);
        SetTimer();
    }

    private void SetTimer()
    {
        SimTime next = _igmp.NextTimer ?? SimTime.Never;
        if (next >= _timer) return;
        _timer = next;
        _wakeAt(next);
    }
}
