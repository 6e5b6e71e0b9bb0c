namespace NetComm.Protocols.Tcp;

/// <summary>SEGMENT ARRIVES (RFC 9293 §3.10.7) in the RFC's order, with the checks of RFC 5961 (blind attacks) and 7323 (PAWS).</summary>
/// <remarks>Not modelled: data on a SYN, the URG bit.</remarks>
internal sealed class SegmentArrival(TransmissionControlBlock tcb)
{
    /// <summary>Processes a segment whose checksum was right, in every state but CLOSED and LISTEN.</summary>
    /// <param name="payload">The payload; empty where the connection carries no bytes.</param>
    public void Process(in TcpHeader header, int length, ReadOnlySpan<byte> payload)
    {
        if (tcb.State == TcpState.SynSent) ArriveInSynSent(header);
        else ArriveInOtherStates(header, length, payload);
    }

    /// <summary>The peer's SYN: from here on its sequence numbers, its window and its options are known.</summary>
    public void SynArrived(in TcpHeader syn)
    {
        tcb.Agreed.SynArrived(syn, tcb.Now);
        tcb.ReceiveWindow.SynArrived(syn.SequenceNumber, tcb.Agreed.OwnScale);
        tcb.SendWindow.SynArrived(syn.Window, tcb.Agreed.PeerScale);
        tcb.Sender.SynArrived();
    }

    /// <summary>RFC 9293 §3.10.7.3.</summary>
    private void ArriveInSynSent(in TcpHeader header)
    {
        bool isAnswer = Has(header, TcpFlags.Ack);
        bool isReset = Has(header, TcpFlags.Rst);
        if (isAnswer && tcb.SendWindow.AcknowledgedBy(header) != tcb.SendWindow.NextSequence)
        {
            if (!isReset) tcb.Writer.WriteReset(header.AcknowledgmentNumber);
            return;
        }

        if (isReset && isAnswer) tcb.Fail(Errno.ECONNREFUSED);
        if (isReset || !Has(header, TcpFlags.Syn)) return;

        SynArrived(header);
        if (isAnswer)
        {
            tcb.Acknowledgment.SendNow();
            Establish(header, 0);
            return;
        }

        // Both ends open at once (RFC 9293 §3.5, figure 7).
        tcb.Enter(TcpState.SynReceived);
        tcb.SendSyn(isRetransmission: false);
    }

    /// <summary>A header at this position acknowledges our SYN.</summary>
    private void Establish(in TcpHeader header, long start)
    {
        tcb.Sender.SynAcknowledged(header, tcb.Now);
        tcb.Enter(TcpState.Established);
        tcb.SendWindow.Update(header, start, SequenceSpace.FirstByte);
        tcb.Changes |= TcpChanges.Writable;
        if (tcb.Sender.Buffer.Ended) tcb.Enter(tcb.State.AfterClose());
    }

    /// <summary>RFC 9293 §3.10.7.4: sequence number and PAWS, then RST, SYN and ACK bits, then payload and FIN.</summary>
    private void ArriveInOtherStates(in TcpHeader header, int length, ReadOnlySpan<byte> payload)
    {
        long start = tcb.ReceiveWindow.PositionOf(header);
        int span = length + (Has(header, TcpFlags.Syn) ? 1 : 0) + (Has(header, TcpFlags.Fin) ? 1 : 0);
        if (IsAnswerToOurSyn(header, start))
        {
            // Both ends opened at once: the SYN is old, but its acknowledgement is what is waited for (RFC 9293 §3.5, figure 7).
            tcb.Acknowledgment.SendNow();
            Establish(header, start + 1);
            return;
        }

        bool isReset = Has(header, TcpFlags.Rst);
        if (!isReset && tcb.Agreed.Timestamps.IsTooOld(header, tcb.Now)) AnswerUnacceptable(header, span);
        else if (!tcb.ReceiveWindow.IsAcceptable(start, span)) ArriveOutsideWindow(header, start, span);
        else if (isReset) ArriveReset(start);
        else ArriveInWindow(header, start, length, payload);
    }

    private void ArriveInWindow(in TcpHeader header, long start, int length, ReadOnlySpan<byte> payload)
    {
        KeepTimestamp(header, start);
        if (Has(header, TcpFlags.Syn)) tcb.SendChallenge(); // RFC 5961 §4.2
        else if (!Has(header, TcpFlags.Ack)) return;
        else if (AcknowledgmentArrived(header, start, length)) PayloadArrived(header, start, length, payload);
    }

    private bool IsAnswerToOurSyn(in TcpHeader header, long start) =>
        tcb.State == TcpState.SynReceived && start == 0
        && (header.Flags & (TcpFlags.Syn | TcpFlags.Ack | TcpFlags.Rst)) == (TcpFlags.Syn | TcpFlags.Ack)
        && tcb.SendWindow.AcknowledgedBy(header) == tcb.SendWindow.NextSequence;

    /// <summary>RFC 7323 §5.3, R3: keeps the timestamp to echo, but of no segment outside the window (R2), which may be older.</summary>
    private void KeepTimestamp(in TcpHeader header, long start)
    {
        if (start <= tcb.ReceiveWindow.LastAcknowledged) tcb.Agreed.Timestamps.Keep(header, tcb.Now);
    }

