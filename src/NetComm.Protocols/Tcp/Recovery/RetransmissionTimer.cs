namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>The retransmission timer (RFC 6298 §5): runs while something is in flight, for as long as the timeout is.</summary>
internal sealed class RetransmissionTimer(RetransmissionTimeout timeout)
{
    public SimTime ExpiresAt { get; private set; } = SimTime.Never;

    /// <summary>Timeouts since the last sign that the peer is there.</summary>
    public int TimeoutsInARow { get; private set; }

    /// <summary>RFC 6298 (5.1): a segment is sent.</summary>
    public void StartIfStopped(SimTime now)
    {
        if (ExpiresAt == SimTime.Never) Restart(now);
    }

    /// <summary>RFC 6298 (5.3): new bytes were acknowledged.</summary>
    public void Restart(SimTime now) => ExpiresAt = now + timeout.Value;

    /// <summary>RFC 6298 (5.2): nothing is in flight any more.</summary>
    public void Stop() => ExpiresAt = SimTime.Never;

    /// <summary>RFC 6298 (5.5) and (5.6): backs off.</summary>
    public void OnTimeout(SimTime now)
    {
        TimeoutsInARow++;
        timeout.BackOff();
        Restart(now);
    }

    /// <summary>The peer is there: timeouts are counted from 0 again.</summary>
    public void PeerAnswered() => TimeoutsInARow = 0;
}
