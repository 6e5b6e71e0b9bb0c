namespace NetComm.Protocols.Tcp;

/// <summary>
/// The sender's sliding window (RFC 9293 §3.3.1 and §3.8.6): which of our bytes are acknowledged, which are in flight, and how many more
/// the peer's window lets go. All send sequence variables of the RFC are kept here, as positions that never wrap
/// (<see cref="SequenceSpace"/>).
/// </summary>
/// <remarks>
/// <code>
///  acknowledged |    in flight    |      usable      | beyond the window
///               |                 |                  |
/// --------- SND.UNA --------- SND.NXT ---- SND.UNA + SND.WND ----
/// </code>
/// The congestion window limits what is in flight as well; it is kept by <see cref="Congestion.CongestionState"/>.
/// <para>Not modelled: the urgent pointer (SND.UP).</para>
/// </remarks>
/// <param name="initialSequenceNumber">ISS, the sequence number of our SYN.</param>
internal sealed class SendWindow(uint initialSequenceNumber)
{
    /// <summary>RFC 9293 §3.8.6.2.1, Fs = 1/2: part of a segment is worth sending if it fills half of the largest window seen.</summary>
    private const int WindowFraction = 2;

    /// <summary>RFC 9293 §3.8.6.2.1 (4) allows 0.1 to 1 s: how long data waits for a window of a whole segment.</summary>
    private static readonly SimDuration OverrideTimeout = SimDuration.FromMilliseconds(200);

    /// <summary>RFC 9293 §3.8.6.1 asks for growing intervals between probes, without limit; 60 s is BSD's (TCPTV_PERSMAX).</summary>
    private static readonly SimDuration LongestProbeInterval = SimDuration.FromSeconds(60);

    /// <summary>1 ms × 2¹⁶ = 65.5 s: enough doublings from a clock tick to the longest interval, and no overflow.</summary>
    private const int MostDoublings = 16;

    private int _scale;
    private long _updateSequence;
    private long _updateAcknowledgment;
    private int _probes;
    private long _probed = -1;

    /// <summary>ISS: how positions are written into headers.</summary>
    public SequenceSpace Sequence { get; } = new(initialSequenceNumber);

    /// <summary>SND.UNA: the first position that is not acknowledged.</summary>
    public long Unacknowledged { get; private set; }

    /// <summary>SND.NXT: the position that is sent next.</summary>
    public long NextSequence { get; private set; }

    /// <summary>SND.WND: bytes from SND.UNA on that the peer takes.</summary>
    public long PeerWindow { get; private set; }

    /// <summary>MAX.SND.WND (RFC 5961 §5.2): the largest window the peer has ever offered.</summary>
    public long LargestPeerWindow { get; private set; }

    /// <summary>When a closed or silly window is to be tested; never while something is in flight or nothing waits.</summary>
    public SimTime ProbeAt { get; private set; } = SimTime.Never;

    /// <summary>Probes since the peer's last acknowledgement.</summary>
    public int UnansweredProbes { get; private set; }

    public bool HasSentSyn => NextSequence > 0;

    public bool HasBytesInFlight => NextSequence > Unacknowledged;

    /// <summary>RFC 9293 §3.8.6.2.1, U = SND.UNA + SND.WND - SND.NXT. Below 0 after the peer took room back.</summary>
    public long Usable => Unacknowledged + PeerWindow - NextSequence;

    /// <summary>
    /// The number of a segment without bytes: SND.NXT, but the edge of a window that the peer took back, as it takes none beyond that. A
    /// header rounds the window down, so less than a unit of it is no sign (Linux, tcp_acceptable_seq).
    /// </summary>
    public long EmptySequence => -Usable < 1L << _scale ? NextSequence : Unacknowledged + PeerWindow;

    public void SynSent() => NextSequence = SequenceSpace.FirstByte;

    /// <summary>The peer's SYN has come.</summary>
    /// <param name="window">Its window, which is never scaled (RFC 7323 §2.2).</param>
    /// <param name="scale">Snd.Wind.Shift: by how many bits its later windows are shifted.</param>
    public void SynArrived(ushort window, int scale)
    {
        _scale = scale;
        PeerWindow = LargestPeerWindow = window;
    }

    public long WindowOf(in TcpHeader header) => (header.Flags & TcpFlags.Syn) != 0 ? header.Window : (long)header.Window << _scale;

    public long AcknowledgedBy(in TcpHeader header) => Sequence.FromWire(header.AcknowledgmentNumber, Unacknowledged);

