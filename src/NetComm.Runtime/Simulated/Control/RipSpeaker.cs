using NetComm.Protocols.Rip;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>A router's RIP (RFC 2453).</summary>
internal sealed class RipSpeaker : NodeProtocol
{
    private readonly RipRouter _rip;
    private readonly RipSending _sending;
    private readonly Action _changed;

    /// <summary>The protocol of a router.</summary>
    internal RipSpeaker(IReadOnlyList<RipInterface> interfaces, RandomStream random, RipSending sending, Action changed)
    {
        _rip = new RipRouter(interfaces, random);
        _sending = sending;
        _changed = changed;
    }

    internal RipRouter Table => _rip;

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

    /// <summary>An interface, by place among the node's, has lost its carrier or found it again.</summary>
    internal void Carrier(int place, bool found, SimTime now)
    {
        if (found) _rip.InterfaceUp(place, now);
        else _rip.InterfaceDown(place, now);
        CarryOut();
    }

    internal void Received(int place, RipMessage message, IpEndpoint source, SimTime now)
    {
        _rip.Received(place, message, source.Address, (ushort)source.Port, now);
        CarryOut();
    }

    private void CarryOut()
    {
        foreach (RipEffect effect in _rip.Effects)
        {
            if (effect is RipEffect.Send send) _sending.Send(send);
            else _changed();
        }

        _rip.Effects.Clear();
    }
}
