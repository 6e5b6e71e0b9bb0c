namespace NetComm.Reporting.Player;

/// <summary>Events that befall no packet, in words.</summary>
internal static class EventText
{
    private const int LongestText = 200;

    /// <summary>Kind, node and words of the event at an index; null where it is not shown.</summary>
    public static (RecordedEventKind Kind, NodeId? Node, string Text)? Of(TraceHeader header, ReadOnlySpan<TraceEvent> slots, int index)
    {
        ref readonly TraceEvent happened = ref slots[index];
        switch (happened.Kind)
        {
            case TraceEventKind.MediumDown or TraceEventKind.MediumUp or TraceEventKind.MediumSet:
                string medium = header.Media[new MediumChanged(happened).Medium];
                return (RecordedEventKind.Fault, null, happened.Kind switch
                {
                    TraceEventKind.MediumDown => $"{medium} down",
                    TraceEventKind.MediumUp => $"{medium} up",
                    _ => $"{medium}: {Text(slots, index)}",
                });
            case TraceEventKind.NetworkParted:
                return (RecordedEventKind.Fault, null, $"partition {Text(slots, index)}");
            case TraceEventKind.NetworkHealed:
                return (RecordedEventKind.Fault, null, "partitions healed");
            case TraceEventKind.NodeCrashed or TraceEventKind.NodeRestarted:
                NodeId node = new NodeStateChanged(happened).Node;
                string fate = happened.Kind == TraceEventKind.NodeCrashed ? "crashes" : "is back";
                return (RecordedEventKind.Fault, node, $"{header.Nodes[node.Index].Name} {fate}");
            case TraceEventKind.GroupJoined or TraceEventKind.GroupLeft:
                var changed = new MembershipChanged(happened);
                string move = changed.IsMember ? "joins" : "leaves";
                return (RecordedEventKind.Fault, changed.Node,
                    $"{header.Nodes[changed.Node.Index].Name} {move} {header.Groups[changed.Group].Name}");
            case TraceEventKind.ProgramCalled:
                var called = new ProgramCalled(happened);
                string error = called.Errno == Errno.None ? "" : $" fails with {called.Errno}";
                return Done(header, called.Program, called.Connection, $"{Text(slots, index)}{error}");
            case TraceEventKind.ProgramStarted or TraceEventKind.ProgramPrinted or TraceEventKind.ProgramEnded:
                string text = happened.HasBytes ? Text(slots, index) : "";
                var changedProgram = new ProgramStateChanged(happened);
                return Done(header, changedProgram.Program, changedProgram.Connection, happened.Kind switch
                {
                    TraceEventKind.ProgramStarted => "starts",
                    TraceEventKind.ProgramPrinted => $"prints “{text}”",
                    _ => text.Length == 0 ? "ends" : $"fails: {text}",
                });
            default:
                return null;
        }
    }

    private static (RecordedEventKind, NodeId?, string) Done(TraceHeader header, ProgramId program, int connection, string text) =>
        (RecordedEventKind.Done, new NodeId(header.Programs[program.Index].Node), $"{header.NameOf(program, connection)}: {text}");

    private static string Text(ReadOnlySpan<TraceEvent> slots, int index)
    {
        string text = TraceBytes.TextBehind(slots, index);
        return text.Length <= LongestText ? text : $"{text[..LongestText]}…";
    }
}
