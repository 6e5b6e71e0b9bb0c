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

    public bool IsOn { get; private set; }

    public void Begin(TcpTimestamps first, SimTime now)
    {
        IsOn = true;
        _recent = first.Value;
        _recentAt = now;
    }

    /// <summary>0 means 'none' in an echo, so the clock starts at 1.</summary>
    public TcpTimestamps Stamp(SimTime now) => new(Now(now), _recent);

    /// <summary>PAWS (RFC 7323 §5.3, R1). Without the option that was agreed on, no segment is taken (§3.2).</summary>
    public bool IsTooOld(in TcpHeader header, SimTime now) => IsOn && (header.Timestamps is not { } timestamps || IsOld(timestamps, now));

    /// <summary>RFC 7323 §5.3, R3: keeps the timestamp of a segment to be echoed, unless it is old.</summary>
    public void Keep(in TcpHeader header, SimTime now)
    {
        if (!IsOn || header.Timestamps is not { } timestamps || IsOld(timestamps, now)) return;
        _recent = timestamps.Value;
        _recentAt = now;
    }

    /// <summary>Whether a header's timestamp is later (1) or earlier (-1) than the last one kept; 0: the same, or none.</summary>
    public int Compare(in TcpHeader header) =>
        IsOn && header.Timestamps is { } timestamps ? Math.Sign(unchecked((int)(timestamps.Value - _recent))) : 0;

    /// <summary>Whether a segment that echoes this was caused by one sent before that time; false without timestamps.</summary>
    public static bool IsBefore(uint? echo, SimTime sent) => echo is { } ticks && unchecked((int)(ticks - Now(sent))) < 0;

    /// <summary>Whether a segment that echoes this was caused by one sent after that time; false without timestamps.</summary>
    public static bool IsAfter(uint? echo, SimTime sent) => echo is { } ticks && unchecked((int)(ticks - Now(sent))) > 0;

    /// <summary>The echo in a header, in ticks; null without timestamps, or where there is none.</summary>
    public uint? EchoOf(in TcpHeader header) =>
        IsOn && header.Timestamps is { EchoReply: not 0 } timestamps ? timestamps.EchoReply : null;

    /// <summary>RTTM (RFC 7323 §4.1): the time since an echoed timestamp, to a tick; null where it is none of ours.</summary>
    public static SimDuration? Since(uint echo, SimTime now)
    {
        int ticks = unchecked((int)(Now(now) - echo));
        return ticks < 0 ? null : Tick * ticks;
    }

    private bool IsOld(TcpTimestamps timestamps, SimTime now) =>
        unchecked((int)(timestamps.Value - _recent)) < 0 && now - _recentAt < LongestIdle;

    private static uint Now(SimTime now) => unchecked((uint)(now.Picoseconds / Tick.Picoseconds + 1));
}
