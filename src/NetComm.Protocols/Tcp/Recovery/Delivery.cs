namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>What one acknowledgement says has arrived: segments that were neither acknowledged nor SACKed before.</summary>
/// <param name="echo">The echoed timestamp in ticks; null without timestamps.</param>
/// <param name="shortest">The shortest round trip yet; an answer to a repair cannot come sooner (RFC 8985 §6.2, step 2).</param>
/// <param name="highest">The highest position that had been delivered before.</param>
internal struct Delivery(SimTime now, uint? echo, SimDuration shortest, long highest)
{
    private bool _hasOldest;

    public long Bytes { get; private set; }

    /// <summary>RACK.fack: the highest position delivered.</summary>
    public long Highest { get; private set; } = highest;

    /// <summary>RACK.segment: of what was delivered, the segment sent last.</summary>
    public SentSegment Newest { get; private set; }

    public bool HasNewest { get; private set; }

    /// <summary>Whether a segment that was sent once arrived after one sent later (RFC 8985 §6.2, step 3).</summary>
    public bool ShowsReordering { get; private set; }

    /// <summary>The first segment acknowledged, SACKed before or not.</summary>
    public SentSegment Oldest { get; private set; }

    /// <summary>The last segment acknowledged.</summary>
    public SentSegment Last { get; private set; }

    public bool IsAcknowledged => _hasOldest;

    /// <summary>Whether some of what is acknowledged was sent more than once.</summary>
    public bool HasRetransmitted { get; private set; }

    /// <summary>Whether some of what is acknowledged was SACKed before.</summary>
    public bool HasSacked { get; private set; }

    public readonly SimTime Now => now;

    public readonly uint? Echo => echo;

    public void AddAcknowledged(in SentSegment segment)
    {
        if (!_hasOldest) Oldest = segment;
        _hasOldest = true;
        Last = segment;
        HasRetransmitted |= segment.Is(SegmentMarks.Retransmitted);
        if (segment.Is(SegmentMarks.Sacked)) HasSacked = true;
        else AddDelivered(segment);
    }

    public void AddDelivered(in SentSegment segment)
    {
        Bytes += segment.Length;
        bool wasSentTwice = segment.Is(SegmentMarks.Retransmitted);
        if (segment.End > Highest) Highest = segment.End;
        else if (!wasSentTwice) ShowsReordering = true;

        // An earlier copy may have arrived in place of the last one (RFC 8985 §6.2, step 2).
        if (wasSentTwice && (TimestampClock.IsBefore(echo, segment.Sent) || now - segment.Sent < shortest)) return;
        if (HasNewest && !Newest.WasSentBefore(segment)) return;
        Newest = segment;
        HasNewest = true;
    }
}
