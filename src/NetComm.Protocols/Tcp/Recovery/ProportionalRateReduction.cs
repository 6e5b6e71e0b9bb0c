namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>How much to send per acknowledgement of a recovery, to reach the threshold in a round trip (RFC 6937 §3).</summary>
internal sealed class ProportionalRateReduction
{
    private long _delivered;
    private long _sent;
    private long _flightSize;

    public void Start(long flightSize)
    {
        _flightSize = flightSize;
        _delivered = _sent = 0;
    }

    public void Sent(int bytes) => _sent += bytes;

    /// <summary>Bytes that may be sent now, when so many more have been delivered and so many are in flight.</summary>
    /// <param name="isSafe">
    /// Whether the acknowledgement advances and shows no further loss (RFC 9937 §6, SafeACK): only then a segment more than was delivered
    /// may go (the slow start reduction bound), else as many (the conservative one), since the path still drops. As Linux has it.
    /// </param>
    public long Allow(long delivered, long inFlight, long threshold, int segmentSize, bool isSafe)
    {
        _delivered += delivered;
        if (inFlight > threshold)
        {
            long proportion = (long)(((Int128)_delivered * threshold + _flightSize - 1) / _flightSize);
            return Math.Max(proportion - _sent, 0);
        }

        long bound = Math.Max(_delivered - _sent, delivered) + (isSafe ? segmentSize : 0);
        return Math.Max(Math.Min(threshold - inFlight, bound), 0);
    }
}
