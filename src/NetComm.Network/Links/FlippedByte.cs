namespace NetComm.Network;

/// <summary>The byte of an IP packet in which a bit was flipped on the way; by default, none was.</summary>
internal readonly record struct FlippedByte
{
    // Counted from 1, so that nothing need be set where nothing was flipped.
    private readonly int _ordinal;

    private FlippedByte(int ordinal) => _ordinal = ordinal;

    internal static FlippedByte None => default;

    internal static FlippedByte At(int place) => new(place + 1);

    internal bool IsNone => _ordinal == 0;

    internal bool IsAmongFirst(int bytes) => _ordinal != 0 && _ordinal <= bytes;

    /// <summary>The same byte in a part that begins <paramref name="offset"/> bytes later and has a header and so many bytes behind it.</summary>
    internal FlippedByte InPart(int offset, int header, int length)
    {
        int place = _ordinal - 1 - offset;
        return _ordinal != 0 && place >= header && place < header + length ? At(place) : None;
    }
}
