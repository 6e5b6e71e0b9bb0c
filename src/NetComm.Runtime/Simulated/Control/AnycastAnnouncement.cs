using NetComm.Protocols.Rip;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>How a host tells routers by RIP of the addresses that it shares with other hosts.</summary>
internal sealed class AnycastAnnouncement(IReadOnlyList<Ipv4Address> addresses, int interfaces, RandomStream random, RipSending sending)
    : NodeProtocol
{
    private readonly RipAnnouncer _rip = new(addresses, interfaces, random);

    internal override SimTime? NextTimer => _rip.NextTimer;

    internal override void Start(SimTime now)
    {
        _rip.Start(now);
        CarryOut();
    }

    internal override void TimerExpired(SimTime now)
    {
        _rip.TimerExpired(now);
        CarryOut();
    }

    /// <summary>An interface, by place among the node's, has found its carrier again.</summary>
    internal void CarrierFound(int place)
    {
        _rip.InterfaceUp(place);
        CarryOut();
    }

    internal void Received(int place, RipMessage message, IpEndpoint source)
    {
        _rip.Received(place, message, source.Address, (ushort)source.Port);
        CarryOut();
    }

    private void CarryOut()
    {
        foreach (RipEffect.Send send in _rip.Effects.OfType<RipEffect.Send>()) sending.Send(send);
        _rip.Effects.Clear();
    }
}
