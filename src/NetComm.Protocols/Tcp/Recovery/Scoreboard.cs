namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>
/// What the sender knows of the bytes in flight (RFC 6675 §2 to §4). All that is lost lies below one position, and so does all that was
/// sent again, because repairs go upwards: two numbers stand for a list of segments.
/// </summary>
internal sealed class Scoreboard
{
    /// <summary>RFC 6675 §2, DupThresh.</summary>
    public const int DuplicateThreshold = 3;

    /// <summary>What the peer has beyond the first gap.</summary>
    public ByteRanges Sacked { get; } = new();

    /// <summary>The position after the last byte that is SACKed; 0 if none is.</summary>
    public long HighestSacked => Sacked.Count == 0 ? 0 : Sacked[Sacked.Count - 1].End;

    /// <summary>Bytes before this position that are not SACKed count as lost.</summary>
    public long LostBelow { get; private set; }

    /// <summary>HighRxt: lost bytes before this position were sent again.</summary>
    public long RepairedBelow { get; private set; }

    /// <summary>Update (RFC 6675 §4), but for blocks already acknowledged (RFC 2883) or never sent. Returns bytes that are new.</summary>
    public long Update(SackBlocks blocks, SequenceSpace space, long unacknowledged, long next)
    {
        long added = 0;
        for (int i = 0; i < blocks.Count; i++)
        {
            long start = space.FromWire(blocks[i].LeftEdge, unacknowledged);
            long end = space.FromWire(blocks[i].RightEdge, unacknowledged);
            if (start > unacknowledged && start < end && end <= next) added += Sacked.Add(start, end);
        }

        return added;
    }

    /// <summary>IsLost (RFC 6675 §4): three ranges, or more than two segments, SACKed above.</summary>
    public void FindLost(int segmentSize)
    {
        long above = 0;
        for (int i = Sacked.Count - 1; i >= 0; i--)
        {
            above += Sacked[i].Length;
            if (Sacked.Count - i < DuplicateThreshold && above <= (DuplicateThreshold - 1) * segmentSize) continue;
            LostBelow = Math.Max(LostBelow, Sacked[i].Start);
            return;
        }
    }

    public void Lose(long position) => LostBelow = Math.Max(LostBelow, position);

    public void RepairFrom(long position) => RepairedBelow = position;

    public void Repaired(long end) => RepairedBelow = Math.Max(RepairedBelow, end);

    public void Acknowledge(long unacknowledged)
    {
        if (Sacked.Count > 0) Sacked.RemoveBelow(unacknowledged);
        if (RepairedBelow < unacknowledged) RepairedBelow = unacknowledged;
        if (LostBelow < unacknowledged) LostBelow = unacknowledged;
    }

    /// <summary>Pipe (RFC 6675 §4): bytes still under way.</summary>
    public long InFlight(long unacknowledged, long next)
    {
        long lost = Math.Max(LostBelow, unacknowledged);
        long repaired = Math.Max(RepairedBelow, unacknowledged);
        long inFlight = next - lost + (repaired - unacknowledged);
        if (Sacked.Count == 0) return inFlight;
        return inFlight - (Sacked.Total - Sacked.CountBelow(lost)) - Sacked.CountBelow(repaired);
    }

    /// <summary>NextSeg (1) of RFC 6675 §4: the first lost bytes that were not sent again, at most one segment.</summary>
    public bool TryNextLost(long unacknowledged, int segmentSize, out ByteRange gap) =>
        TryNextGap(unacknowledged, LostBelow, segmentSize, out gap);

    /// <summary>NextSeg (3): the first bytes below the highest SACKed that were not sent again, lost or not.</summary>
    public bool TryNextUncertain(long unacknowledged, int segmentSize, out ByteRange gap) =>
        TryNextGap(unacknowledged, Sacked.Count == 0 ? 0 : Sacked[Sacked.Count - 1].Start, segmentSize, out gap);

    /// <summary>Where a receiver has thrown away what it had SACKed (RFC 2018 §8), all of that is forgotten.</summary>
    public void ForgetIfReneged(long unacknowledged)
    {
        if (Sacked.Count > 0 && Sacked[0].Start <= unacknowledged) Sacked.Clear();
    }

    private bool TryNextGap(long unacknowledged, long limit, int segmentSize, out ByteRange gap)
    {
        long start = Math.Max(RepairedBelow, unacknowledged);
        int above = Sacked.FirstEndingFrom(start + 1);
        if (above < Sacked.Count && Sacked[above].Start <= start) start = Sacked[above++].End;
        long end = above < Sacked.Count ? Math.Min(limit, Sacked[above].Start) : limit;
        gap = new(start, Math.Min(end, start + segmentSize));
        return start < end;
    }
}
