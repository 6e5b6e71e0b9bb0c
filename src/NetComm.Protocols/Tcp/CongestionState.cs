namespace NetComm.Protocols.Tcp;

/// <summary>What every congestion control has (RFC 5681 §2), in bytes.</summary>
internal sealed class CongestionState
{
    /// <summary>RFC 5681 (4): no threshold is lower, in segments.</summary>
    public const int SmallestThreshold = 2;

    /// <summary>SMSS: the bytes of a full segment.</summary>
    public int SegmentSize { get; set; }

    /// <summary>cwnd.</summary>
    public long Window { get; set; }

    /// <summary>ssthresh; at first as high as can be (RFC 5681 §3.1).</summary>
    public long Threshold { get; set; } = long.MaxValue;

    public bool IsInSlowStart => Window < Threshold;

    /// <summary>
    /// RFC 5681 §3.1 with RFC 3465 §2.2: for each acknowledgement as many bytes as it covers, at most <paramref name="limit"/> segments;
    /// never past the threshold.
    /// </summary>
    public void SlowStart(long acknowledged, int limit) =>
        Window = Math.Min(Threshold, Window + Math.Min(acknowledged, (long)limit * SegmentSize));

    /// <summary>A threshold of that many bytes, or the smallest.</summary>
    public long AtLeastSmallest(long threshold) => Math.Max(threshold, SmallestThreshold * SegmentSize);
}
