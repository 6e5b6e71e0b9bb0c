using System.Buffers.Binary;

namespace NetComm.Protocols.Ip;

/// <summary>The Internet checksum (RFC 1071): the one's complement of the one's complement sum of all 16-bit words.</summary>
internal static class InternetChecksum
{
    /// <summary>The checksum of bytes whose checksum field is zero. Over bytes that contain their correct checksum it is zero.</summary>
    public static ushort Of(ReadOnlySpan<byte> bytes) => Complement(Sum(bytes));

    /// <summary>The checksum of a TCP segment or UDP datagram with its pseudo header (RFC 768; RFC 9293 §3.1).</summary>
    public static ushort OfTransport(uint source, uint destination, IpProtocol protocol, ReadOnlySpan<byte> segment) =>
        Complement((ulong)source + destination + (ulong)protocol + (ulong)segment.Length + Sum(segment));

    /// <remarks>Words can be added two at a time, with the carries added at the end: 2¹⁶ ≡ 1 (mod 2¹⁶ − 1).</remarks>
    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (; bytes.Length >= 4; bytes = bytes[4..]) sum += BinaryPrimitives.ReadUInt32BigEndian(bytes);
        for (int i = 0; i < bytes.Length; i++) sum += (ulong)bytes[i] << (i % 2 == 0 ? 8 : 0);
        return sum;
    }

    private static ushort Complement(ulong sum)
    {
        while (sum > ushort.MaxValue) sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }
}
