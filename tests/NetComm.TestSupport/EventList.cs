using NetComm.Tracing;

namespace NetComm.TestSupport;

/// <summary>The events of a trace as a list, for tests that ask what happened.</summary>
internal sealed class EventList : ITraceFold
{
    private readonly List<(TraceEvent Event, string Text)> _events = [];

    internal static EventList Of(Trace trace)
    {
        var list = new EventList();
        trace.FoldInto(list);
        return list;
    }

    internal IEnumerable<TraceEvent> All => _events.Select(e => e.Event);

    internal IEnumerable<TraceEvent> Of(TraceEventKind kind) => All.Where(e => e.Kind == kind);

    internal IEnumerable<string> Texts(TraceEventKind kind) => _events.Where(e => e.Event.Kind == kind).Select(e => e.Text);

    internal int Drops(DropReason reason) => Of(TraceEventKind.Dropped).Count(e => e.Reason == (byte)reason);

    /// <summary>Latencies of all packets received, in the order of arrival.</summary>
    internal IReadOnlyList<SimDuration> Latencies()
    {
        Dictionary<long, SimTime> sent = Of(TraceEventKind.PacketSent).ToDictionary(e => e.Packet, e => e.Time);
        return [.. Of(TraceEventKind.Received).Select(e => e.Time - sent[e.Packet])];
    }

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
            _events.Add((slots[i], slots[i].HasBytes ? TraceBytes.TextBehind(slots, i) : ""));
    }
}
