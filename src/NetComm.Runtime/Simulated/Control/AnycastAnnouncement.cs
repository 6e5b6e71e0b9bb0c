using NetComm.Protocols.Rip;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>How a host tells routers by RIP of the addresses that it shares with other hosts.</summary>
internal sealed class AnycastAnnouncement(IReadOnlyList<Ipv4Address> addresses, int interfaces, RandomStream random, RipSending sending)
    : NodeProtocol<RipAnnouncer, RipEffect>(new RipAnnouncer(addresses, interfaces, random))
{
    internal override void Start(SimTime now) => Drive(rip => rip.Start(now));

    /// <summary>An interface, by place among the node's, has found its carrier again.</summary>
    internal void CarrierFound(int place) => Drive(rip => rip.InterfaceUp(place));

    internal void Received(int place, RipMessage message, IpEndpoint source) =>
        Drive(rip => rip.Received(place, message, source.Address, (ushort)source.Port));

    protected override void CarryOut(RipEffect effect) => sending.Send((RipEffect.Send)effect);
}
