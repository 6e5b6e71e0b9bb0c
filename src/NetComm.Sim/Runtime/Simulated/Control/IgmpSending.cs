using NetComm.Sim.Model;
using NetComm.Sim.Packets;
using NetComm.Sim.Protocols.Igmp;

namespace NetComm.Sim.Runtime.Simulated.Control;

/// <summary>IGMP messages as packets.</summary>
internal static class IgmpSending
{
    /// <summary>Sends the message with the Router Alert option (RFC 3376, 4).</summary>
    internal static void Send(this Neighbours neighbours, NetworkInterface from, IgmpEffect.Send send) => neighbours.Send(
        from,
        new Ipv4Header(IpProtocol.Igmp, from.Address.Value, send.Destination.Value) { RouterAlert = true },
        send.Message.Size,
        bytes => IgmpFormat.Write(send.Message, bytes));
}
