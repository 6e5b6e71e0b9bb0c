using System.Buffers.Binary;
using System.Globalization;

namespace NetComm.Protocols.Ethernet;

/// <summary>A 48-bit Ethernet address, kept in the low bits of <paramref name="Value"/>.</summary>
internal readonly record struct MacAddress(ulong Value)
{
    public const int Size = 6;

    /// <summary>The first octet of a locally administered unicast address (IEEE 802), as in 02:00:00:00:00:01.</summary>
    private const ulong LocallyAdministered = 0x02_00_00_00_00_00;

    /// <summary>RFC 1112 §6.4: 01-00-5E-00-00-00 holds the low 23 bits of the group, so 32 groups share one address.</summary>
    private const ulong MulticastBlock = 0x01_00_5E_00_00_00;

    private const uint MulticastBits = 0x7F_FF_FF;

    public static MacAddress Broadcast { get; } = new(0xFF_FF_FF_FF_FF_FF);

    public static MacAddress ForInterface(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return new(LocallyAdministered | (uint)number);
    }

    public static MacAddress ForMulticast(uint group) => new(MulticastBlock | (group & MulticastBits));

    public static MacAddress Read(ReadOnlySpan<byte> bytes) =>
        new(((ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(Value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)Value);
    }

    public override string ToString() =>
        string.Join(':', Value.ToString("x12", CultureInfo.InvariantCulture).Chunk(2).Select(octet => new string(octet)));
}
