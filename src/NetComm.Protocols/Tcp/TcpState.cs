namespace NetComm.Protocols.Tcp;

/// <summary>The states of a connection (RFC 9293 §3.3.2). LISTEN is the listening socket's, which makes connections from SYNs.</summary>
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

/// <summary>The arrows of RFC 9293 §3.3.2, figure 5, by which an established connection closes. Without one a state stays.</summary>
internal static class TcpStateTransitions
{
    /// <summary>Whether data and FINs are sent: all of the application's, and none before the connection is established.</summary>
    public static bool MaySend(this TcpState state) =>
        state is TcpState.Established or TcpState.CloseWait or TcpState.FinWait1 or TcpState.Closing or TcpState.LastAck;

    public static bool MayReceive(this TcpState state) => state is TcpState.Established or TcpState.FinWait1 or TcpState.FinWait2;

    public static bool IsOpening(this TcpState state) => state is TcpState.SynSent or TcpState.SynReceived;

    /// <summary>The application has closed its half (snd FIN).</summary>
    public static TcpState AfterClose(this TcpState state) => state switch
    {
        TcpState.Established => TcpState.FinWait1,
        TcpState.CloseWait => TcpState.LastAck,
        _ => state,
    };

    /// <summary>The peer's FIN has come (rcv FIN).</summary>
    public static TcpState AfterPeersFin(this TcpState state) => state switch
    {
        TcpState.Established => TcpState.CloseWait,
        TcpState.FinWait1 => TcpState.Closing,
        TcpState.FinWait2 => TcpState.TimeWait,
        _ => state,
    };

    /// <summary>Our FIN is acknowledged (rcv ACK of FIN).</summary>
    public static TcpState AfterFinAcknowledged(this TcpState state) => state switch
    {
        TcpState.FinWait1 => TcpState.FinWait2,
        TcpState.Closing => TcpState.TimeWait,
        TcpState.LastAck => TcpState.Closed,
        _ => state,
    };
}
