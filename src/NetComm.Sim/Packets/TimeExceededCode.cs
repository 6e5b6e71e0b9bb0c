namespace NetComm.Sim.Packets;

/// <summary>Which time was exceeded (RFC 792).</summary>
internal enum TimeExceededCode : byte
{
    TimeToLive = 0,
    Reassembly = 1,
}
