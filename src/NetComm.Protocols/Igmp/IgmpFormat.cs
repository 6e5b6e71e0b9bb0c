using System.Buffers.Binary;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Igmp;

/// <summary>The bytes of an <see cref="IgmpMessage"/> (RFC 3376 §4, RFC 2236 §2).</summary>
internal static class IgmpFormat
{
    /// <summary>A version 2 message, and a version 3 report without records, in bytes.</summary>
    public const int ShortSize = 8;

    /// <summary>A version 3 query without sources, in bytes.</summary>
    public const int QueryV3Size = 12;

    private const byte Query = 0x11;
    private const byte ReportV2 = 0x16;
    private const byte LeaveV2 = 0x17;
    private const byte ReportV3 = 0x22;
    private const byte SuppressBit = 0x08;
    private const byte RobustnessBits = 0x07;

    public static void Write(IgmpMessage message, Span<byte> bytes)
    {
        bytes = bytes[..message.Size];
        bytes.Clear();
        switch (message)
        {
            case IgmpMessage.QueryV2 query:
                WriteShort(bytes, Query, ResponseV2(query.MaximumResponse), query.Group);
                break;
            case IgmpMessage.QueryV3 query:
                WriteQuery(bytes, query);
                break;
            case IgmpMessage.ReportV2 report:
                WriteShort(bytes, ReportV2, 0, report.Group);
                break;
            case IgmpMessage.LeaveV2 leave:
                WriteShort(bytes, LeaveV2, 0, leave.Group);
                break;
            case IgmpMessage.ReportV3 report:
                WriteReport(bytes, report);
                break;
        }
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], InternetChecksum.Of(bytes));
    }

    /// <summary>Bytes after the last field count in the checksum and are ignored otherwise (RFC 3376 §4.1.10 and §4.2.11).</summary>
    public static Defect Read(ReadOnlySpan<byte> bytes, out IgmpMessage? message)
    {
        message = null;
        if (bytes.Length < ShortSize) return Defect.Truncated;
        if (InternetChecksum.Of(bytes) != 0) return Defect.Checksum;

        uint group = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        switch (bytes[0])
        {
            case Query:
                return ReadQuery(bytes, group, out message);
            case ReportV2:
                message = new IgmpMessage.ReportV2(group);
                return Defect.None;
            case LeaveV2:
                message = new IgmpMessage.LeaveV2(group);
                return Defect.None;
            case ReportV3:
                return ReadReport(bytes, out message);
            default:
                return Defect.Kind;
        }
    }

    /// <summary>RFC 2236 §2.2: tenths of a second as they are; zero would make it a query of version 1.</summary>
    private static byte ResponseV2(SimDuration time) =>
        (byte)Math.Clamp(time.Picoseconds / IgmpTime.ResponseUnit.Picoseconds, 1, byte.MaxValue);

    private static void WriteShort(Span<byte> bytes, byte type, byte time, uint group)
    {
        bytes[0] = type;
        bytes[1] = time;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], group);
    }

    private static void WriteQuery(Span<byte> bytes, IgmpMessage.QueryV3 query)
    {
        WriteShort(bytes, Query, IgmpTime.Encode(query.MaximumResponse, IgmpTime.ResponseUnit), query.Group);
        bytes[8] = (byte)((query.SuppressRouterProcessing ? SuppressBit : 0) | query.Robustness & RobustnessBits);
        bytes[9] = IgmpTime.Encode(query.Interval, IgmpTime.IntervalUnit);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[10..], checked((ushort)query.Sources.Count));
        WriteSources(bytes[QueryV3Size..], query.Sources);
    }

    private static void WriteReport(Span<byte> bytes, IgmpMessage.ReportV3 report)
    {
        bytes[0] = ReportV3;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], checked((ushort)report.Records.Count));
        bytes = bytes[ShortSize..];
        foreach (IgmpGroupRecord record in report.Records)
        {
            bytes[0] = (byte)record.Type;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], checked((ushort)record.Sources.Count));
            BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], record.Group);
            WriteSources(bytes[IgmpGroupRecord.MinimumSize..], record.Sources);
            bytes = bytes[record.Size..];
        }
    }

    private static void WriteSources(Span<byte> bytes, IReadOnlyList<uint> sources)
    {
        for (int i = 0; i < sources.Count; i++) BinaryPrimitives.WriteUInt32BigEndian(bytes[(sizeof(uint) * i)..], sources[i]);
    }

    /// <summary>The length shows the version (RFC 3376 §7.1); eight bytes without a time are version 1.</summary>
    private static Defect ReadQuery(ReadOnlySpan<byte> bytes, uint group, out IgmpMessage? message)
    {
        message = null;
        if (bytes.Length == ShortSize)
        {
            if (bytes[1] == 0) return Defect.Version;
            message = new IgmpMessage.QueryV2(group, IgmpTime.ResponseUnit * bytes[1]);
            return Defect.None;
        }
        if (bytes.Length < QueryV3Size) return Defect.Length;
        if (!TryReadSources(bytes[QueryV3Size..], BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]), out IReadOnlyList<uint>? sources))
            return Defect.Length;

        message = new IgmpMessage.QueryV3(
            group, IgmpTime.Decode(bytes[1], IgmpTime.ResponseUnit), (byte)(bytes[8] & RobustnessBits),
            IgmpTime.Decode(bytes[9], IgmpTime.IntervalUnit), sources)
        {
            SuppressRouterProcessing = (bytes[8] & SuppressBit) != 0,
        };
        return Defect.None;
    }

    private static Defect ReadReport(ReadOnlySpan<byte> bytes, out IgmpMessage? message)
    {
        message = null;
        var records = new List<IgmpGroupRecord>();
        ReadOnlySpan<byte> rest = bytes[ShortSize..];
        for (int left = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]); left > 0; left--)
        {
            if (!TryReadRecord(ref rest, out IgmpGroupRecord? record)) return Defect.Length;
            records.Add(record);
        }

        message = new IgmpMessage.ReportV3(records);
        return Defect.None;
    }

    private static bool TryReadRecord(ref ReadOnlySpan<byte> rest, out IgmpGroupRecord record)
    {
        record = IgmpGroupRecord.Leave(0);
        if (rest.Length < IgmpGroupRecord.MinimumSize) return false;
        if (!TryReadSources(
            rest[IgmpGroupRecord.MinimumSize..], BinaryPrimitives.ReadUInt16BigEndian(rest[2..]), out IReadOnlyList<uint>? sources))
            return false;

        record = new((IgmpRecordType)rest[0], BinaryPrimitives.ReadUInt32BigEndian(rest[4..]), sources);
        int size = record.Size + sizeof(uint) * rest[1]; // auxiliary data, counted in words
        if (size > rest.Length) return false;
        rest = rest[size..];
        return true;
    }

    private static bool TryReadSources(ReadOnlySpan<byte> bytes, int count, out IReadOnlyList<uint> sources)
    {
        sources = [];
        if (sizeof(uint) * count > bytes.Length) return false;
        var read = new uint[count];
        for (int i = 0; i < count; i++) read[i] = BinaryPrimitives.ReadUInt32BigEndian(bytes[(sizeof(uint) * i)..]);
        sources = read;
        return true;
    }
}