    private void ArriveOutsideWindow(in TcpHeader header, long start, int span)
    {
        if (Has(header, TcpFlags.Rst)) return;

        // What ends where the next is expected was sent again for want of an acknowledgement: with its own timestamp in the answer the
        // sender learns the round trip, and not the time since its first try. Linux does the same (tcp_input.c, tcp_validate_incoming).
        long next = tcb.ReceiveWindow.NextSequence;
        if (start == next || start + span == next) KeepTimestamp(header, start);
        if (start + span <= next && !Has(header, TcpFlags.Syn)) tcb.ReceiveWindow.NoteDuplicate(new ByteRange(start, start + span));

        // With the window closed no data is taken, but acknowledgements are (RFC 9293 §3.10.7.4).
        bool isAcknowledgment = start == next && Has(header, TcpFlags.Ack) && !Has(header, TcpFlags.Syn);
        if (isAcknowledgment && !AcknowledgmentArrived(header, start, span)) return;
        if (tcb.State == TcpState.TimeWait && Has(header, TcpFlags.Fin)) tcb.StartTimeWait();
        AnswerUnacceptable(header, span);
    }

    private void AnswerUnacceptable(in TcpHeader header, int span)
    {
        if (tcb.State == TcpState.SynReceived && tcb.IsPassive && Has(header, TcpFlags.Syn)) tcb.SendSyn(isRetransmission: true);
        else if (span == 0) tcb.SendChallenge();
        else tcb.Acknowledgment.SendNow();
    }

    /// <summary>RFC 5961 §3.2: only the exact sequence number resets; others in the window are challenged.</summary>
    private void ArriveReset(long start)
    {
        if (start != tcb.ReceiveWindow.NextSequence) tcb.SendChallenge();
        else if (tcb.State is TcpState.Closing or TcpState.LastAck or TcpState.TimeWait) tcb.End();
        else if (tcb.State == TcpState.SynReceived) tcb.Fail(tcb.IsPassive ? Errno.ECONNRESET : Errno.ECONNREFUSED);
        else tcb.Fail(tcb.State == TcpState.CloseWait ? Errno.EPIPE : Errno.ECONNRESET); // EPIPE after the peer's FIN: Linux, tcp_reset
    }

    /// <summary>RFC 9293 §3.10.7.4, fifth: check the ACK field. Returns whether the rest of the segment is to be looked at.</summary>
    private bool AcknowledgmentArrived(in TcpHeader header, long start, int length)
    {
        long acknowledged = tcb.SendWindow.AcknowledgedBy(header);
        if (tcb.State == TcpState.SynReceived)
        {
            bool isAcknowledged = acknowledged == tcb.SendWindow.NextSequence;
            if (isAcknowledged) Establish(header, start);
            else tcb.Writer.WriteReset(header.AcknowledgmentNumber);
            return isAcknowledged;
        }

        if (!tcb.SendWindow.IsAcceptable(acknowledged))
        {
            tcb.SendChallenge(); // RFC 5961 §5.2
            return false;
        }

        tcb.SendWindow.PeerAnswered(acknowledged);
        bool repeatsLast = length == 0 && tcb.SendWindow.WindowOf(header) == tcb.SendWindow.PeerWindow && !Has(header, TcpFlags.Fin);
        tcb.SendWindow.Update(header, start, acknowledged);
        if (tcb.SendWindow.PeerWindow == 0) tcb.Sender.Timer.PeerAnswered(); // a closed window is no reason to give up (RFC 1122 §4.2.2.17)
        if (tcb.Sender.AcknowledgmentArrived(header, acknowledged, repeatsLast, tcb.Now)) NewBytesAcknowledged();
        return tcb.State != TcpState.Closed;
    }

    private void NewBytesAcknowledged()
    {
        tcb.NoteSoftError(Errno.None);
        tcb.Changes |= TcpChanges.Writable;
        if (tcb.Sender.IsFinAcknowledged) tcb.FinAcknowledged();
    }

    /// <summary>RFC 9293 §3.10.7.4, seventh and eighth: process the segment text, check the FIN bit.</summary>
    private void PayloadArrived(in TcpHeader header, long start, int length, ReadOnlySpan<byte> payload)
    {
        bool hasFin = Has(header, TcpFlags.Fin);
        if ((length == 0 && !hasFin) || !tcb.State.MayReceive()) return;
        if (tcb.RefusesBytes && start + length > tcb.ReceiveWindow.NextSequence)
        {
            // The application reads no more (RFC 9293 §3.10.7.4 with RFC 1122 §4.2.2.13).
            tcb.Writer.WriteReset(tcb.SendWindow.Sequence.ToWire(tcb.SendWindow.EmptySequence));
            tcb.Fail(tcb.HasNoReader ? Errno.ECONNABORTED : Errno.ECONNRESET);
            return;
        }

        if (length > 0) BytesArrived(start, length, payload);
        if (hasFin)
        {
            tcb.ReceiveWindow.NoteFin(start + length);
            tcb.Acknowledgment.SendNow();
        }

        if (tcb.ReceiveWindow.TryReceiveFin()) FinReceived();
    }

    private void BytesArrived(long start, int length, ReadOnlySpan<byte> payload)
    {
        long inOrder = tcb.ReceiveWindow.Accept(start, length, payload, out bool acknowledgeAtOnce);
        if (inOrder > 0) tcb.Changes |= TcpChanges.Readable;
        tcb.Acknowledgment.SegmentReceived(acknowledgeAtOnce, tcb.Now);
    }

    /// <summary>The FIN has come, and all before it; with a gap before it, it had come early.</summary>
    private void FinReceived()
    {
        tcb.Acknowledgment.SendNow();
        tcb.Changes |= TcpChanges.Readable;
        tcb.Enter(tcb.State.AfterPeersFin());
    }

    private static bool Has(in TcpHeader header, TcpFlags flag) => (header.Flags & flag) != 0;
}
