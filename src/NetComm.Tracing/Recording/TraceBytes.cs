using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace NetComm.Tracing;

/// <summary>The compact binary form of events: as they lie in memory on a little-endian machine.</summary>
public static class TraceBytes
{
    /// <summary>The bytes behind the event at <paramref name="index"/>.</summary>
    public static ReadOnlySpan<byte> Behind(ReadOnlySpan<TraceEvent> slots, int index) =>
        MemoryMarshal.AsBytes(slots.Slice(index + 1, slots[index].ByteSlots))[..(int)slots[index].Value];

    /// <summary>The text behind the event at <paramref name="index"/>.</summary>
    public static string TextBehind(ReadOnlySpan<TraceEvent> slots, int index) => Encoding.UTF8.GetString(Behind(slots, index));

    internal static void Hash(IncrementalHash hash, ReadOnlySpan<TraceEvent> slots)
    {
        if (BitConverter.IsLittleEndian) hash.AppendData(MemoryMarshal.AsBytes(slots));
        else HashSwapped(hash, slots);
    }

    private static void HashSwapped(IncrementalHash hash, ReadOnlySpan<TraceEvent> slots)
    {
        Span<byte> record = stackalloc byte[32];
        for (int i = 0; i < slots.Length; i++)
        {
            ref readonly TraceEvent e = ref slots[i];
            BinaryPrimitives.WriteInt64LittleEndian(record, e.Time.Picoseconds);
            BinaryPrimitives.WriteInt64LittleEndian(record[8..], e.Packet);
            BinaryPrimitives.WriteInt64LittleEndian(record[16..], e.Value);
            BinaryPrimitives.WriteInt32LittleEndian(record[24..], e.Place);
            BinaryPrimitives.WriteUInt16LittleEndian(record[28..], (ushort)e.Extra);
            record[30] = (byte)e.Kind;
            record[31] = e.Reason;
            hash.AppendData(record);
            hash.AppendData(MemoryMarshal.AsBytes(slots.Slice(i + 1, e.ByteSlots)));
            i += e.ByteSlots;
        }
    }
}
