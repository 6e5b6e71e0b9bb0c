using NetComm.Protocols.Tcp.Congestion;

namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>
/// The Eifel algorithm: where the first acknowledgement of a segment that was sent again echoes a timestamp from before that, the original
/// had arrived (RFC 3522), and congestion control goes back to where it was (RFC 4015).
/// </summary>
/// <remarks>Not modelled: adapting the retransmission timeout (RFC 4015 §3.2, steps SPUR_TO).</remarks>
internal sealed class SpuriousRetransmission(ICongestionControl control)
{
    private bool _isWatching;
    private long _pipe;

    /// <summary>A recovery begins: what it is about to reduce is kept (RFC 4015 §3, step 0, pipe_prev).</summary>
    public void OnLossFound(CongestionState state, long flightSize)
    {
        _isWatching = true;
        _pipe = Math.Max(flightSize, state.Threshold);
        control.Save();
    }

    public void OnRecoveryEnded() => _isWatching = false;

    /// <summary>RFC 3522 §3.2, steps 4 and 5: asked with the first repaired segment that is acknowledged, and not again.</summary>
    public bool IsSpurious(in Delivery delivery)
    {
        if (!_isWatching || !delivery.IsAcknowledged || !delivery.Oldest.Is(SegmentMarks.Retransmitted)) return false;
        _isWatching = false;
        return TimestampClock.IsBefore(delivery.Echo, delivery.Oldest.FirstRepaired);
    }

    /// <summary>RFC 4015 §3, step REVERSE: slow start to the old size, from what is in flight and at most an initial window.</summary>
    public void Undo(CongestionState state, long flightSize, long acknowledged, long initialWindow)
    {
        control.Restore();
        state.Threshold = _pipe;
        state.Window = Math.Max(state.Window, flightSize + Math.Min(acknowledged, initialWindow));
    }
}
