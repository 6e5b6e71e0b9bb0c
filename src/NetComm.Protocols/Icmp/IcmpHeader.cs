using System.Buffers.Binary;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Icmp;

/// <summary>The first eight bytes of an ICMP message (RFC 792): type, code, checksum, four bytes that depend on the type.</summary>
internal readonly record struct IcmpHeader(IcmpType Type, byte Code, uint Rest)
{
    public const int Size = 8;

    /// <summary>RFC 792: an error quotes the Internet header and the first 64 bits of the packet that caused it.</summary>
    private const int QuotedPayload = 8;

    public ushort Identifier => (ushort)(Rest >> 16);

    public ushort Sequence => (ushort)Rest;

    /// <summary>Of 'fragmentation needed': the MTU of the next hop in bytes (RFC 1191 §4).</summary>
    public ushort NextHopMtu => (ushort)Rest;

    public static IcmpHeader Echo(ushort identifier, ushort sequence) => new(IcmpType.Echo, 0, (uint)identifier << 16 | sequence);

    public static IcmpHeader EchoReply(ushort identifier, ushort sequence) => Echo(identifier, sequence) with { Type = IcmpType.EchoReply };

    public static IcmpHeader Unreachable(UnreachableCode code) => new(IcmpType.DestinationUnreachable, (byte)code, 0);

    public static IcmpHeader FragmentationNeeded(ushort nextHopMtu) =>
        new(IcmpType.DestinationUnreachable, (byte)UnreachableCode.FragmentationNeeded, nextHopMtu);

    public static IcmpHeader TimeExceeded(TimeExceededCode code) => new(IcmpType.TimeExceeded, (byte)code, 0);

    /// <summary>The part of this IPv4 packet that an error about it quotes.</summary>
    public static ReadOnlySpan<byte> Quote(ReadOnlySpan<byte> packet)
    {
        int header = packet.IsEmpty ? 0 : (packet[0] & 0x0F) * 4;
        return packet[..Math.Min(packet.Length, header + QuotedPayload)];
    }

    /// <summary>Writes the header before the data, which are in the message already, from <see cref="Size"/> to its end.</summary>
    public void Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        message[1] = Code;
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(message[4..], Rest);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Of(message));
    }

    public static Defect Read(ReadOnlySpan<byte> message, out IcmpHeader header, out ReadOnlySpan<byte> data)
    {
        header = default;
        data = default;
        if (message.Length < Size) return Defect.Truncated;
        if (InternetChecksum.Of(message) != 0) return Defect.Checksum;

        header = new((IcmpType)message[0], message[1], BinaryPrimitives.ReadUInt32BigEndian(message[4..]));
        data = message[Size..];
        return Defect.None;
    }
}

/// <summary>The type of an ICMP message (RFC 792); other types are read too, and left to the receiver.</summary>
internal enum IcmpType : byte
{
    EchoReply = 0,
    DestinationUnreachable = 3,
    Echo = 8,
    TimeExceeded = 11,
}

/// <summary>Why a destination is unreachable (RFC 792; RFC 1812 §5.2.7.1).</summary>
internal enum UnreachableCode : byte
{
    Network = 0,
    Host = 1,
    Protocol = 2,
    Port = 3,
    FragmentationNeeded = 4,
}

/// <summary>Which time was exceeded (RFC 792).</summary>
internal enum TimeExceededCode : byte
{
    TimeToLive = 0,
    Reassembly = 1,
}
