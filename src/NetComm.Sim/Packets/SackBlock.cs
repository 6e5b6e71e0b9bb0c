namespace NetComm.Sim.Packets;

/// <summary>Bytes received out of order (RFC 2018 §3): from the first sequence number of the block to the one just after its last.</summary>
internal readonly record struct SackBlock(uint LeftEdge, uint RightEdge);
