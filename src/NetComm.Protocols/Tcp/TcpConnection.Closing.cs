namespace NetComm.Protocols.Tcp;

/// <content>How a connection ends (RFC 9293 §3.6, §3.10.4, §3.10.5).</content>
internal sealed partial class TcpConnection
{
    /// <summary>Linux, tcp_fin_timeout: how long a connection that the application has closed waits for the peer's FIN.</summary>
    private static readonly SimDuration OrphanTimeout = SimDuration.FromSeconds(60);

    /// <summary>No more will be written: a FIN follows what was. Reading goes on (half-close).</summary>
    public void Shutdown(SimTime now)
    {
        _now = now;
        _outgoing.Finish();
        if (State == TcpState.Established) Enter(TcpState.FinWait1);
        else if (State == TcpState.CloseWait) Enter(TcpState.LastAck);
        Transmit();
    }

    /// <summary>
    /// The application is done: a FIN follows what was written. With bytes unread, or arriving from now on, the peer is reset, so that it
    /// knows of their loss (RFC 1122 §4.2.2.13).
    /// </summary>
    public void Close(SimTime now)
    {
        _now = now;
        if (State == TcpState.SynSent) End();
        else if (_incoming.Available > 0) Abort(now);
        else
        {
            _receiverGone = true;
            if (State == TcpState.FinWait2) _lingerAt = _now + OrphanTimeout;
            Shutdown(now);
        }
    }

    /// <summary>Ends the connection at once, and resets the peer if it has one.</summary>
    public void Abort(SimTime now)
    {
        _now = now;
        if (State == TcpState.Closed) return;
        if (State == TcpState.TimeWait)
        {
            End();
            return;
        }

        if (State != TcpState.SynSent)
        {
            var reset = new TcpHeader(_settings.LocalPort, _settings.RemotePort, _ours.ToWire(_next), TcpFlags.Rst | TcpFlags.Ack)
            {
                AcknowledgmentNumber = _theirs.ToWire(ReceiveNext),
            };
            _output.Transmit(this, new TcpSegment(reset, 0, 0));
        }

        Fail(Errno.ECONNABORTED);
    }

    private void FinArrived()
    {
        _finTaken = true;
        _finAt = -1;
        _acknowledgeNow = true;
        _changes |= TcpChanges.Readable;
        switch (State)
        {
            case TcpState.Established:
                Enter(TcpState.CloseWait);
                break;
            case TcpState.FinWait1:
                Enter(TcpState.Closing);
                break;
            case TcpState.FinWait2:
                Enter(TcpState.TimeWait);
                Linger();
                break;
        }
    }

    private void FinAcknowledged()
    {
        switch (State)
        {
            case TcpState.FinWait1:
                Enter(TcpState.FinWait2);
                if (_receiverGone) _lingerAt = _now + OrphanTimeout;
                break;
            case TcpState.Closing:
                Enter(TcpState.TimeWait);
                Linger();
                break;
            case TcpState.LastAck:
                End();
                break;
        }
    }

    /// <summary>TIME-WAIT lasts two segment lifetimes (RFC 9293 §3.4.2), anew after each FIN that comes again.</summary>
    private void Linger() => _lingerAt = _now + _settings.MaximumSegmentLifetime * 2;
}
