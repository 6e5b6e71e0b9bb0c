using System.Buffers.Binary;

namespace NetComm.Scenarios.Recordings;

/// <summary>One end of a conversation.</summary>
/// <param name="Address">The address, whether of IPv4 or IPv6.</param>
/// <param name="IsV6">Which.</param>
/// <param name="Port">The port.</param>
internal readonly record struct RecordedEndpoint(UInt128 Address, bool IsV6, ushort Port);

/// <summary>What the headers of a captured UDP datagram or TCP segment say.</summary>
/// <param name="Transport">UDP or TCP.</param>
/// <param name="From">Who sent it.</param>
/// <param name="To">Who it is for.</param>
/// <param name="Bytes">Its payload, by its headers: a capture may have cut it.</param>
/// <param name="Sequence">Of TCP: the number of its first byte.</param>
/// <param name="IsSyn">Of TCP: whether it opens a connection.</param>
internal readonly record struct PacketHeaders(
    Transport Transport, RecordedEndpoint From, RecordedEndpoint To, int Bytes, uint Sequence, bool IsSyn)
{
    private const int Tcp = 6;
    private const int Udp = 17;

    /// <summary>As many extension headers as a packet of IPv6 can be expected to have (RFC 8200, 4.1).</summary>
    private const int MostExtensions = 8;

    /// <summary>Reads an IP packet of either version (RFC 791, RFC 8200).</summary>
    /// <param name="packet">As much as was captured.</param>
    /// <param name="original">How long it was.</param>
    /// <param name="headers">What its headers say.</param>
    public static HeaderOutcome Read(ReadOnlySpan<byte> packet, long original, out PacketHeaders headers)
    {
        headers = default;
        if (packet.IsEmpty) return HeaderOutcome.Cut;
        return (packet[0] >> 4) switch
        {
            4 => ReadV4(packet, original, out headers),
            6 => ReadV6(packet, original, out headers),
            _ => HeaderOutcome.Other,
        };
    }

    private static HeaderOutcome ReadV4(ReadOnlySpan<byte> packet, long original, out PacketHeaders headers)
    {
        headers = default;
        if (packet.Length < 20) return HeaderOutcome.Cut;
        int header = (packet[0] & 0xF) * 4;
        int total = Short(packet, 2);
        int fragment = Short(packet, 6);
        if (header < 20 || packet[9] is not (Tcp or Udp) || (fragment & 0x1FFF) != 0) return HeaderOutcome.Other;
        if (packet.Length < header) return HeaderOutcome.Cut;
        // A length of 0: the network card was to cut it into segments.
        long length = (total == 0 ? original : total) - header;
        UInt128 from = BinaryPrimitives.ReadUInt32BigEndian(packet[12..]);
        UInt128 to = BinaryPrimitives.ReadUInt32BigEndian(packet[16..]);
        return ReadTransport(packet[9], packet[header..], length, (fragment & 0x2000) != 0, from, to, isV6: false, out headers);
    }

    private static HeaderOutcome ReadV6(ReadOnlySpan<byte> packet, long original, out PacketHeaders headers)
    {
        headers = default;
        if (packet.Length < 40) return HeaderOutcome.Cut;
        int protocol = packet[6];
        long length = Short(packet, 4) is var said and not 0 ? said : original - 40;
        UInt128 from = BinaryPrimitives.ReadUInt128BigEndian(packet[8..]);
        UInt128 to = BinaryPrimitives.ReadUInt128BigEndian(packet[24..]);
        ReadOnlySpan<byte> rest = packet[40..];
        bool isFragment = false;
        for (int i = 0; i < MostExtensions; i++)
        {
            if (protocol is Tcp or Udp) return ReadTransport(protocol, rest, length, isFragment, from, to, isV6: true, out headers);
            if (protocol is not (0 or 43 or 44 or 51 or 60)) return HeaderOutcome.Other;
            if (rest.Length < 8) return HeaderOutcome.Cut;
            int extension = protocol switch { 44 => 8, 51 => (rest[1] + 2) * 4, _ => (rest[1] + 1) * 8 };
            if (protocol == 44)
            {
                isFragment = true;
                if ((Short(rest, 2) & 0xFFF8) != 0) return HeaderOutcome.Other;
            }

            protocol = rest[0];
            if (rest.Length < extension) return HeaderOutcome.Cut;
            rest = rest[extension..];
            length -= extension;
        }

        return HeaderOutcome.Other;
    }

    private static HeaderOutcome ReadTransport(
        int protocol, ReadOnlySpan<byte> rest, long length, bool isFragment, UInt128 from, UInt128 to, bool isV6,
        out PacketHeaders headers)
    {
        headers = default;
        if (rest.Length < (protocol == Tcp ? 14 : 8)) return HeaderOutcome.Cut;
        long bytes;
        if (protocol == Tcp)
        {
            bytes = length - ((rest[12] >> 4) * 4);
        }
        else
        {
            // The first fragment tells of the whole datagram.
            int said = Short(rest, 4);
            bytes = (said == 0 ? length : said) - 8;
            if (said > length && !isFragment) return HeaderOutcome.Other;
        }

        if (bytes is < 0 or > int.MaxValue) return HeaderOutcome.Other;
        headers = new(
            protocol == Tcp ? Transport.Tcp : Transport.Udp, new(from, isV6, (ushort)Short(rest, 0)), new(to, isV6, (ushort)Short(rest, 2)),
            (int)bytes, protocol == Tcp ? BinaryPrimitives.ReadUInt32BigEndian(rest[4..]) : 0, protocol == Tcp && (rest[13] & 2) != 0);
        return HeaderOutcome.Read;
    }

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
}

/// <summary>What became of reading a packet's headers.</summary>
internal enum HeaderOutcome
{
    /// <summary>They were read.</summary>
    Read,

    /// <summary>It is neither UDP nor TCP, a later fragment, or no sound packet.</summary>
    Other,

    /// <summary>The capture cut it in its headers.</summary>
    Cut,

    /// <summary>What its link type means is not known here.</summary>
    UnknownLink,
}
