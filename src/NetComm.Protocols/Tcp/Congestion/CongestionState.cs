namespace NetComm.Protocols.Tcp.Congestion;

/// <summary>What every congestion control has (RFC 5681 §2), in bytes.</summary>
internal sealed class CongestionState
{
    /// <summary>RFC 5681 (4): no threshold is lower, in segments.</summary>
    public const int SmallestThreshold = 2;

    /// <summary>RFC 6928 §2: the initial window counts segments of this size at most, but always two.</summary>
    private const int InitialWindowSegment = 1460;

    /// <summary>SMSS: the bytes of a full segment.</summary>
    public int SegmentSize { get; set; }

    /// <summary>cwnd.</summary>
    public long Window { get; set; }

    /// <summary>ssthresh; at first as high as can be (RFC 5681 §3.1).</summary>
    public long Threshold { get; set; } = long.MaxValue;

    public bool IsInSlowStart => Window < Threshold;

    /// <summary>RFC 5681 §3.1, RFC 3465 §2.2: as many bytes as are acknowledged, at most <paramref name="limit"/> segments.</summary>
    public void SlowStart(long acknowledged, int limit) =>
        Window = Math.Min(Threshold, Window + Math.Min(acknowledged, (long)limit * SegmentSize));

    /// <summary>
    /// Whether the window is what limits the sender, so that it may grow (RFC 9438 §5.8, RFC 7661 §4.1): in slow start if half of it is
    /// used, since a round trip doubles it; else if less than a segment of it is left.
    /// </summary>
    public bool IsLimiting(long bytesInFlight) => IsInSlowStart ? bytesInFlight * 2 >= Window : bytesInFlight + SegmentSize > Window;

    /// <summary>IW (RFC 6928 §2), in bytes: so many segments.</summary>
    public static long InitialWindow(int segments, int segmentSize) =>
        Math.Min((long)segments * segmentSize, Math.Max(2L * segmentSize, (long)segments * InitialWindowSegment));

    public long AtLeastSmallest(long threshold) => Math.Max(threshold, SmallestThreshold * SegmentSize);
}
