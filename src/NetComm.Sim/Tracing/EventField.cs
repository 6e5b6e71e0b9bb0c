namespace NetComm.Sim.Tracing;

/// <summary>A field of an event, or part of one.</summary>
internal enum EventField
{
    Place,
    Packet,
    PacketHigh,
    PacketLow,
    Value,
    ValueHigh,
    ValueLow,
    Extra,
    Reason,
}
