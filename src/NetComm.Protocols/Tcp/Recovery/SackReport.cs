namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>Which blocks the receiver reports (RFC 2018 §4): that of the segment just received, then the most recent.</summary>
internal sealed class SackReport
{
    private readonly long[] _recent = new long[SackBlocks.Maximum];
    private int _count;

    /// <summary>Bytes beyond a gap arrived at this position; what was reported of the same range before is part of it now.</summary>
    public void Arrived(long position, ByteRanges beyond)
    {
        int kept = 0;
        ByteRange range = beyond[beyond.FirstEndingFrom(position + 1)];
        for (int i = 0; i < _count; i++)
        {
            bool sameRange = _recent[i] >= range.Start && _recent[i] < range.End;
            if (!sameRange && kept < _recent.Length - 1) _recent[kept++] = _recent[i];
        }

        Array.Copy(_recent, 0, _recent, 1, kept);
        _recent[0] = position;
        _count = kept + 1;
    }

    /// <param name="first">A block that stands before all others, as a DSACK does (RFC 2883 §4).</param>
    public SackBlocks Blocks(ByteRanges beyond, SequenceSpace space, int limit, SackBlock? first)
    {
        Span<SackBlock> blocks = stackalloc SackBlock[SackBlocks.Maximum];
        int count = 0;
        if (first is { } block) blocks[count++] = block;
        for (int i = 0; i < _count && count < limit; i++)
        {
            int at = beyond.FirstEndingFrom(_recent[i] + 1);
            if (at == beyond.Count || beyond[at].Start > _recent[i]) continue;
            blocks[count++] = new(space.ToWire(beyond[at].Start), space.ToWire(beyond[at].End));
        }

        return new(blocks[..count]);
    }
}
