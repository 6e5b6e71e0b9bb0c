using NetComm.Protocols.Ip;
using NetComm.Protocols.Pim;
using NetComm.Protocols.Rip;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>A router's PIM in dense mode (RFC 3973): flood, prune and graft, with RIP's routes for the reverse-path check.</summary>
internal sealed class PimSpeaker : NodeProtocol
{
    private readonly IReadOnlyList<NetworkInterface> _interfaces;
    private readonly PimRouter _pim;
    private readonly Neighbours _neighbours;
    private readonly Action<Ipv4Address, Func<Ipv4Address, byte[]>> _sendTo;
    private readonly int[] _onward;

    /// <summary>The protocol of a router.</summary>
    internal PimSpeaker(
        IReadOnlyList<NetworkInterface> interfaces, RipRouter rip, RandomStream random, Neighbours neighbours, Action<Ipv4Address,
        Func<Ipv4Address, byte[]>> sendTo)
    {
        _interfaces = interfaces;
        _pim = new PimRouter([.. interfaces.Select(at => at.Address)], source => RouteTo(source, rip), random);
        _neighbours = neighbours;
        _sendTo = sendTo;
        _onward = new int[interfaces.Count];
    }

    internal override SimTime? NextTimer => _pim.NextTimer;

    internal override void Start(SimTime now)
    {
        _pim.Start(now);
        CarryOut();
    }

    internal override void TimerExpired(SimTime now)
    {
        _pim.TimerExpired(now);
        CarryOut();
    }

    /// <summary>An interface, by place among the node's, has lost its carrier or found it again.</summary>
    internal void Carrier(int place, bool found, SimTime now)
    {
        if (found) _pim.InterfaceUp(place, now);
        else _pim.InterfaceDown(place, now);
        CarryOut();
    }

    /// <summary>RIP's routes have changed.</summary>
    internal void RoutesChanged(SimTime now)
    {
        _pim.RoutesChanged(now);
        CarryOut();
    }

    /// <summary>An interface's network has members of a group from now on, or none any more.</summary>
    internal void MembershipChanged(int place, Ipv4Address group, bool hasMembers, SimTime now)
    {
        _pim.MembershipChanged(place, group, hasMembers, now);
        CarryOut();
    }

    internal void Received(int place, PimMessage message, Ipv4Address from, SimTime now)
    {
        _pim.Received(place, message, from, now);
        CarryOut();
    }

    /// <summary>The interfaces by which a packet goes on that came in by this one; good until the next call.</summary>
    internal ReadOnlySpan<int> Onward(int place, Packet packet, SimTime now)
    {
        IReadOnlyList<int> places = _pim.Data(packet.Source, packet.Destination, place, now);
        for (int i = 0; i < places.Count; i++) _onward[i] = _interfaces[places[i]].Index;
        if (_pim.Effects.Count > 0) CarryOut();
        return _onward.AsSpan(0, places.Count);
    }

    private static PimRoute? RouteTo(Ipv4Address source, RipRouter rip) =>
        rip.Lookup(source) is { } route ? new PimRoute(route.Interface, route.NextHop, route.Metric) : null;

    private void CarryOut()
    {
        foreach (PimEffect.Send send in _pim.Effects.Cast<PimEffect.Send>())
        {
            NetworkInterface from = _interfaces[send.Interface];
            if (send.Destination.IsMulticast)
                _neighbours.Send(from, Header(from.Address, send), send.Message.Size, bytes => PimFormat.Write(send.Message, bytes));
            else _sendTo(send.Destination, source => Whole(source, send));
        }

        _pim.Effects.Clear();
    }

    private static Ipv4Header Header(Ipv4Address source, PimEffect.Send send) => new(IpProtocol.Pim, source.Value, send.Destination.Value);

    private static byte[] Whole(Ipv4Address source, PimEffect.Send send)
    {
        var packet = new byte[Ipv4Header.MinimumSize + send.Message.Size];
        PimFormat.Write(send.Message, packet.AsSpan(Ipv4Header.MinimumSize));
        (Header(source, send) with { TimeToLive = 1 }).Write(packet);
        return packet;
    }
}
