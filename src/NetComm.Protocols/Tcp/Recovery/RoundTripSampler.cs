namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>
/// Which acknowledgements measure the round trip (RFC 6298 §3): one per flight, by the oldest byte covered, so that the peer's delay
/// counts. Karn's algorithm: never by bytes that were sent twice, unless timestamps tell which of the two was answered (RFC 7323 §4).
/// </summary>
internal sealed class RoundTripSampler(RetransmissionTimeout timeout, TimestampClock timestamps)
{
    private readonly SendTimes _sendTimes = new();
    private long _sentTwiceBelow;
    private long _measuredBelow;

    public void Sent(long end, SimTime now) => _sendTimes.Add(end, now);

    public void SentAgain(long end) => _sentTwiceBelow = Math.Max(_sentTwiceBelow, end);

    /// <summary>Measures the timeout by new bytes. Returns the round trip of the newest, for congestion control.</summary>
    /// <param name="next">SND.NXT: the next measurement waits until bytes sent from now on are acknowledged.</param>
    public SimDuration? Measure(ByteRange acknowledged, long next, in TcpHeader header, SimTime now)
    {
        bool isKnown = _sendTimes.Acknowledge(acknowledged.End, out SimTime oldest, out SimTime newest);
        isKnown &= acknowledged.Start >= _sentTwiceBelow;
        if (acknowledged.End > _measuredBelow)
        {
            SimDuration? measured = isKnown ? now - oldest : timestamps.RoundTrip(header, now);
            if (measured is { } roundTrip)
            {
                timeout.Measured(roundTrip);
                _measuredBelow = next;
            }
        }

        return isKnown ? now - newest : null;
    }
}
