namespace NetComm.Protocols.Tcp;

/// <summary>
/// Puts what arrives into order (RFC 9293 §3.10.7.4) and keeps it until it is read; only counts it where the connection carries no bytes.
/// </summary>
internal sealed class ReceiveStream(bool carriesBytes)
{
    private readonly ByteRing? _bytes = carriesBytes ? new ByteRing() : null;
    private long _read = SequenceSpace.FirstByte;

    /// <summary>The position of the first byte that is missing.</summary>
    public long Next { get; private set; } = SequenceSpace.FirstByte;

    /// <summary>What has arrived beyond the first gap.</summary>
    public ByteRanges Beyond { get; } = new();

    /// <summary>Bytes that may be read.</summary>
    public long Available => Next - _read;

    /// <summary>Takes bytes that lie within the window, and says how many came into order; bytes known already do no harm.</summary>
    public long Take(long start, long end, ReadOnlySpan<byte> bytes)
    {
        if (end <= Next) return 0;
        if (_bytes is not null)
        {
            int known = (int)Math.Max(Next - start, 0);
            _bytes.Hold(_read, end);
            _bytes.Write(start + known, bytes[known..]);
        }

        long before = Next;
        if (start <= Next && Beyond.Count == 0)
        {
            Next = end;
            return Next - before;
        }

        Beyond.Add(Math.Max(start, Next), end);
        if (Beyond[0].Start > Next) return 0;
        Next = Beyond[0].End;
        Beyond.RemoveBelow(Next);
        return Next - before;
    }

    /// <summary>Reads the next bytes, as many as there are and fit, and says how many.</summary>
    public int Read(Span<byte> bytes)
    {
        int count = (int)Math.Min(bytes.Length, Available);
        _bytes?.Read(_read, bytes[..count]);
        _read += count;
        return count;
    }

    /// <summary>Passes over the next bytes, at most so many, and says how many.</summary>
    public long Skip(long count)
    {
        long skipped = Math.Min(count, Available);
        _read += skipped;
        return skipped;
    }
}
