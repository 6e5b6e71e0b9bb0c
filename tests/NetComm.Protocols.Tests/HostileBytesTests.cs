using FsCheck.Xunit;
using NetComm.Protocols.Ethernet;
using NetComm.Protocols.Icmp;
using NetComm.Protocols.Igmp;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Pim;
using NetComm.Protocols.Rip;
using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests;

/// <summary>Decoders answer every sequence of bytes with a value or a defect, and never throw.</summary>
public sealed class HostileBytesTests
{
    private const int Cases = 2000;

    [Property(MaxTest = Cases)]
    public void Random_bytes(byte[] bytes) => ReadAsEverything(bytes);

    [Property(MaxTest = Cases)]
    public void A_plausible_start_and_then_random_bytes(byte choice, byte[] bytes)
    {
        byte[][] starts =
        [
            [0x45, 0, 0, 28], [0x4F, 0, 0, 60], // IPv4 without and with options
            [0, 1, 8, 0, 6, 4, 0, 1], // ARP
            [0, 53, 0, 53, 0, 8, 0, 0], // UDP
            [0, 80, 0, 80, 0, 0, 0, 1, 0, 0, 0, 0, 0xF0], // TCP with options
            [0x11, 100], [0x22, 0, 0, 0, 0, 0, 0, 3], // IGMP
            [2, 2, 0, 0, 0, 2], // RIP
            // PIM
            [0x20, 0, 0, 0, 0, 1, 0, 2], [0x23, 0, 0, 0, 1, 0, 10, 0, 0, 1, 0, 2, 0, 210, 1, 0, 0, 32, 239, 0, 0, 1, 0],
                [0x25, 0, 0, 0, 1, 0, 0, 32],
        ];

        ReadAsEverything([.. starts[choice % starts.Length], .. bytes]);
    }

    /// <summary>As they are, and again with every checksum mended, which lets the bytes get past that check.</summary>
    private static void ReadAsEverything(byte[] bytes)
    {
        ReadAll(bytes);
        foreach ((int at, int covered) in new[] { (2, bytes.Length), (10, bytes.Length), (10, 20), (10, 60), (16, bytes.Length) })
        {
            if (at + 2 > bytes.Length || covered > bytes.Length)
                continue;
            byte[] mended = bytes.ToArray();
            PacketBytes.FixChecksum(mended.AsSpan(0, covered), at);
            ReadAll(mended);
        }
    }

    private static void ReadAll(byte[] bytes)
    {
        // Addresses whose sum cancels the rest of the pseudo header, so that a mended checksum is good for TCP and UDP too.
        var source = (uint)(ushort)~((int)IpProtocol.Tcp + bytes.Length);
        _ = EthernetHeader.Read(bytes, out _, out _);
        _ = ArpMessage.Read(bytes, out _);
        _ = Ipv4Header.Read(bytes, out _, out _);
        _ = IcmpHeader.Read(bytes, out _, out _);
        _ = IcmpHeader.Quote(bytes);
        _ = IgmpFormat.Read(bytes, out _);
        _ = RipMessage.Read(bytes, out _);
        _ = PimFormat.Read(bytes, out _);
        _ = UdpHeader.Read(bytes, source, 0, out _, out _);
        _ = TcpHeader.Read(bytes, source, 0, out _, out _);
        _ = TcpHeaderOptions.Read(bytes, out _);
    }
}
