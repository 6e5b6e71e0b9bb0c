namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>
/// What the sender knows of each segment in flight (RFC 6675 §2 to §4): SACKed, lost, sent again. Losses are found by
/// <see cref="FindLost"/>, by <see cref="Rack"/>, or by the retransmission timer.
/// </summary>
internal sealed class Scoreboard
{
    /// <summary>RFC 6675 §2, DupThresh.</summary>
    public const int DuplicateThreshold = 3;

    private long _repairFrom;
    private long _lostBelow;

    public SentSegments Segments { get; } = new();

    /// <summary>What the peer has beyond the first gap.</summary>
    public ByteRanges Sacked { get; } = new();

    /// <summary>Pipe (RFC 6675 §4): bytes still under way.</summary>
    public long InFlight { get; private set; }

    /// <summary>Segments that are SACKed and not acknowledged (RACK.segs_sacked).</summary>
    public int SackedSegments { get; private set; }

    /// <summary>Segments that count as lost and have not arrived since, sent again or not.</summary>
    public int LostSegments { get; private set; }

    /// <summary>How often a copy was found to be lost.</summary>
    public long Losses { get; private set; }

    /// <summary>HighRxt: no position from here on was sent again, but by a rescue (RFC 6675 §4, NextSeg (4)).</summary>
    public long RepairedBelow { get; private set; }

    /// <summary>The position after the last byte that is SACKed; 0 if none is.</summary>
    public long HighestSacked => Sacked.Count == 0 ? 0 : Sacked[Sacked.Count - 1].End;

    public void Sent(ByteRange range, SimTime now)
    {
        Segments.Append(range.Start, range.End, now);
        InFlight += range.Length;
    }

    public void SentAgain(ByteRange range, SimTime now)
    {
        SplitAt(range.End);
        for (int i = SplitAt(range.Start); i < Segments.Count && Segments[i].Start < range.End; i++)
        {
            ref SentSegment segment = ref Segments[i];
            if (!segment.Is(SegmentMarks.Retransmitted)) segment.FirstRepaired = now;
            Mark(ref segment, segment.Marks | SegmentMarks.Retransmitted | SegmentMarks.RepairUnderWay);
            segment.Sent = now;
        }
    }

    public void RepairsReach(long end) => RepairedBelow = Math.Max(RepairedBelow, end);

    public void Acknowledge(long unacknowledged, ref Delivery delivery)
    {
        while (Segments.Count > 0 && Segments[0].Start < unacknowledged)
        {
            SplitAt(unacknowledged);
            ref SentSegment segment = ref Segments[0];
            delivery.AddAcknowledged(segment);
            Count(segment, -1);
            Segments.RemoveFirst();
        }

        if (Sacked.Count > 0) Sacked.RemoveBelow(unacknowledged);
    }

    /// <summary>Update (RFC 6675 §4), but for blocks already acknowledged (RFC 2883) or never sent. Returns bytes that are new.</summary>
    public long Update(SackBlocks blocks, SequenceSpace space, ByteRange inFlight, ref Delivery delivery)
    {
        long added = 0;
        for (int i = 0; i < blocks.Count; i++)
        {
            ByteRange block = space.RangeOf(blocks[i], near: inFlight.Start);
            if (block.Start <= inFlight.Start || block.Length <= 0 || block.End > inFlight.End) continue;
            AddSacked(block, ref delivery);
            added += Sacked.Add(block.Start, block.End);
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
            LoseOnceBelow(Sacked[i].Start);
            return;
        }
    }

    /// <summary>The last copy is lost.</summary>
    public void Lose(int index)
    {
        ref SentSegment segment = ref Segments[index];
        if (segment.Is(SegmentMarks.Sacked)) return;
        if (segment.Copies > 0) Losses++;
        Mark(ref segment, (segment.Marks | SegmentMarks.Lost) & ~SegmentMarks.RepairUnderWay);
        _repairFrom = Math.Min(_repairFrom, segment.Start);
    }

    /// <summary>All that is not SACKed is lost, repairs too.</summary>
    public void LoseAll()
    {
        for (int i = 0; i < Segments.Count; i++) Lose(i);
    }

    /// <summary>The first segment is lost, its repair too.</summary>
    public void LoseFirst()
    {
        if (Segments.Count > 0) Lose(0);
    }

    /// <summary>What counted as lost only came late; what was sent again stays under way.</summary>
    public void FindAll()
    {
        for (int i = 0; i < Segments.Count; i++)
        {
            ref SentSegment segment = ref Segments[i];
            Mark(ref segment, segment.Marks & ~SegmentMarks.Lost);
        }
    }

