using NetComm.Tracing;

namespace NetComm.Reporting.Player;

/// <summary>Events that befall no packet, in words.</summary>
internal static class EventText
{
    private const int LongestText = 200;

    /// <summary>What is told of the event at an index; null where nothing is.</summary>
    public static (ToldEventKind Kind, int Node, string Text)? Of(TraceHeader header, ReadOnlySpan<TraceEvent> slots, int index)
    {
        ref readonly var happened = ref slots[index];
        int place = happened.Place;
        return happened.Kind switch
        {
            TraceEventKind.MediumDown => (ToldEventKind.Fault, -1, $"{header.Media[place]} down"),
            TraceEventKind.MediumUp => (ToldEventKind.Fault, -1, $"{header.Media[place]} up"),
            TraceEventKind.MediumSet => (ToldEventKind.Fault, -1, $"{header.Media[place]}: {Text(slots, index)}"),
            TraceEventKind.NodeCrashed => (ToldEventKind.Fault, place, $"{header.Nodes[place].Name} crashes"),
            TraceEventKind.NodeRestarted => (ToldEventKind.Fault, place, $"{header.Nodes[place].Name} is back"),
            TraceEventKind.GroupJoined =>
                (ToldEventKind.Fault, place, $"{header.Nodes[place].Name} joins {header.Groups[(int)happened.Packet].Name}"),
            TraceEventKind.GroupLeft =>
                (ToldEventKind.Fault, place, $"{header.Nodes[place].Name} leaves {header.Groups[(int)happened.Packet].Name}"),
            TraceEventKind.ProgramStarted => Done(header, place, "starts"),
            TraceEventKind.ProgramCalled => Done(header, place, $"{Text(slots, index)}{ErrorOf(happened)}"),
            TraceEventKind.ProgramPrinted => Done(header, place, $"prints “{Text(slots, index)}”"),
            TraceEventKind.ProgramEnded => Done(header, place, happened.Value == 0 ? "ends" : $"fails: {Text(slots, index)}"),
            _ => null,
        };
    }

    private static (ToldEventKind, int, string) Done(TraceHeader header, int program, string text) =>
        (ToldEventKind.Done, header.Programs[program].Node, $"{header.Programs[program].Name}: {text}");

    private static string ErrorOf(in TraceEvent called) => called.Reason == 0 ? "" : $" fails with {(Errno)called.Reason}";

    private static string Text(ReadOnlySpan<TraceEvent> slots, int index)
    {
        string text = TraceBytes.TextBehind(slots, index);
        return text.Length <= LongestText ? text : $"{text[..LongestText]}…";
    }
}
