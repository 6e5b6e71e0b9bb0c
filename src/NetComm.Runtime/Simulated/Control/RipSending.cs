using NetComm.Protocols.Ip;
using NetComm.Protocols.Rip;

namespace NetComm.Runtime.Simulated.Control;

/// <summary>RIP messages as UDP datagrams from port 520: to all routers of a network, or as an answer to one.</summary>
internal sealed class RipSending(
    IReadOnlyList<NetworkInterface> interfaces, Neighbours neighbours, Action<Ipv4Address, Func<Ipv4Address, byte[]>> sendTo)
{
    internal void Send(RipEffect.Send send)
    {
        NetworkInterface from = interfaces[send.Interface];
        if (send.Destination.IsMulticast)
            neighbours
                .Send(from, Header(from.Address, send), UdpHeader.Size + send.Message.Size, bytes => Write(bytes, from.Address, send));
        else sendTo(send.Destination, source => Packet(source, send));
    }

    private static Ipv4Header Header(Ipv4Address source, RipEffect.Send send) => new(IpProtocol.Udp, source.Value, send.Destination.Value);

    private static byte[] Packet(Ipv4Address source, RipEffect.Send send)
    {
        var packet = new byte[Ipv4Header.MinimumSize + UdpHeader.Size + send.Message.Size];
        Write(packet.AsSpan(Ipv4Header.MinimumSize), source, send);
        Header(source, send).Write(packet);
        return packet;
    }

    private static void Write(Span<byte> datagram, Ipv4Address source, RipEffect.Send send)
    {
        send.Message.Write(datagram[UdpHeader.Size..]);
        new UdpHeader(RipMessage.Port, send.Port).Write(datagram, source.Value, send.Destination.Value);
    }
}
