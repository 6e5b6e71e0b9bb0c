namespace NetComm.Protocols.Tcp;

/// <summary>Where a connection's segments go.</summary>
internal interface ITcpOutput
{
    /// <summary>
    /// Sends a segment. Its bytes are asked for by <see cref="TcpConnection.CopyPayload"/> during this call, or later as long as they are
    /// not acknowledged. Nothing else of the connection may be called from here.
    /// </summary>
    void Transmit(TcpConnection connection, in TcpSegment segment);
}

/// <summary>A segment to be sent: its header, and which bytes of the stream it carries (0 is the first ever written).</summary>
internal readonly record struct TcpSegment(TcpHeader Header, long Offset, int Length)
{
    /// <summary>Whether it carries bytes that were sent before.</summary>
    public bool IsRetransmission { get; init; }
}
