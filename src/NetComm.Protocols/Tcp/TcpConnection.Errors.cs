namespace NetComm.Protocols.Tcp;

/// <content>What ICMP says about segments of this connection. Reports about bytes that are not in flight are not believed (RFC 5927
/// §4).</content>
internal sealed partial class TcpConnection
{
    /// <summary>RFC 791: every link carries packets of 68 bytes.</summary>
    private const int SmallestMtu = 68;

    private Errno _softError;

    /// <summary>'Fragmentation needed' (RFC 1191): segments shrink to what the path takes, and those in flight go again.</summary>
    public void PathMtu(int mtu, uint quotedSequenceNumber, SimTime now)
    {
        _now = now;
        int limit = Math.Max(mtu, SmallestMtu) - HeaderSize;
        if (!IsInFlight(quotedSequenceNumber) || limit >= _segmentLimit) return;

        _segmentLimit = limit;
        if (State is TcpState.SynSent or TcpState.SynReceived) return;
        _recovery.OnSmallerSegments(PayloadLimit, _unacknowledged, _next);
        Transmit();
    }

    /// <summary>
    /// 'Destination unreachable', or 'time exceeded': ends an attempt to connect, as most systems do (RFC 5461 §4.1). Later it may pass, so
    /// it is only told if the connection then times out (RFC 1122 §4.2.3.9, RFC 5927 §5.2).
    /// </summary>
    public void Unreachable(Errno error, uint quotedSequenceNumber, SimTime now)
    {
        _now = now;
        if (!IsInFlight(quotedSequenceNumber)) return;
        if (State is TcpState.SynSent or TcpState.SynReceived) Fail(error);
        else _softError = error;
    }

    private bool IsInFlight(uint sequenceNumber)
    {
        long position = _ours.FromWire(sequenceNumber, _unacknowledged);
        return State != TcpState.Closed && position >= _unacknowledged && position <= _next;
    }
}
