using NetComm.Protocols.Igmp;
using NetComm.Protocols.Ip;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>Sends packets that a node makes of itself to whoever is on one of its networks: they go one hop and no further.</summary>
internal sealed class Neighbours(SimulatedNetwork network)
{
    /// <summary>Sends an IP packet by an interface, as a multicast frame on a LAN.</summary>
    /// <param name="header">Its IP header but for the time to live, which is 1.</param>
    internal void Send(NetworkInterface from, Ipv4Header header, int payloadBytes, SpanWriter write)
    {
        header = header with { TimeToLive = 1 };
        var bytes = new byte[header.Size + payloadBytes];
        write(bytes.AsSpan(header.Size));
        header.Write(bytes);

        Packet packet = network.Run.Packets.Rent();
        packet.Kind = PacketKind.Control;
        packet.Number = network.Run.Progress.NextPacket();
        packet.Data = bytes;
        packet.IpLength = bytes.Length;
        packet.Source = new(header.Source);
        packet.Destination = new(header.Destination);
        packet.To = Destination.Broadcast;
        packet.Hop.Interface = from.Index;
        packet.Ttl = 1;
        network.Trace.Write(TraceEvents.ControlSent(network.Clock.Now, from.Index, packet.Number, bytes.Length), bytes);
        network.Interfaces[from.Index].Transmitter.Offer(packet, network.Clock.Now);
    }

    internal delegate void SpanWriter(Span<byte> bytes);
}

internal static class IgmpSending
{
    /// <summary>Sends the message with the Router Alert option (RFC 3376, 4).</summary>
    internal static void Send(this Neighbours neighbours, NetworkInterface from, IgmpEffect.Send send) => neighbours.Send(
        from,
        new Ipv4Header(IpProtocol.Igmp, from.Address.Value, send.Destination.Value) { RouterAlert = true },
        send.Message.Size,
        bytes => IgmpFormat.Write(send.Message, bytes));
}
