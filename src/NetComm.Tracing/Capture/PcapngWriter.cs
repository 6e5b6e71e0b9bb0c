using System.Buffers.Binary;
using System.Text;

namespace NetComm.Tracing;

/// <summary>Writes pcapng (draft-ietf-opsawg-pcapng §4): one section, little endian, times in nanoseconds since the Unix epoch.</summary>
/// <remarks>The stream stays the caller's. Not written: facts of the machine, name resolution, statistics.</remarks>
internal sealed class PcapngWriter
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const ushort EndOfOptions = 0;
    private const ushort Comment = 1;
    private const ushort InterfaceName = 2;
    private const ushort TimestampResolution = 9;

    /// <summary>What a packet begins with: LINKTYPE_ETHERNET of the tcpdump group, which all programs read.</summary>
    private const ushort Ethernet = 1;

    /// <summary>if_tsresol: a power of ten, 10⁻⁹ s.</summary>
    private const byte Nanoseconds = 9;

    private readonly Stream _stream;
    private byte[] _block = new byte[2048];
    private int _length;
    private int _interfaces;

    public PcapngWriter(Stream stream)
    {
        _stream = stream;
        Begin(SectionHeader);
        AppendUInt32(ByteOrderMagic);
        AppendUInt16(1);
        AppendUInt16(0);
        AppendUInt64(ulong.MaxValue); // the section's length is not known beforehand
        End();
    }

    /// <summary>Adds an interface whose packets are Ethernet frames.</summary>
    public int AddInterface(string name)
    {
        Begin(InterfaceDescription);
        AppendUInt16(Ethernet);
        AppendUInt16(0);
        AppendUInt32(0); // no limit for all packets alike
        AppendTextOption(InterfaceName, name);
        AppendUInt16(TimestampResolution);
        AppendUInt16(1);
        AppendPadded([Nanoseconds]);
        AppendEndOfOptions();
        End();
        return _interfaces++;
    }

    /// <summary>Adds a packet as the interface saw it at a time in nanoseconds since the Unix epoch.</summary>
    /// <param name="captured">The packet, or as much of its begin as is kept.</param>
    /// <param name="length">How long the packet was.</param>
    public void Write(int interfaceNumber, ulong nanoseconds, ReadOnlySpan<byte> captured, int length, string? comment = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(interfaceNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(interfaceNumber, _interfaces);

        Begin(EnhancedPacket);
        AppendUInt32((uint)interfaceNumber);
        AppendUInt32((uint)(nanoseconds >> 32));
        AppendUInt32((uint)nanoseconds);
        AppendUInt32((uint)captured.Length);
        AppendUInt32((uint)length);
        AppendPadded(captured);
        if (comment is not null)
        {
            AppendTextOption(Comment, comment);
            AppendEndOfOptions();
        }
        End();
    }

    private void Begin(uint blockType)
    {
        _length = 0;
        AppendUInt32(blockType);
        AppendUInt32(0); // the block's length, known at its end
    }

    private void End()
    {
        uint total = (uint)_length + sizeof(uint);
        BinaryPrimitives.WriteUInt32LittleEndian(_block.AsSpan(4), total);
        AppendUInt32(total);
        _stream.Write(_block, 0, _length);
    }

    private void AppendTextOption(ushort code, string text)
    {
        int size = Encoding.UTF8.GetByteCount(text);
        if (size > ushort.MaxValue)
            throw new ArgumentException($"A pcapng option holds at most {ushort.MaxValue} bytes, but the text has {size}.", nameof(text));

        AppendUInt16(code);
        AppendUInt16((ushort)size);
        Encoding.UTF8.GetBytes(text, Take(Padded(size)));
    }

    private void AppendEndOfOptions()
    {
        AppendUInt16(EndOfOptions);
        AppendUInt16(0);
    }

    private void AppendPadded(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(Padded(bytes.Length)));

    private void AppendUInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), value);

    private void AppendUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);

    private void AppendUInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    private static int Padded(int size) => (size + 3) & ~3;

    /// <summary>The next bytes of the block, zeroed: padding then needs no thought.</summary>
    private Span<byte> Take(int size)
    {
        if (_length + size > _block.Length)
            Array.Resize(ref _block, Math.Max(_length + size, 2 * _block.Length));
        Span<byte> taken = _block.AsSpan(_length, size);
        taken.Clear();
        _length += size;
        return taken;
    }
}
