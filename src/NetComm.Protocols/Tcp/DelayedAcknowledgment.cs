namespace NetComm.Protocols.Tcp;

/// <summary>When the peer's bytes are acknowledged (RFC 9293 §3.8.6.3, RFC 1122 §4.2.3.2): now, with the second segment, later.</summary>
internal sealed class DelayedAcknowledgment(bool isOn)
{
    /// <summary>RFC 1122 §4.2.3.2 asks for less than 0.5 s; 200 ms is what BSD took (tcp_fasttimo).</summary>
    private static readonly SimDuration Delay = SimDuration.FromMilliseconds(200);

    /// <summary>RFC 1122 §4.2.3.2: at least every second full segment is acknowledged.</summary>
    private const int SegmentsPerAcknowledgment = 2;

    private int _segments;

    public bool IsDue { get; private set; }

    public SimTime ExpiresAt { get; private set; } = SimTime.Never;

    public void SendNow() => IsDue = true;

    public void SegmentReceived(bool acknowledgeAtOnce, SimTime now)
    {
        _segments++;
        if (acknowledgeAtOnce || !isOn || _segments >= SegmentsPerAcknowledgment) IsDue = true;
        else if (ExpiresAt == SimTime.Never) ExpiresAt = now + Delay;
    }

    public void TimerExpired() => IsDue = true;

    /// <summary>A segment has left, and every segment acknowledges.</summary>
    public void Sent()
    {
        _segments = 0;
        Cancel();
    }

    public void Cancel()
    {
        IsDue = false;
        ExpiresAt = SimTime.Never;
    }
}
