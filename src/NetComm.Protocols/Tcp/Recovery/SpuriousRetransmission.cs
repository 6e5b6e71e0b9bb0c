using NetComm.Protocols.Tcp.Congestion;

namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>
/// The Eifel algorithm: where the first acknowledgement after a retransmission echoes an earlier timestamp, the original had arrived
/// (RFC 3522), and congestion control goes back to where it was (RFC 4015).
/// </summary>
/// <remarks>Not modelled: adapting the retransmission timeout (RFC 4015 §3.2, steps SPUR_TO).</remarks>
internal sealed class SpuriousRetransmission(ICongestionControl control)
{
    private bool _isWatching;
    private SimTime? _repairedAt;
    private long _pipe;

    /// <summary>A recovery begins: what it is about to reduce is kept (RFC 4015 §3, step 0, pipe_prev).</summary>
    public void OnLossFound(CongestionState state, long flightSize)
    {
        _isWatching = true;
        _repairedAt = null;
        _pipe = state.Threshold == long.MaxValue ? long.MaxValue : Math.Max(flightSize, state.Threshold);
        control.Save();
    }

    /// <summary>RFC 3522 §3.2, step 1: the timestamp of the first retransmission.</summary>
    public void OnRepairSent(SimTime now)
    {
        if (_isWatching) _repairedAt ??= now;
    }

    /// <summary>RFC 3522 §3.2, step 4 and 5: asked with the first acknowledgement of new bytes since, and not again.</summary>
    public bool IsSpurious(in Delivery delivery)
    {
        if (!_isWatching || _repairedAt is not { } repairedAt || !delivery.IsAcknowledged) return false;
        _isWatching = false;
        return delivery.Echo is not null && TimestampClock.IsBefore(delivery.Echo, repairedAt);
    }

    /// <summary>RFC 4015 §3, step REVERSE: slow start to the old size, from what is in flight and at most an initial window.</summary>
    public void Undo(CongestionState state, long flightSize, long acknowledged, long initialWindow)
    {
        control.Restore();
        state.Threshold = _pipe;
        state.Window = Math.Max(state.Window, flightSize + Math.Min(acknowledged, initialWindow));
    }
}