    /// <summary>NextSeg (1) of RFC 6675 §4: the first lost bytes that were not sent again, at most one segment.</summary>
    public bool TryNextLost(int segmentSize, out ByteRange gap)
    {
        int index = Segments.IndexOf(_repairFrom);
        while (index < Segments.Count && !WaitsForRepair(Segments[index])) index++;
        bool isFound = index < Segments.Count;
        _repairFrom = isFound ? Segments[index].Start : long.MaxValue;
        gap = isFound ? Gap(index, segmentSize) : default;
        return isFound;
    }

    /// <summary>NextSeg (3): the first bytes below the highest SACKed that were not sent again, lost or not.</summary>
    public bool TryNextUncertain(int segmentSize, out ByteRange gap)
    {
        gap = default;
        if (Sacked.Count == 0) return false;
        long limit = Sacked[Sacked.Count - 1].Start;
        int index = Segments.IndexOf(RepairedBelow);
        while (index < Segments.Count && Segments[index].Is(SegmentMarks.Sacked)) index++;
        if (index == Segments.Count || Segments[index].End > limit) return false;
        gap = Gap(index, segmentSize);
        return true;
    }

    /// <summary>Where a receiver has thrown away what it had SACKed (RFC 2018 §8), all of that is forgotten.</summary>
    public void ForgetIfReneged(long unacknowledged)
    {
        if (Sacked.Count == 0 || Sacked[0].Start > unacknowledged) return;
        Sacked.Clear();
        for (int i = 0; i < Segments.Count; i++)
        {
            ref SentSegment segment = ref Segments[i];
            Mark(ref segment, segment.Marks & ~SegmentMarks.Sacked);
        }
    }

    private int SplitAt(long position)
    {
        int index = Segments.IndexOf(position);
        if (index == Segments.Count || Segments[index].Start >= position) return index;
        Count(Segments[index], -1);
        int second = Segments.SplitAt(position);
        Count(Segments[index], 1);
        Count(Segments[second], 1);
        return second;
    }

    private void AddSacked(ByteRange block, ref Delivery delivery)
    {
        long at = block.Start;
        for (int known = Sacked.FirstEndingFrom(at + 1); at < block.End; known++)
        {
            long end = known < Sacked.Count ? Math.Min(Sacked[known].Start, block.End) : block.End;
            if (at < end) MarkSacked(new(at, end), ref delivery);
            at = known < Sacked.Count ? Math.Max(Sacked[known].End, end) : end;
        }
    }

    private void MarkSacked(ByteRange range, ref Delivery delivery)
    {
        SplitAt(range.End);
        for (int i = SplitAt(range.Start); i < Segments.Count && Segments[i].Start < range.End; i++)
        {
            ref SentSegment segment = ref Segments[i];
            delivery.AddDelivered(segment);
            Mark(ref segment, segment.Marks | SegmentMarks.Sacked);
        }
    }

    /// <summary>Each segment is found to be lost once in this way; its repair is left to the timer (RFC 6675 §5).</summary>
    private void LoseOnceBelow(long position)
    {
        for (int i = Segments.IndexOf(_lostBelow); i < Segments.Count && Segments[i].Start < position; i++)
        {
            if (!Segments[i].Is(SegmentMarks.Sacked | SegmentMarks.Lost | SegmentMarks.RepairUnderWay)) Lose(i);
        }

        _lostBelow = Math.Max(_lostBelow, position);
    }

    /// <summary>From this segment on as many neighbours of the same kind as fit a segment.</summary>
    private ByteRange Gap(int index, int segmentSize)
    {
        SegmentMarks kind = Segments[index].Marks;
        long start = Segments[index].Start;
        long end = Math.Min(Segments[index].End, start + segmentSize);
        for (int i = index + 1; i < Segments.Count && Segments[i].Marks == kind && Segments[i].End <= start + segmentSize; i++)
            end = Segments[i].End;
        return new(start, end);
    }

    private void Mark(ref SentSegment segment, SegmentMarks marks)
    {
        Count(segment, -1);
        segment.Marks = marks;
        Count(segment, 1);
    }

    private void Count(in SentSegment segment, int sign)
    {
        InFlight += sign * segment.Copies * segment.Length;
        if (segment.Is(SegmentMarks.Sacked)) SackedSegments += sign;
        else if (segment.Is(SegmentMarks.Lost)) LostSegments += sign;
    }

    private static bool WaitsForRepair(in SentSegment segment) =>
        segment.Is(SegmentMarks.Lost) && !segment.Is(SegmentMarks.Sacked | SegmentMarks.RepairUnderWay);
}
