namespace NetComm.Protocols.Tcp;

/// <summary>
/// The states of a connection (RFC 9293 §3.3.2), under the names of the RFC. LISTEN belongs to whoever makes connections from SYNs.
/// </summary>
internal enum TcpState : byte
{
    Closed,
    SynSent,
    SynReceived,
    Established,
    FinWait1,
    FinWait2,
    CloseWait,
    Closing,
    LastAck,
    TimeWait,
}
