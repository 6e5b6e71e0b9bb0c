using System.Buffers.Binary;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Tests;

/// <summary>Damages packets, and mends their checksum so that only the intended damage is left.</summary>
internal static class PacketBytes
{
    public static void Flip(Span<byte> bytes, int bit) => bytes[bit / 8] ^= (byte)(0x80 >> bit % 8);

    public static void FixChecksum(Span<byte> bytes, int at)
    {
        bytes.Slice(at, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(bytes[at..], InternetChecksum.Of(bytes));
    }
}