    /// <summary>SND.UNA - MAX.SND.WND ≤ SEG.ACK ≤ SND.NXT (RFC 5961 §5.2, RFC 9293 §3.10.7.4); one more while a probe is out.</summary>
    public bool IsAcceptable(long acknowledged) =>
        acknowledged <= NextSequence + (_probes > 0 ? 1 : 0) && acknowledged >= Unacknowledged - LargestPeerWindow;

    /// <summary>Takes the window of an acceptable segment, unless the last one taken is newer (SND.WL1, SND.WL2).</summary>
    public void Update(in TcpHeader header, long sequence, long acknowledged)
    {
        bool isNewer = sequence > _updateSequence || (sequence == _updateSequence && acknowledged >= _updateAcknowledgment);
        if (!isNewer || acknowledged < Unacknowledged) return;

        _updateSequence = sequence;
        _updateAcknowledgment = acknowledged;
        PeerWindow = WindowOf(header);
        LargestPeerWindow = Math.Max(LargestPeerWindow, PeerWindow);
    }

    public void Acknowledge(long acknowledged) => Unacknowledged = acknowledged;

    public void Advance(int count) => NextSequence += count;

    /// <summary>Whether bytes fit min(cwnd, peer's window) - in flight. With nothing in flight, a segment fits cwnd.</summary>
    /// <param name="length">Bytes of the next segment, at most <see cref="Usable"/>.</param>
    /// <param name="congestionAllowance">cwnd less what is in flight.</param>
    public bool Fits(int length, long congestionAllowance) => !HasBytesInFlight || length == 0 || congestionAllowance >= length;

    /// <summary>
    /// Cuts what is to be sent again to the window, where the peer took room back: what lies beyond it waits (RFC 9293 §3.8.6). The first
    /// segment also goes out to a closed window, as a probe.
    /// </summary>
    /// <returns>Whether anything of it may be sent.</returns>
    public bool TryFit(ref ByteRange repair)
    {
        long edge = Unacknowledged + PeerWindow;
        if (repair.End <= edge || (PeerWindow == 0 && repair.Start == Unacknowledged)) return true;
        repair = repair with { End = edge };
        return repair.Length > 0;
    }

    public int NextLength(long unsent, int fullSegment) => (int)Math.Min(Math.Min(unsent, fullSegment), Math.Max(Usable, 0));

    /// <summary>Silly window avoidance (RFC 9293 §3.8.6.2.1) and Nagle (§3.7.4): small segments wait for bytes in flight.</summary>
    /// <param name="isFinished">Whether nothing more will be written, so that waiting for more is in vain.</param>
    public bool IsWorthSending(int length, int fullSegment, long unsent, bool isFinished, bool nagle)
    {
        if (Usable <= 0) return false;
        if (length == fullSegment || (isFinished && length == unsent)) return true;
        if (length < unsent) return length * WindowFraction >= LargestPeerWindow;
        return !nagle || !HasBytesInFlight;
    }

    /// <summary>With data waiting and none in flight, only the window is in the way; its opening may be lost (RFC 9293 §3.8.6.1).</summary>
    public void ScheduleProbe(bool hasUnsent, SimDuration retransmissionTimeout, SimTime now)
    {
        if (!hasUnsent || HasBytesInFlight) StopProbing();
        else if (ProbeAt == SimTime.Never) ProbeAt = now + (PeerWindow == 0 ? retransmissionTimeout : OverrideTimeout);
    }

    public void StopProbing()
    {
        ProbeAt = SimTime.Never;
        _probes = UnansweredProbes = 0;
    }

    public void ProbeTimerExpired() => ProbeAt = SimTime.Never;

    /// <summary>A probe leaves: a byte, or the FIN, beyond the closed window; SND.NXT stays. Whether it is sent again.</summary>
    public bool ProbeSent(SimDuration retransmissionTimeout, SimTime now)
    {
        _probes++;
        UnansweredProbes++;
        long first = Math.Min(retransmissionTimeout.Picoseconds, LongestProbeInterval.Picoseconds);
        ProbeAt = now + new SimDuration(Math.Min(first << Math.Min(_probes, MostDoublings), LongestProbeInterval.Picoseconds));
        bool isAgain = _probed == NextSequence;
        _probed = NextSequence;
        return isAgain;
    }

    /// <summary>An acceptable acknowledgement: the peer is there. It may cover a probe's byte, if the window had just opened.</summary>
    public void PeerAnswered(long acknowledged)
    {
        UnansweredProbes = 0;
        NextSequence = Math.Max(NextSequence, acknowledged);
    }
}
