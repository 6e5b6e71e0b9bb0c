namespace NetComm.Protocols.Tcp;

/// <content>What a segment goes through, in the order of RFC 9293 §3.10.7.4, with the checks of RFC 5961 and RFC 7323.</content>
internal sealed partial class TcpConnection
{
    /// <summary>RFC 5961 §7: so many challenge acknowledgements …</summary>
    private const int ChallengeLimit = 10;

    /// <summary>… in so long.</summary>
    private static readonly SimDuration ChallengePeriod = SimDuration.FromSeconds(5);

    private SimTime _challengePeriodStart;
    private int _challenges;

    /// <summary>A segment arrives whose checksum was right.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="length">Bytes of payload.</param>
    /// <param name="payload">The payload; empty where the connection carries no bytes.</param>
    /// <param name="now">The time.</param>
    public void Segment(in TcpHeader header, int length, ReadOnlySpan<byte> payload, SimTime now)
    {
        _now = now;
        if (State == TcpState.Closed) return;
        if (State == TcpState.SynSent) ArriveInSynSent(header);
        else Arrive(header, length, payload);
        Transmit();
    }

    private void Arrive(in TcpHeader header, int length, ReadOnlySpan<byte> payload)
    {
        long start = _theirs.FromWire(header.SequenceNumber, ReceiveNext);
        int span = length + (Has(header, TcpFlags.Syn) ? 1 : 0) + (Has(header, TcpFlags.Fin) ? 1 : 0);
        bool isReset = Has(header, TcpFlags.Rst);
        if (IsAnswerToOurSyn(header, start))
        {
            // Both ends opened at once: the SYN is old, but its acknowledgement is what is waited for (RFC 9293 §3.5, figure 7).
            _acknowledgeNow = true;
            TakeAcknowledgment(header, start + 1, 0);
            return;
        }

        if (!isReset && IsTooOld(header))
        {
            AnswerUnacceptable(header, span);
            return;
        }

        if (!IsAcceptable(start, span))
        {
            ArriveOutsideWindow(header, start, span, isReset);
            return;
        }

        if (!isReset) KeepTimestamp(header, start);
        if (isReset) ArriveReset(start);
        else if (Has(header, TcpFlags.Syn)) Challenge(); // RFC 5961 §4.2
        else if (Has(header, TcpFlags.Ack) && TakeAcknowledgment(header, start, length)) TakePayload(header, start, length, payload);
    }

    private bool IsAnswerToOurSyn(in TcpHeader header, long start) =>
        State == TcpState.SynReceived && start == 0 && Has(header, TcpFlags.Syn) && Has(header, TcpFlags.Ack)
        && !Has(header, TcpFlags.Rst) && _ours.FromWire(header.AcknowledgmentNumber, _next) == _next;

    /// <summary>PAWS (RFC 7323 §5.3, R1). Without the option that was agreed upon a segment is not taken (§3.2).</summary>
    private bool IsTooOld(in TcpHeader header) =>
        _timestamps.IsOn && (header.Timestamps is not { } timestamps || _timestamps.IsOld(timestamps, _now));

    /// <summary>
    /// RFC 7323 §5.3, R3: keeps the timestamp to be echoed. Not of a segment that lies outside the window (R2): a retransmission that was
    /// in vain and overtook others would make all of them too old.
    /// </summary>
    private void KeepTimestamp(in TcpHeader header, long start)
    {
        if (_timestamps.IsOn && start <= _lastAcknowledged && header.Timestamps is { } timestamps) _timestamps.Take(timestamps, _now);
    }

    /// <summary>RFC 9293 §3.10.7.4, table 6. An empty segment may also stand just beyond a window that is full.</summary>
    private bool IsAcceptable(long start, int span) => span == 0
        ? start >= ReceiveNext && start <= _windowEdge
        : start < _windowEdge && start + span > ReceiveNext;

    private void ArriveOutsideWindow(in TcpHeader header, long start, int span, bool isReset)
    {
        if (isReset) return;

        // What ends where the next is expected was sent again for want of an acknowledgement: with its own timestamp in it the sender
        // learns the round trip, and not the time since the first try. So does Linux (tcp_sequence).
        if (start == ReceiveNext || start + span == ReceiveNext) KeepTimestamp(header, start);

        // With the window closed no data is taken, but acknowledgements are (RFC 9293 §3.10.7.4).
        if (start == ReceiveNext && Has(header, TcpFlags.Ack) && !Has(header, TcpFlags.Syn) && !TakeAcknowledgment(header, start, span))
            return;
        if (State == TcpState.TimeWait && Has(header, TcpFlags.Fin)) Linger();
        AnswerUnacceptable(header, span);
    }

    private void AnswerUnacceptable(in TcpHeader header, int span)
    {
        if (State == TcpState.SynReceived && _isPassive && Has(header, TcpFlags.Syn)) SendSyn(again: true);
        else if (span == 0) Challenge();
        else _acknowledgeNow = true;
    }

    /// <summary>RFC 5961 §3.2: only the exact sequence number resets; others in the window are asked to prove it.</summary>
    private void ArriveReset(long start)
    {
        if (start != ReceiveNext)
        {
            Challenge();
            return;
        }

        switch (State)
        {
            case TcpState.SynReceived:
                Fail(_isPassive ? Errno.ECONNRESET : Errno.ECONNREFUSED);
                break;
            case TcpState.Closing or TcpState.LastAck or TcpState.TimeWait:
                End();
                break;
            case TcpState.CloseWait:
                Fail(Errno.EPIPE); // as Linux: the peer had ended already
                break;
            default:
                Fail(Errno.ECONNRESET);
                break;
        }
    }

    /// <summary>
    /// An acknowledgement that tells the peer where we are, but not without end: two ends that are out of step would keep each other busy.
    /// </summary>
    private void Challenge()
    {
        if (_now - _challengePeriodStart >= ChallengePeriod)
        {
            _challengePeriodStart = _now;
            _challenges = 0;
        }

        if (_challenges++ < ChallengeLimit) _acknowledgeNow = true;
    }
}
