using NetComm.Sim.Model;
using NetComm.Sim.Packets;

namespace NetComm.Sim.Protocols.Pim;

/// <summary>What a PIM router wants done.</summary>
internal abstract record PimEffect
{
    private PimEffect()
    {
    }

    /// <summary>Send the message over the interface, with a time to live of 1.</summary>
    public sealed record Send(int Interface, PimMessage Message, Ipv4Address Destination) : PimEffect;
}
