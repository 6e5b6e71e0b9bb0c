namespace NetComm.Protocols.Tcp;

/// <summary>
/// A segment to be sent: its header, and which bytes of the sender's stream it carries (0 is the first byte ever written).
/// </summary>
internal readonly record struct TcpSegment(TcpHeader Header, long Offset, int Length)
{
    /// <summary>Whether it carries bytes that were sent before.</summary>
    public bool IsRetransmission { get; init; }
}
