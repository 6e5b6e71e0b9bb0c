using System.Buffers.Binary;

namespace NetComm.Scenarios.Recordings;

/// <summary>A stretch of a capture whose numbers are in one byte order, and which is never read beyond its end.</summary>
internal readonly ref struct CaptureBytes(ReadOnlySpan<byte> bytes, bool isBig)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Length => _bytes.Length;

    public bool IsBig => isBig;

    public ushort Short(int at) => isBig
        ? BinaryPrimitives.ReadUInt16BigEndian(_bytes[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(_bytes[at..]);

    public uint Word(int at) => isBig
        ? BinaryPrimitives.ReadUInt32BigEndian(_bytes[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);

    public long Long(int at) => isBig
        ? BinaryPrimitives.ReadInt64BigEndian(_bytes[at..]) : BinaryPrimitives.ReadInt64LittleEndian(_bytes[at..]);

    public byte this[int at] => _bytes[at];

    public ReadOnlySpan<byte> Slice(int at, int length) => _bytes.Slice(at, length);
}
