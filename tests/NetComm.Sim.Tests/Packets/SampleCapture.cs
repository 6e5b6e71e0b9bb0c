using NetComm.Sim.Packets;

namespace NetComm.Sim.Tests.Packets;

/// <summary>A small capture with a link and a LAN, and a packet of each kind that the project writes.</summary>
internal static class SampleCapture
{
    private const uint Alice = 0x0A000001;
    private const uint Bob = 0x0A000002;

    public static string[] ExpectedRows { get; } =
    [
        "alice--bob|0.000000000||raw:ip:udp",
        "alice--bob|1.000000001|lost: queue at core|raw:ip:udp:data",
        "office (alice)|1.500000000||eth:ethertype:arp",
        "office (bob)|1.600000000||eth:ethertype:arp",
        "office (alice)|2.000000000||eth:ethertype:ip:udp:data",
    ];

    public static void Write(PcapngWriter writer)
    {
        var link = writer.AddInterface("alice--bob", LinkType.RawIp);
        var alice = writer.AddInterface("office (alice)", LinkType.Ethernet);
        var bob = writer.AddInterface("office (bob)", LinkType.Ethernet);
        var request = ArpMessage.Request(MacAddress.ForInterface(1), Alice, wanted: Bob);

        writer.Write(link, 0, Udp([]));
        writer.Write(link, 1_000_000_001, Udp([1, 2, 3]), "lost: queue at core");
        writer.Write(alice, 1_500_000_000, Arp(request, MacAddress.Broadcast));
        writer.Write(bob, 1_600_000_000, Arp(request.AnsweredBy(MacAddress.ForInterface(2)), MacAddress.ForInterface(1)));
        writer.Write(alice, 2_000_000_000, Frame(new(MacAddress.ForInterface(2), MacAddress.ForInterface(1), EtherType.Ipv4), Udp([1, 2, 3])));
    }

    public static void WriteDamagedUdp(PcapngWriter writer)
    {
        var packet = Udp([1, 2, 3]);
        packet[^1] ^= 1;
        writer.Write(writer.AddInterface("alice--bob", LinkType.RawIp), 0, packet);
    }

    private static byte[] Udp(byte[] payload)
    {
        var packet = new byte[Ipv4Header.MinimumSize + UdpHeader.Size + payload.Length];
        payload.CopyTo(packet, Ipv4Header.MinimumSize + UdpHeader.Size);
        new UdpHeader(40000, 40001).Write(packet.AsSpan(Ipv4Header.MinimumSize), Alice, Bob);
        new Ipv4Header(IpProtocol.Udp, Alice, Bob).Write(packet);
        return packet;
    }

    private static byte[] Arp(ArpMessage message, MacAddress destination)
    {
        var bytes = new byte[ArpMessage.Size];
        message.Write(bytes);
        return Frame(new(destination, message.SenderMac, EtherType.Arp), bytes);
    }

    private static byte[] Frame(EthernetHeader header, byte[] payload)
    {
        var frame = new byte[EthernetHeader.SizeInCapture(payload.Length)];
        payload.CopyTo(frame, EthernetHeader.Size);
        header.Write(frame, payload.Length);
        return frame;
    }
}
