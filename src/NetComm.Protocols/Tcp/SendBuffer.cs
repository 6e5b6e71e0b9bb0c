namespace NetComm.Protocols.Tcp;

/// <summary>The bytes written and not yet acknowledged, by position; only their number where the connection carries none.</summary>
internal sealed class SendBuffer(long capacity, bool carriesBytes)
{
    private readonly ByteRing? _bytes = carriesBytes ? new ByteRing() : null;

    public long Start { get; private set; } = SequenceSpace.FirstByte;

    /// <summary>The position after the last byte written: the FIN's, once <see cref="Ended"/>.</summary>
    public long End { get; private set; } = SequenceSpace.FirstByte;

    public bool Ended { get; private set; }

    /// <summary>Bytes written and not yet acknowledged, sent or not.</summary>
    public long Count => End - Start;

    public long Room => Ended ? 0 : Math.Max(capacity - Count, 0);

    public bool HasMoreFrom(long position) => position < End || (Ended && position == End);

    public int Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes is null) throw new InvalidOperationException("This connection counts bytes and does not carry them.");

        int taken = (int)Math.Min(bytes.Length, Room);
        _bytes.Hold(Start, End + taken);
        _bytes.Write(End, bytes[..taken]);
        End += taken;
        return taken;
    }

    public long Append(long count)
    {
        if (_bytes is not null) throw new InvalidOperationException("This connection carries bytes, so a number of them is not enough.");

        long taken = Math.Min(count, Room);
        End += taken;
        return taken;
    }

    public void Finish() => Ended = true;

    public void Release(long position) => Start = Math.Max(Start, Math.Min(position, End));

    public void Copy(long position, Span<byte> bytes) => _bytes?.Read(position, bytes);
}
