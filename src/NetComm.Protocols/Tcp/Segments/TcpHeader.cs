using System.Buffers.Binary;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Tcp;

/// <summary>The header of a TCP segment (RFC 9293 §3.1).</summary>
internal readonly record struct TcpHeader(ushort SourcePort, ushort DestinationPort, uint SequenceNumber, TcpFlags Flags)
{
    /// <summary>The size without options, in bytes.</summary>
    public const int MinimumSize = 20;

    /// <summary>The next byte that the sender expects; has a meaning only with ACK.</summary>
    public uint AcknowledgmentNumber { get; init; }

    /// <summary>The window as it stands in the header, before it is scaled.</summary>
    public ushort Window { get; init; }

    public ushort UrgentPointer { get; init; }

    // Read in place: a segment's options are many bytes to copy for one of them.
    private readonly TcpHeaderOptions _options;

    public TcpHeaderOptions Options
    {
        get => _options;
        init => _options = value;
    }

    public TcpTimestamps? Timestamps => _options.Timestamps;

    public bool HasSack => _options.HasSack;

    public int Size => MinimumSize + _options.Size;

    /// <summary>Writes the header before the payload that stands in the segment from <see cref="Size"/> to its end.</summary>
    public void Write(Span<byte> segment, uint source, uint destination)
    {
        WriteWithoutChecksum(segment);
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], InternetChecksum.OfTransport(source, destination, IpProtocol.Tcp, segment));
    }

    /// <summary>Writes the header with a checksum of 0, and returns its size.</summary>
    public int WriteWithoutChecksum(Span<byte> segment)
    {
        int size = Size;
        BinaryPrimitives.WriteUInt16BigEndian(segment, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], SequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], AcknowledgmentNumber);
        segment[12] = (byte)(size / 4 << 4);
        segment[13] = (byte)Flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment[14..], Window);
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(segment[18..], UrgentPointer);
        if (size > MinimumSize) _options.Write(segment[MinimumSize..size]);
        return size;
    }

    public static Defect Read(
        ReadOnlySpan<byte> segment, uint source, uint destination, out TcpHeader header, out ReadOnlySpan<byte> payload)
    {
        header = default;
        payload = default;
        if (segment.Length < MinimumSize) return Defect.Truncated;
        int size = (segment[12] >> 4) * 4;
        if (size < MinimumSize || size > segment.Length) return Defect.Length;
        if (InternetChecksum.OfTransport(source, destination, IpProtocol.Tcp, segment) != 0) return Defect.Checksum;
        if (TcpHeaderOptions.Read(segment[MinimumSize..size], out TcpHeaderOptions options) != Defect.None) return Defect.Option;

        header = Fields(segment) with { Options = options };
        payload = segment[size..];
        return Defect.None;
    }

    private static TcpHeader Fields(ReadOnlySpan<byte> segment) => new(
        BinaryPrimitives.ReadUInt16BigEndian(segment),
        BinaryPrimitives.ReadUInt16BigEndian(segment[2..]),
        BinaryPrimitives.ReadUInt32BigEndian(segment[4..]),
        (TcpFlags)segment[13])
    {
        AcknowledgmentNumber = BinaryPrimitives.ReadUInt32BigEndian(segment[8..]),
        Window = BinaryPrimitives.ReadUInt16BigEndian(segment[14..]),
        UrgentPointer = BinaryPrimitives.ReadUInt16BigEndian(segment[18..]),
    };
}

/// <summary>The control bits of a TCP header (RFC 9293 §3.1), under the names of the RFC.</summary>
[Flags]
internal enum TcpFlags : byte
{
    None = 0,
    Fin = 0x01,
    Syn = 0x02,
    Rst = 0x04,
    Psh = 0x08,
    Ack = 0x10,
    Urg = 0x20,
    Ece = 0x40,
    Cwr = 0x80,
}
