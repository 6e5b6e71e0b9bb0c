using System.Buffers.Binary;

namespace NetComm.Protocols.Ip;

/// <summary>The header of a UDP datagram (RFC 768).</summary>
internal readonly record struct UdpHeader(ushort SourcePort, ushort DestinationPort)
{
    public const int Size = 8;

    /// <summary>RFC 768: zero in a datagram means that the sender computed no checksum, so a sum of zero is sent as all ones.</summary>
    private const ushort NotComputed = 0;
    private const ushort ZeroOnTheWire = 0xFFFF;

    /// <summary>Writes the header before the payload, which is in the datagram already, from <see cref="Size"/> to its end.</summary>
    public void Write(Span<byte> datagram, uint source, uint destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(datagram, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], DestinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[4..], checked((ushort)datagram.Length));
        BinaryPrimitives.WriteUInt16BigEndian(datagram[6..], NotComputed);
        ushort checksum = InternetChecksum.OfTransport(source, destination, IpProtocol.Udp, datagram);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[6..], checksum == NotComputed ? ZeroOnTheWire : checksum);
    }

    public static Defect Read(
        ReadOnlySpan<byte> datagram, uint source, uint destination, out UdpHeader header, out ReadOnlySpan<byte> payload)
    {
        header = default;
        payload = default;
        if (datagram.Length < Size) return Defect.Truncated;
        ushort length = BinaryPrimitives.ReadUInt16BigEndian(datagram[4..]);
        if (length < Size || length > datagram.Length) return Defect.Length;
        ushort checksum = BinaryPrimitives.ReadUInt16BigEndian(datagram[6..]);
        if (checksum != NotComputed && InternetChecksum.OfTransport(source, destination, IpProtocol.Udp, datagram[..length]) != 0)
            return Defect.Checksum;

        header = new(BinaryPrimitives.ReadUInt16BigEndian(datagram), BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]));
        payload = datagram[Size..length];
        return Defect.None;
    }
}
