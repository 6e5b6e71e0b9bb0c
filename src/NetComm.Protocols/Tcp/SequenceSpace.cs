namespace NetComm.Protocols.Tcp;

/// <summary>
/// One direction's sequence numbers (RFC 9293 §3.4) as positions that never wrap: the SYN is 0, the first byte 1, the FIN comes after the
/// last byte.
/// </summary>
internal readonly record struct SequenceSpace(uint Initial)
{
    public const long FirstByte = 1;

    public uint ToWire(long position) => unchecked(Initial + (uint)position);

    /// <summary>The position of a sequence number that is less than 2³¹ away from <paramref name="near"/>.</summary>
    public long FromWire(uint number, long near) => near + unchecked((int)(number - ToWire(near)));
}
