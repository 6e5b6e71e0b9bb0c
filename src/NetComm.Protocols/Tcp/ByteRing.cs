using System.Numerics;

namespace NetComm.Protocols.Tcp;

/// <summary>The bytes of a window that moves along a stream, by their positions. Doubles when the window outgrows it.</summary>
internal sealed class ByteRing
{
    private const int SmallestSize = 4096;

    private byte[] _bytes = [];

    /// <summary>Makes room for the positions from <paramref name="start"/> to <paramref name="end"/>, and forgets those before.</summary>
    public void Hold(long start, long end)
    {
        if (end - start <= _bytes.Length) return;

        byte[] old = _bytes;
        _bytes = new byte[BitOperations.RoundUpToPowerOf2((uint)Math.Max(end - start, SmallestSize))];
        if (old.Length == 0) return;
        int from = (int)(start & (old.Length - 1));
        Write(start, old.AsSpan(from));
        Write(start + old.Length - from, old.AsSpan(0, from));
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        int at = (int)(position & (_bytes.Length - 1));
        int first = Math.Min(bytes.Length, _bytes.Length - at);
        bytes[..first].CopyTo(_bytes.AsSpan(at));
        bytes[first..].CopyTo(_bytes);
    }

    public void Read(long position, Span<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        int at = (int)(position & (_bytes.Length - 1));
        int first = Math.Min(bytes.Length, _bytes.Length - at);
        _bytes.AsSpan(at, first).CopyTo(bytes);
        _bytes.AsSpan(0, bytes.Length - first).CopyTo(bytes[first..]);
    }
}
