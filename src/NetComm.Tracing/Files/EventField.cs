namespace NetComm.Tracing;

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

    /// <summary>The bits of the reason but the lowest.</summary>
    ReasonHigh,

    /// <summary>The lowest bit of the reason.</summary>
    ReasonLow,
}

internal static class EventFields
{
    public const int Count = (int)EventField.ReasonLow + 1;

    public static long Of(in TraceEvent happened, EventField field) => field switch
    {
        EventField.Place => happened.Place,
        EventField.Packet => happened.Packet,
        EventField.PacketHigh => happened.Packet >> 32,
        EventField.PacketLow => happened.Packet & uint.MaxValue,
        EventField.Value => happened.Value,
        EventField.ValueHigh => happened.Value >> 32,
        EventField.ValueLow => happened.Value & uint.MaxValue,
        EventField.Extra => happened.Extra,
        EventField.ReasonHigh => happened.Reason >> 1,
        EventField.ReasonLow => happened.Reason & 1,
        _ => happened.Reason,
    };

    /// <summary>The event whose fields these are, by their numbers; those that overlap are 0 but for one of them.</summary>
    public static TraceEvent Join(SimTime time, TraceEventKind kind, ReadOnlySpan<long> fields)
    {
        long packet =
            fields[(int)EventField.PacketHigh] << 32 | fields[(int)EventField.PacketLow] & uint.MaxValue | fields[(int)EventField.Packet];
        long value =
            fields[(int)EventField.ValueHigh] << 32 | fields[(int)EventField.ValueLow] & uint.MaxValue | fields[(int)EventField.Value];
        long reason =
            fields[(int)EventField.ReasonHigh] << 1 | fields[(int)EventField.ReasonLow] & 1 | fields[(int)EventField.Reason];
        return new TraceEvent(time, kind, checked((int)fields[(int)EventField.Place]), packet, value,
            checked((ushort)fields[(int)EventField.Extra]), checked((byte)reason));
    }
}
