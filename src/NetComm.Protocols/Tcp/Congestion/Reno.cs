namespace NetComm.Protocols.Tcp.Congestion;

/// <summary>RFC 5681: slow start, then a segment per round trip (half with delayed acknowledgements); half after a loss.</summary>
internal sealed class Reno : ICongestionControl
{
    /// <summary>RFC 5681 §3.1: one segment per acknowledgement.</summary>
    private const int SlowStartLimit = 1;

    public void Grow(CongestionState state, in NewAcknowledgment acknowledged)
    {
        if (state.IsInSlowStart) state.SlowStart(acknowledged.Bytes, SlowStartLimit);
        else state.Window += Math.Max((long)state.SegmentSize * state.SegmentSize / state.Window, 1); // RFC 5681 (3)
    }

    /// <summary>RFC 5681 (4).</summary>
    public long OnLoss(CongestionState state, long flightSize) => state.AtLeastSmallest(flightSize / 2);

    public long OnTimeout(CongestionState state, long flightSize) => OnLoss(state, flightSize);

    public void OnRestart()
    {
    }

    public void Save()
    {
    }

    public void Restore()
    {
    }
}
