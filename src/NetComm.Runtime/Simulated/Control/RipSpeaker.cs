using NetComm.Protocols.Rip;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>A router's RIP (RFC 2453).</summary>
internal sealed class RipSpeaker(IReadOnlyList<RipInterface> interfaces, RandomStream random, RipSending sending, Action changed)
    : NodeProtocol<RipRouter, RipEffect>(new RipRouter(interfaces, random))
{
    internal RipRouter Table => Machine;

    internal override void Start(SimTime now) => Drive(rip => rip.Start(now));

    /// <summary>An interface, by place among the node's, has lost its carrier or found it again.</summary>
    internal void Carrier(int place, bool found, SimTime now)
    {
        if (found) Drive(rip => rip.InterfaceUp(place, now));
        else Drive(rip => rip.InterfaceDown(place, now));
    }

    internal void CostChanged(int place, int cost, SimTime now) => Drive(rip => rip.CostChanged(place, cost, now));

    internal void Received(int place, RipMessage message, IpEndpoint source, SimTime now) =>
        Drive(rip => rip.Received(place, message, source.Address, (ushort)source.Port, now));

    protected override void CarryOut(RipEffect effect)
    {
        if (effect is RipEffect.Send send) sending.Send(send);
        else changed();
    }
}
