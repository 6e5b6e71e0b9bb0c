using NetComm.Protocols.Ip;
using NetComm.Protocols.Pim;
using NetComm.Protocols.Rip;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>A router's PIM in dense mode (RFC 3973): flood, prune and graft, with RIP's routes for the reverse-path check.</summary>
internal sealed class PimSpeaker(
    IReadOnlyList<NetworkInterface> interfaces, RipRouter rip, RandomStream random, Neighbours neighbours,
    Action<Ipv4Address, Func<Ipv4Address, byte[]>> sendTo)
    : NodeProtocol<PimRouter, PimEffect>(new PimRouter([.. interfaces.Select(at => at.Address)], source => RouteTo(source, rip), random))
{
    private readonly int[] _onward = new int[interfaces.Count];

    internal override void Start(SimTime now) => Drive(pim => pim.Start(now));

    /// <summary>An interface, by place among the node's, has lost its carrier or found it again.</summary>
    internal void Carrier(int place, bool found, SimTime now)
    {
        if (found) Drive(pim => pim.InterfaceUp(place, now));
        else Drive(pim => pim.InterfaceDown(place, now));
    }

    internal void RoutesChanged(SimTime now) => Drive(pim => pim.RoutesChanged(now));

    /// <summary>An interface's network has members of a group from now on, or none any more.</summary>
    internal void MembershipChanged(int place, Ipv4Address group, bool hasMembers, SimTime now) =>
        Drive(pim => pim.MembershipChanged(place, group, hasMembers, now));

    internal void Received(int place, PimMessage message, Ipv4Address from, SimTime now) =>
        Drive(pim => pim.Received(place, message, from, now));

    /// <summary>The interfaces by which a packet goes on that came in by this one; good until the next call.</summary>
    internal ReadOnlySpan<int> Onward(int place, Packet packet, SimTime now)
    {
        IReadOnlyList<int> places = Machine.Data(packet.Source, packet.Destination, place, now);
        for (int i = 0; i < places.Count; i++) _onward[i] = interfaces[places[i]].Index;
        if (Machine.Effects.Count > 0) CarryOut();
        return _onward.AsSpan(0, places.Count);
    }

    private static PimRoute? RouteTo(Ipv4Address source, RipRouter rip) =>
        rip.Lookup(source) is { } route ? new PimRoute(route.Interface, route.NextHop, route.Metric) : null;

    protected override void CarryOut(PimEffect effect)
    {
        var send = (PimEffect.Send)effect;
        NetworkInterface from = interfaces[send.Interface];
        if (send.Destination.IsMulticast)
            neighbours.Send(from, Header(from.Address, send), send.Message.Size, bytes => PimFormat.Write(send.Message, bytes));
        else sendTo(send.Destination, source => Whole(source, send));
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
