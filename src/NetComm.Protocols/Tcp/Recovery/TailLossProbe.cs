namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>
/// A probe after two round trips without an answer (TLP, RFC 8985 §7), so that the loss of a flight's last segments is found by an
/// acknowledgement, before the retransmission timer.
/// </summary>
internal sealed class TailLossProbe
{
    /// <summary>RFC 8985 §7.2, TLP.max_ack_delay: a lone segment may be acknowledged late; ours and BSD's receivers wait 200 ms.</summary>
    private static readonly SimDuration LongestAcknowledgmentDelay = SimDuration.FromMilliseconds(200);

    /// <summary>RFC 8985 §7.2: before a round trip is measured.</summary>
    private static readonly SimDuration WithoutRoundTrip = SimDuration.FromSeconds(1);

    /// <summary>Linux, TCP_TIMEOUT_MIN_US: the RFC sets no least, but a queue easily multiplies the short round trip of a LAN.</summary>
    private static readonly SimDuration RoomForQueues = SimDuration.FromMilliseconds(2);

    private long? _end;
    private bool _isRetransmission;
    private bool _wasMeasured = true;

    /// <summary>PTO.</summary>
    public SimTime ExpiresAt { get; private set; } = SimTime.Never;

    /// <summary>RFC 8985 §7.2, TLP_calc_PTO: twice the round trip, at most until the retransmission timer expires.</summary>
    /// <param name="isLone">Whether only one segment is under way.</param>
    public void Schedule(SimDuration? smoothed, bool isLone, SimTime retransmissionAt, SimTime now)
    {
        if (_end is not null || !_wasMeasured) return;
        SimDuration room = isLone ? LongestAcknowledgmentDelay : RoomForQueues;
        SimDuration wait = smoothed is { } roundTrip ? roundTrip * 2 + room : WithoutRoundTrip;
        SimTime at = now + wait;
        ExpiresAt = at < retransmissionAt ? at : retransmissionAt;
    }

    public void Stop() => ExpiresAt = SimTime.Never;

    /// <summary>A round trip was measured since the last probe, so another may follow (§7.3).</summary>
    public void OnMeasured() => _wasMeasured = true;

    /// <param name="end">SND.NXT after the probe: TLP.end_seq.</param>
    public void OnSent(long end, bool isRetransmission)
    {
        (_end, _isRetransmission, _wasMeasured) = (end, isRetransmission, false);
        Stop();
    }

    /// <summary>RFC 8985 §7.4.2, TLP_process_ack. Returns whether the probe has repaired a loss, which is a sign of congestion.</summary>
    /// <param name="reportsDuplicate">Whether a DSACK says that the probe arrived beside its original.</param>
    /// <param name="isPlainDuplicate">Whether it acknowledges and SACKs nothing new.</param>
    public bool IsLossRepaired(long acknowledged, bool reportsDuplicate, bool isPlainDuplicate)
    {
        if (_end is not { } end || acknowledged < end) return false;
        bool isUnderWay = _isRetransmission && !reportsDuplicate && acknowledged == end && !isPlainDuplicate;
        if (isUnderWay) return false;
        bool isRepaired = _isRetransmission && !reportsDuplicate && acknowledged > end;
        _end = null;
        return isRepaired;
    }

    /// <summary>A recovery has begun, and finds losses by itself.</summary>
    public void Cancel()
    {
        _end = null;
        Stop();
    }
}
