using NetComm.Protocols.Ethernet;
using NetComm.Protocols.Icmp;
using NetComm.Protocols.Igmp;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;

namespace NetComm.Tracing.Tests.Capture;

/// <summary>A small capture with a link and a LAN, and a packet of each kind that the project writes.</summary>
internal static class SampleCapture
{
    private const uint Alice = 0x0A000001;
    private const uint Bob = 0x0A000002;
    private const uint News = 0xEF010102;
    private const uint AllHosts = 0xE0000001;
    private const uint AllIgmpV3Routers = 0xE0000016;

    /// <summary>Interface, time, comment and IP protocol of each packet; an ICMP error also quotes one.</summary>
    public static string[] ExpectedRows { get; } =
    [
        "alice--bob|0.000000000||17",
        "alice--bob|1.000000001|lost: queue at core|17",
        "office (alice)|1.500000000||",
        "office (bob)|1.600000000||",
        "office (alice)|2.000000000||17",
        "alice--bob|3.000000000||6",
        "alice--bob|3.100000000||6",
        "alice--bob|3.200000000||6",
        "alice--bob|4.000000000||1",
        "alice--bob|4.100000000||1,17",
        "office (alice)|5.000000000||2",
        "office (bob)|5.100000000||2",
        "office (bob)|5.200000000||2",
    ];

    public static void Write(PcapngWriter writer)
    {
        int link = writer.AddInterface("alice--bob");
        int alice = writer.AddInterface("office (alice)");
        int bob = writer.AddInterface("office (bob)");
        var request = ArpMessage.Request(MacAddress.ForInterface(1), Alice, wanted: Bob);

        writer.WritePacket(link, 0, Udp([]));
        writer.WritePacket(link, 1_000_000_001, Udp([1, 2, 3]), "lost: queue at core");
        Put(writer, alice, 1_500_000_000, Arp(request, MacAddress.Broadcast));
        Put(writer, bob, 1_600_000_000, Arp(request.AnsweredBy(MacAddress.ForInterface(2)), MacAddress.ForInterface(1)));
        var header = new EthernetHeader(MacAddress.ForInterface(2), MacAddress.ForInterface(1), EtherType.Ipv4);
        Put(writer, alice, 2_000_000_000, Frame(header, Udp([1, 2, 3])));
        WriteTcp(writer, link);
        WriteIcmp(writer, link);
        WriteIgmp(writer, alice, bob);
    }

    private static void WriteTcp(PcapngWriter writer, int link)
    {
        var syn = new TcpHeader(40000, 40001, 1000, TcpFlags.Syn)
        {
            Window = 65535,
            Options = new() { MaximumSegmentSize = 1460, WindowScale = 7, SackPermitted = true, Timestamps = new(1, 0) },
        };
        var data = new TcpHeader(40000, 40001, 1001, TcpFlags.Ack | TcpFlags.Psh) { AcknowledgmentNumber = 1, Window = 512 };
        var gap = new TcpHeader(40000, 40001, 1004, TcpFlags.Ack)
        {
            AcknowledgmentNumber = 1,
            Window = 512,
            Options = new() { Timestamps = new(2, 1), Sack = new(new SackBlock(100, 200), new SackBlock(300, 400)) },
        };

        writer.WritePacket(link, 3_000_000_000, Tcp(syn, []));
        writer.WritePacket(link, 3_100_000_000, Tcp(data, [1, 2, 3]));
        writer.WritePacket(link, 3_200_000_000, Tcp(gap, []));
    }

    private static void WriteIcmp(PcapngWriter writer, int link)
    {
        writer.WritePacket(link, 4_000_000_000, Icmp(IcmpHeader.Echo(1, 1), [1, 2, 3]));
        writer.WritePacket(link, 4_100_000_000, Icmp(IcmpHeader.Unreachable(UnreachableCode.Port), IcmpHeader.Quote(Udp([1, 2, 3]))));
    }

    private static void WriteIgmp(PcapngWriter writer, int alice, int bob)
    {
        var interval = SimDuration.FromSeconds(125);
        Put(writer, alice, 5_000_000_000, Igmp(new IgmpMessage.QueryV3(0, SimDuration.FromSeconds(10), 2, interval, []), AllHosts));
        Put(writer, bob, 5_100_000_000, Igmp(new IgmpMessage.ReportV3([IgmpGroupRecord.Join(News)]), AllIgmpV3Routers));
        Put(writer, bob, 5_200_000_000, Igmp(new IgmpMessage.ReportV2(News), News));
    }

    public static void WriteDamagedUdp(PcapngWriter writer)
    {
        byte[] packet = Udp([1, 2, 3]);
        packet[^1] ^= 1;
        writer.WritePacket(writer.AddInterface("alice--bob"), 0, packet);
    }

    private static void Put(PcapngWriter writer, int at, ulong nanoseconds, byte[] frame) =>
        writer.Write(at, nanoseconds, frame, frame.Length);

    private delegate void WriteInPlace(Span<byte> bytes);

    private static byte[] Udp(ReadOnlySpan<byte> payload) =>
        Packet(new(IpProtocol.Udp, Alice, Bob), UdpHeader.Size, payload,
            datagram => new UdpHeader(40000, 40001).Write(datagram, Alice, Bob));

    private static byte[] Tcp(TcpHeader header, ReadOnlySpan<byte> payload) =>
        Packet(new(IpProtocol.Tcp, Alice, Bob), header.Size, payload, segment => header.Write(segment, Alice, Bob));

    private static byte[] Icmp(IcmpHeader header, ReadOnlySpan<byte> data) =>
        Packet(new(IpProtocol.Icmp, Alice, Bob), IcmpHeader.Size, data, header.Write);

    private static byte[] Igmp(IgmpMessage message, uint group)
    {
        var ip = new Ipv4Header(IpProtocol.Igmp, Alice, group) { TimeToLive = 1, RouterAlert = true };
        byte[] packet = Packet(ip, message.Size, [], bytes => IgmpFormat.Write(message, bytes));
        return Frame(new(MacAddress.ForMulticast(group), MacAddress.ForInterface(1), EtherType.Ipv4), packet);
    }

    private static byte[] Packet(Ipv4Header ip, int headerSize, ReadOnlySpan<byte> payload, WriteInPlace writeHeader)
    {
        var packet = new byte[ip.Size + headerSize + payload.Length];
        payload.CopyTo(packet.AsSpan(ip.Size + headerSize));
        writeHeader(packet.AsSpan(ip.Size));
        ip.Write(packet);
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
