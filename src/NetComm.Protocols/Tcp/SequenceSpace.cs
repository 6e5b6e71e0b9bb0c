namespace NetComm.Protocols.Tcp;

/// <summary>One direction's sequence numbers (RFC 9293 §3.4) as positions that never wrap: SYN 0, first byte 1, FIN last.</summary>
internal readonly record struct SequenceSpace(uint Initial)
{
    public const long FirstByte = 1;

    public uint ToWire(long position) => unchecked(Initial + (uint)position);

    /// <summary>The position of a sequence number that is less than 2³¹ away from <paramref name="near"/>.</summary>
    public long FromWire(uint number, long near) => near + unchecked((int)(number - ToWire(near)));

    public ByteRange RangeOf(SackBlock block, long near) => new(FromWire(block.LeftEdge, near), FromWire(block.RightEdge, near));
}
