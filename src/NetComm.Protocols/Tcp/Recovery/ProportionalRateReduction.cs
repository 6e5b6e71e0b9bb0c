namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>How much to send per acknowledgement of a recovery, to reach the threshold in a round trip (RFC 6937 §3, SSRB).</summary>
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
    public long Allow(long delivered, long inFlight, long threshold, int segmentSize)
    {
        _delivered += delivered;
        if (inFlight > threshold)
        {
            long proportion = (long)(((Int128)_delivered * threshold + _flightSize - 1) / _flightSize);
            return Math.Max(proportion - _sent, 0);
        }

        long bound = Math.Max(_delivered - _sent, delivered) + segmentSize;
        return Math.Max(Math.Min(threshold - inFlight, bound), 0);
    }
}
