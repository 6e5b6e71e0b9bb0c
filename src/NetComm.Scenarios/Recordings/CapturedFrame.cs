using System.Buffers.Binary;

namespace NetComm.Scenarios.Recordings;

/// <summary>Finds the IP packet in a captured frame, by the link type of its interface (tcpdump.org/linktypes.html).</summary>
internal static class CapturedFrame
{
    private const int Null = 0;
    private const int Ethernet = 1;
    private const int Loop = 108;
    private const int LinuxCooked = 113;
    private const int Ipv4 = 228;
    private const int Ipv6 = 229;
    private const int LinuxCooked2 = 276;

    private const int EtherTypeV4 = 0x0800;
    private const int EtherTypeV6 = 0x86DD;

    /// <summary>The link types that are read.</summary>
    public const string Known = "Ethernet (1), raw IP (101), IPv4 (228), IPv6 (229), Linux cooked (113, 276), loopback (0, 108)";

    /// <summary>Reads the headers of the packet in a frame.</summary>
    /// <param name="link">The link type.</param>
    /// <param name="frame">As much as was captured.</param>
    /// <param name="original">How long it was.</param>
    /// <param name="headers">What they say.</param>
    /// <param name="device">Of a capture on all devices: which one.</param>
    public static HeaderOutcome Read(int link, ReadOnlySpan<byte> frame, long original, out PacketHeaders headers, out uint device)
    {
        headers = default;
        device = link == LinuxCooked2 && frame.Length >= 8 ? BinaryPrimitives.ReadUInt32BigEndian(frame[4..]) : 0;
        return link switch
        {
            Ethernet => ReadTyped(frame, 12, 14, original, out headers),
            LinuxCooked => ReadTyped(frame, 14, 16, original, out headers),
            LinuxCooked2 => ReadTyped(frame, 0, 20, original, out headers),
            Null or Loop when frame.Length < 4 => HeaderOutcome.Cut,
            Null or Loop => PacketHeaders.Read(frame[4..], original - 4, out headers),
            // Raw IP: 101 in files of all systems, 12 and 14 as some systems number it themselves.
            12 or 14 or 101 or Ipv4 or Ipv6 => PacketHeaders.Read(frame, original, out headers),
            _ => HeaderOutcome.UnknownLink,
        };
    }

    // Tags of VLANs (IEEE 802.1Q, 802.1ad) stand before the type.
    private static HeaderOutcome ReadTyped(ReadOnlySpan<byte> frame, int typeAt, int header, long original, out PacketHeaders headers)
    {
        headers = default;
        if (frame.Length < header) return HeaderOutcome.Cut;
        int type = BinaryPrimitives.ReadUInt16BigEndian(frame[typeAt..]);
        while (type is 0x8100 or 0x88A8 or 0x9100)
        {
            if (frame.Length < header + 4) return HeaderOutcome.Cut;
            type = BinaryPrimitives.ReadUInt16BigEndian(frame[(header + 2)..]);
            header += 4;
        }

        return type is EtherTypeV4 or EtherTypeV6 ? PacketHeaders.Read(frame[header..], original - header, out headers)
            : HeaderOutcome.Other;
    }
}
