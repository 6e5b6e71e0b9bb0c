namespace NetComm.Sim.Packets;

/// <summary>The Timestamps option (RFC 7323 §3.2): the sender's clock, and the last value of the peer's that it saw.</summary>
internal readonly record struct TcpTimestamps(uint Value, uint EchoReply);
