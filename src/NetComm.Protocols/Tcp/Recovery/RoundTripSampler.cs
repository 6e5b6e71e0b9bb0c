namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>
/// Which acknowledgements measure the round trip (RFC 6298 §3): one per flight, by the oldest byte covered, so that the peer's delay
/// counts. Karn's algorithm: never by bytes that were sent twice, unless the echoed timestamp tells that the last copy was answered.
/// </summary>
internal sealed class RoundTripSampler(RetransmissionTimeout timeout)
{
    private long _measuredBelow;

    /// <summary>Measures the timeout by new bytes. Returns whether it did.</summary>
    /// <param name="next">SND.NXT: the next measurement waits until bytes sent from now on are acknowledged.</param>
    public bool Measure(in Delivery delivery, long next)
    {
        if (!delivery.IsAcknowledged || delivery.Last.End <= _measuredBelow) return false;
        SimDuration? measured = delivery.Echo is { } echo ? ByTimestamp(delivery, echo) : ByTimes(delivery);
        if (measured is not { } roundTrip) return false;
        timeout.Measured(roundTrip);
        _measuredBelow = next;
        return true;
    }

    /// <summary>The round trip of the newest byte, for congestion control; null where it is not known.</summary>
    public static SimDuration? OfNewest(in Delivery delivery) =>
        delivery.IsAcknowledged && !delivery.HasRetransmitted && !delivery.HasSacked ? delivery.Now - delivery.Last.Sent : null;

    private static SimDuration? ByTimes(in Delivery delivery) =>
        delivery.HasRetransmitted ? null : delivery.Now - delivery.Oldest.Sent;

    /// <summary>RFC 7323 §4.1; a clock of 1 ms is coarse, so the time of sending is taken where it is that of the echo.</summary>
    private static SimDuration? ByTimestamp(in Delivery delivery, uint echo)
    {
        SentSegment oldest = delivery.Oldest;

        // An echo older than the last copy does not tell which copy was answered: the acknowledgement of the first may have been lost.
        if (TimestampClock.IsBefore(echo, oldest.Sent)) return oldest.Is(SegmentMarks.Retransmitted) ? null : ByTimes(delivery);

        // A later echo: an acknowledgement of the oldest byte was lost, or a later copy was answered.
        bool isOfOldest = !TimestampClock.IsAfter(echo, oldest.Sent) && !oldest.Is(SegmentMarks.Retransmitted);
        return isOfOldest ? delivery.Now - oldest.Sent : TimestampClock.Since(echo, delivery.Now);
    }
}
