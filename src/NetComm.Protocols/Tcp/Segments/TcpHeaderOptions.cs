using System.Buffers.Binary;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Tcp;

/// <summary>The options of a TCP header (RFC 9293 §3.2, RFC 7323, RFC 2018). Default: none. Limit: 40 bytes.</summary>
/// <remarks>
/// Each option is aligned to four bytes by 'no operation' before it (RFC 7323, appendix A); 'SACK permitted' and timestamps together
/// fill twelve without. Options of other kinds are skipped on reading.
/// </remarks>
internal readonly record struct TcpHeaderOptions
{
    private const int MaximumSize = 40;

    /// <summary>RFC 7323 §2.3: a larger shift count is taken for 14.</summary>
    private const byte MaximumShift = 14;

    private const byte End = 0;
    private const byte NoOperation = 1;
    private const byte SegmentSizeKind = 2;
    private const byte WindowScaleKind = 3;
    private const byte SackPermittedKind = 4;
    private const byte SackKind = 5;
    private const byte TimestampsKind = 8;

    /// <summary>The largest payload the sender takes in one segment, in bytes; only with SYN.</summary>
    public ushort? MaximumSegmentSize { get; init; }

    /// <summary>By how many bits the sender's later windows are shifted, 0 to 14; only with SYN.</summary>
    public byte? WindowScale { get; init; }

    /// <summary>Whether the sender understands SACK; only with SYN.</summary>
    public bool SackPermitted { get; init; }

    public TcpTimestamps? Timestamps { get; init; }

    private readonly SackBlocks _sack;

    public SackBlocks Sack
    {
        get => _sack;
        init => _sack = value;
    }

    public bool HasSack => _sack.Count > 0;

    public int Size
    {
        get
        {
            int size = (MaximumSegmentSize is null ? 0 : 4)
                + (WindowScale is null ? 0 : 4)
                + (SackPermitted && Timestamps is null ? 4 : 0)
                + (Timestamps is null ? 0 : 12)
                + (_sack.Count == 0 ? 0 : 4 + 8 * _sack.Count);
            return size <= MaximumSize
                ? size : throw new InvalidOperationException($"TCP options take at most {MaximumSize} bytes, but these take {size}.");
        }
    }

    public void Write(Span<byte> options)
    {
        Span<byte> rest = options;
        if (MaximumSegmentSize is { } size)
        {
            Begin(ref rest, 0, SegmentSizeKind, 4);
            AppendUInt16(ref rest, size);
        }
        if (WindowScale is { } shift)
        {
            Begin(ref rest, 1, WindowScaleKind, 3);
            Append(ref rest, shift);
        }
        if (SackPermitted) Begin(ref rest, Timestamps is null ? 2 : 0, SackPermittedKind, 2);
        if (Timestamps is { } timestamps)
        {
            Begin(ref rest, SackPermitted ? 0 : 2, TimestampsKind, 10);
            AppendUInt32(ref rest, timestamps.Value);
            AppendUInt32(ref rest, timestamps.EchoReply);
        }
        if (HasSack) WriteSack(ref rest);
    }

    public static Defect Read(ReadOnlySpan<byte> bytes, out TcpHeaderOptions options)
    {
        options = default;
        var read = default(TcpHeaderOptions);
        while (!bytes.IsEmpty && bytes[0] != End)
        {
            if (bytes[0] == NoOperation)
            {
                bytes = bytes[1..];
                continue;
            }
            if (bytes.Length < 2 || bytes[1] < 2 || bytes[1] > bytes.Length || !read.TryTake(bytes[0], bytes[2..bytes[1]], out read))
                return Defect.Option;
            bytes = bytes[bytes[1]..];
        }

        options = read;
        return Defect.None;
    }

    /// <summary>These options and one more; false where its length is not the one of its kind.</summary>
    private bool TryTake(byte kind, ReadOnlySpan<byte> value, out TcpHeaderOptions taken)
    {
        taken = this;
        switch ((kind, value.Length))
        {
            case (SegmentSizeKind, 2):
                taken = this with { MaximumSegmentSize = BinaryPrimitives.ReadUInt16BigEndian(value) };
                return true;
            case (WindowScaleKind, 1):
                taken = this with { WindowScale = Math.Min(value[0], MaximumShift) };
                return true;
            case (SackPermittedKind, 0):
                taken = this with { SackPermitted = true };
                return true;
            case (TimestampsKind, 8):
                taken = this with
                {
                    Timestamps =
                    new(BinaryPrimitives.ReadUInt32BigEndian(value), BinaryPrimitives.ReadUInt32BigEndian(value[4..]))
                };
                return true;
            case (SackKind, 8 or 16 or 24 or 32):
                taken = this with { Sack = ReadSack(value) };
                return true;
            default:
                return kind is not (SegmentSizeKind or WindowScaleKind or SackPermittedKind or TimestampsKind or SackKind);
        }
    }

    private static SackBlocks ReadSack(ReadOnlySpan<byte> value)
    {
        Span<SackBlock> blocks = stackalloc SackBlock[SackBlocks.Maximum];
        int count = value.Length / 8;
        for (int i = 0; i < count; i++)
            blocks[i] =
                new(BinaryPrimitives.ReadUInt32BigEndian(value[(8 * i)..]), BinaryPrimitives.ReadUInt32BigEndian(value[(8 * i + 4)..]));
        return new(blocks[..count]);
    }

    private void WriteSack(ref Span<byte> rest)
    {
        Begin(ref rest, 2, SackKind, 2 + 8 * Sack.Count);
        for (int i = 0; i < Sack.Count; i++)
        {
            AppendUInt32(ref rest, Sack[i].LeftEdge);
            AppendUInt32(ref rest, Sack[i].RightEdge);
        }
    }

    private static void Begin(ref Span<byte> rest, int noOperations, byte kind, int length)
    {
        for (int i = 0; i < noOperations; i++) Append(ref rest, NoOperation);
        Append(ref rest, kind);
        Append(ref rest, (byte)length);
    }

    private static void Append(ref Span<byte> rest, byte value)
    {
        rest[0] = value;
        rest = rest[1..];
    }

    private static void AppendUInt16(ref Span<byte> rest, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(rest, value);
        rest = rest[2..];
    }

    private static void AppendUInt32(ref Span<byte> rest, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(rest, value);
        rest = rest[4..];
    }
}

/// <summary>The Timestamps option (RFC 7323 §3.2): the sender's clock, and the last value of the peer's that it saw.</summary>
internal readonly record struct TcpTimestamps(uint Value, uint EchoReply);
