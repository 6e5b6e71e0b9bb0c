namespace NetComm.Protocols.Tcp;

/// <summary>The Timestamps option (RFC 7323 §3 to §5): what to send, what to echo, and which segments are too old (PAWS).</summary>
internal sealed class TimestampClock
{
    /// <summary>RFC 7323 §5.4: from 1 ms to 1 s a tick.</summary>
    private static readonly SimDuration Tick = SimDuration.FromMilliseconds(1);

    /// <summary>RFC 7323 §5.5: after so long without a segment, the peer's clock may have wrapped.</summary>
    private static readonly SimDuration LongestIdle = SimDuration.FromSeconds(24 * 24 * 60 * 60);

    private uint _recent;
    private SimTime _recentAt;

    /// <summary>Whether both ends have agreed to send them.</summary>
    public bool IsOn { get; private set; }

    /// <summary>TS.Recent.</summary>
    public uint Recent => _recent;

    public void Begin(TcpTimestamps first, SimTime now)
    {
        IsOn = true;
        _recent = first.Value;
        _recentAt = now;
    }

    /// <summary>0 means 'none' in an echo, so the clock starts at 1.</summary>
    public TcpTimestamps Stamp(SimTime now) => new(Now(now), _recent);

    /// <summary>PAWS (RFC 7323 §5.3, R1).</summary>
    public bool IsOld(TcpTimestamps timestamps, SimTime now) =>
        unchecked((int)(timestamps.Value - _recent)) < 0 && now - _recentAt < LongestIdle;

    /// <summary>RFC 7323 §4.3 (2): the segment covers, or comes before, what was acknowledged last.</summary>
    public void Take(TcpTimestamps timestamps, SimTime now)
    {
        if (unchecked((int)(timestamps.Value - _recent)) < 0 && now - _recentAt < LongestIdle) return;
        _recent = timestamps.Value;
        _recentAt = now;
    }

    /// <summary>RTTM (RFC 7323 §4.1), to a tick; null where the echo is none of ours.</summary>
    public static SimDuration? RoundTrip(TcpTimestamps timestamps, SimTime now)
    {
        int ticks = unchecked((int)(Now(now) - timestamps.EchoReply));
        return timestamps.EchoReply == 0 || ticks < 0 ? null : Tick * ticks;
    }

    private static uint Now(SimTime now) => unchecked((uint)(now.Picoseconds / Tick.Picoseconds + 1));
}
