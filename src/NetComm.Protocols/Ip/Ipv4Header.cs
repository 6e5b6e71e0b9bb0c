using System.Buffers.Binary;

namespace NetComm.Protocols.Ip;

/// <summary>The header of an IPv4 packet (RFC 791 §3.1). Addresses are in host order.</summary>
/// <remarks>Not modelled: options other than Router Alert (RFC 2113), which are skipped on reading and never written.</remarks>
internal readonly record struct Ipv4Header(IpProtocol Protocol, uint Source, uint Destination)
{
    /// <summary>The size without options, in bytes.</summary>
    public const int MinimumSize = 20;

    /// <summary>The fragment offset counts in units of eight bytes.</summary>
    public const int FragmentUnit = 8;

    private const int MaximumPacket = ushort.MaxValue;
    private const int DontFragmentBit = 0x4000;
    private const int MoreFragmentsBit = 0x2000;
    private const int FragmentOffsetBits = 0x1FFF;

    /// <summary>How many more hops the packet may travel. Default 64 (RFC 1700).</summary>
    public byte TimeToLive { get; init; } = 64;

    public byte TypeOfService { get; init; }

    /// <summary>Distinguishes the fragments of one packet from those of another.</summary>
    public ushort Identification { get; init; }

    public bool DontFragment { get; init; }

    public bool MoreFragments { get; init; }

    /// <summary>Where this fragment's payload belongs in the whole payload, in bytes: a multiple of eight.</summary>
    public int FragmentOffset { get; init; }

    /// <summary>Asks routers on the way to look inside the packet, as IGMP messages do (RFC 3376 §4).</summary>
    public bool RouterAlert { get; init; }

    public int Size => RouterAlert ? MinimumSize + RouterAlertOption.Length : MinimumSize;

    private static ReadOnlySpan<byte> RouterAlertOption => [0x94, 0x04, 0x00, 0x00];

    /// <summary>Writes the header before the payload, which is in the packet already, from <see cref="Size"/> to its end.</summary>
    public void Write(Span<byte> packet)
    {
        if (FragmentOffset % FragmentUnit != 0)
            throw new InvalidOperationException($"A fragment offset is a multiple of {FragmentUnit} bytes, but was {FragmentOffset}.");

        Span<byte> header = packet[..Size];
        header[0] = (byte)(0x40 | Size / 4);
        header[1] = TypeOfService;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], checked((ushort)packet.Length));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], Identification);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], FragmentField());
        header[8] = TimeToLive;
        header[9] = (byte)Protocol;
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(header[12..], Source);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], Destination);
        if (RouterAlert) RouterAlertOption.CopyTo(header[MinimumSize..]);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Of(header));
    }

    /// <summary>Reads a packet. Bytes after its end, such as Ethernet padding, are not part of the payload.</summary>
    public static Defect Read(ReadOnlySpan<byte> packet, out Ipv4Header header, out ReadOnlySpan<byte> payload)
    {
        header = default;
        payload = default;
        if (packet.Length < MinimumSize) return Defect.Truncated;
        if (packet[0] >> 4 != 4) return Defect.Version;
        int size = (packet[0] & 0x0F) * 4;
        ushort total = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (size < MinimumSize || total < size || total > packet.Length) return Defect.Length;
        if (InternetChecksum.Of(packet[..size]) != 0) return Defect.Checksum;

        Ipv4Header fields = Fields(packet[..size]);
        if (fields.FragmentOffset + total > MaximumPacket) return Defect.Length;
        header = fields;
        payload = packet[size..total];
        return Defect.None;
    }

    private static Ipv4Header Fields(ReadOnlySpan<byte> header)
    {
        ushort fragment = BinaryPrimitives.ReadUInt16BigEndian(header[6..]);
        return new(
            (IpProtocol)header[9], BinaryPrimitives.ReadUInt32BigEndian(header[12..]), BinaryPrimitives.ReadUInt32BigEndian(header[16..]))
        {
            TypeOfService = header[1],
            Identification = BinaryPrimitives.ReadUInt16BigEndian(header[4..]),
            DontFragment = (fragment & DontFragmentBit) != 0,
            MoreFragments = (fragment & MoreFragmentsBit) != 0,
            FragmentOffset = (fragment & FragmentOffsetBits) * FragmentUnit,
            TimeToLive = header[8],
            RouterAlert = header[MinimumSize..].StartsWith(RouterAlertOption),
        };
    }

    private ushort FragmentField() => (ushort)(
        (DontFragment ? DontFragmentBit : 0) | (MoreFragments
        ? MoreFragmentsBit : 0) | (FragmentOffset / FragmentUnit & FragmentOffsetBits));
}

/// <summary>The protocol that an IPv4 packet carries (numbers assigned by IANA).</summary>
internal enum IpProtocol : byte
{
    Icmp = 1,
    Igmp = 2,
    Tcp = 6,
    Udp = 17,
    Pim = 103,
}
