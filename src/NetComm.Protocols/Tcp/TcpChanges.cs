namespace NetComm.Protocols.Tcp;

/// <summary>What has changed in a connection since <see cref="TcpConnection.TakeChanges"/> was last asked.</summary>
[Flags]
internal enum TcpChanges : byte
{
    None = 0,

    /// <summary><see cref="TcpConnection.State"/>; with it perhaps <see cref="TcpConnection.Error"/>.</summary>
    State = 1,

    /// <summary>Bytes came in order, or the stream of the peer ended.</summary>
    Readable = 2,

    /// <summary>Bytes were acknowledged, so there is room to write more.</summary>
    Writable = 4,

    /// <summary>The congestion window, its threshold, the round-trip time or the retransmission timeout.</summary>
    Congestion = 8,

    /// <summary><see cref="TcpConnection.NextTimer"/>.</summary>
    Timer = 16,
}
