namespace NetComm.Tracing.Tests.Files;

/// <summary>The table of src/README.md that says which field of each event holds what: made from what trace files are written by.</summary>
internal static class TraceTable
{
    private static readonly EventField[] Whole =
        [EventField.Place, EventField.Packet, EventField.Value, EventField.Extra, EventField.Reason];

    public static string Text() => string.Join('\n',
    [
        "| kind | event | place | packet | value | extra | reason |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        .. EventShape.All.Select(Row),
    ]) + "\n";

    private static string Row(EventShape shape) =>
        $"| {(int)shape.Kind} | `{shape.Kind}` | {string.Join(" | ", Whole.Select(field => Cell(shape, field)))} |"
            .Replace("|  |", "| |", StringComparison.Ordinal).Replace("|  |", "| |", StringComparison.Ordinal);

    private static string Cell(EventShape shape, EventField field)
    {
        if (field == EventField.Value && shape.Kind >= TraceEventKind.ConversationOpened) return "bytes behind it";
        if (field == EventField.Value && Find(shape, EventField.ValueHigh) is { } high)
            return $"{Meaning(high)} × 2³² + {Meaning(Find(shape, EventField.ValueLow)!)}";
        if (field == EventField.Packet && Find(shape, EventField.PacketHigh) is { } upper)
            return $"{Meaning(upper)} × 2³² + {Meaning(Find(shape, EventField.PacketLow)!)}";
        if (field == EventField.Reason && Find(shape, EventField.ReasonHigh) is { } rest)
            return $"{Meaning(rest)} × 2 + {Meaning(Find(shape, EventField.ReasonLow)!)}";
        return Find(shape, field) is { } key ? Meaning(key) : "";
    }

    /// <summary>The key that names a field; unused fields have a key too, for events that no program writes.</summary>
    private static EventKey? Find(EventShape shape, EventField field) =>
        shape.Keys.FirstOrDefault(key => key.Field == field && key.Name is not ("place" or "number" or "value" or "extra" or "code"));

    private static string Meaning(EventKey key) => key.Form switch
    {
        EventForm.Flag => $"1: {key.Name}",
        EventForm.Reply => "1: request, 2: reply",
        EventForm.Eightfold => $"{key.Name} ÷ 8",
        EventForm.DirectionOrNode => "direction, or −1 − node",
        EventForm.FlowOrProgram => "flow, or −1 − program",
        EventForm.Interface => $"{key.Name}: interface",
        EventForm.DropReason => "drop reason",
        EventForm.TcpState => "TCP state",
        _ => key.Name,
    };
}
