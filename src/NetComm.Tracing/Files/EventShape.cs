using System.Text;
using System.Text.Json;

namespace NetComm.Tracing;

/// <summary>How each kind of event stands in a file. Fields that a kind does not use are 0, or stand under their own name.</summary>
internal sealed class EventShape
{
    private static readonly EventShape?[] ByKind = new EventShape?[256];
    private static readonly Dictionary<string, EventShape> ByName = [];

    static EventShape()
    {
        Add(TraceEventKind.PacketSent,
            new("conversation", EventField.Place, EventForm.Number), new("packet", EventField.Packet, EventForm.Number),
            new("sequence", EventField.ValueHigh, EventForm.Number), new("bytes", EventField.ValueLow, EventForm.Number),
            new("answer", EventField.Extra, EventForm.Flag));
        Add(TraceEventKind.FragmentSent,
            new("packet", EventField.Packet, EventForm.Number), new("of", EventField.Value, EventForm.Number),
            new("offset", EventField.Extra, EventForm.Eightfold), new("bytes", EventField.Place, EventForm.Number),
            new("more", EventField.Reason, EventForm.Flag));
        Add(TraceEventKind.ArpSent,
            new("from", EventField.Place, EventForm.Interface), new("packet", EventField.Packet, EventForm.Number),
            new("about", EventField.ValueLow, EventForm.Address), new("to", EventField.ValueHigh, EventForm.Interface),
            new("reply", EventField.Extra, EventForm.Reply));
        Add(TraceEventKind.Enqueued,
            new("direction", EventField.Place, EventForm.Direction), new("packet", EventField.Packet, EventForm.Number),
            new("leaves", EventField.Value, EventForm.Number), new("bytes", EventField.Extra, EventForm.Number),
            new("ttl", EventField.Reason, EventForm.Number));
        Add(TraceEventKind.Delivered,
            new("direction", EventField.Place, EventForm.Direction), new("packet", EventField.Packet, EventForm.Number),
            new("copy", EventField.Extra, EventForm.Flag));
        Add(TraceEventKind.Dropped,
            new("at", EventField.Place, EventForm.DirectionOrNode), new("packet", EventField.Packet, EventForm.Number),
            new("reason", EventField.Reason, EventForm.DropReason), new("bytes", EventField.Extra, EventForm.NumberUnlessZero),
            new("leaves", EventField.Value, EventForm.NumberUnlessZero));
        Add(TraceEventKind.Received,
            new("node", EventField.Place, EventForm.Node), new("packet", EventField.Packet, EventForm.Number),
            new("bytes", EventField.Value, EventForm.Number));
        Add(TraceEventKind.FlowStarted, new EventKey("flow", EventField.Place, EventForm.Flow));
        Add(TraceEventKind.FlowFinished, new EventKey("flow", EventField.Place, EventForm.Flow));
        Add(TraceEventKind.MediumDown, new EventKey("medium", EventField.Place, EventForm.Medium));
        Add(TraceEventKind.MediumUp, new EventKey("medium", EventField.Place, EventForm.Medium));
        Add(TraceEventKind.NodeCrashed, new EventKey("node", EventField.Place, EventForm.Node));
        Add(TraceEventKind.NodeRestarted, new EventKey("node", EventField.Place, EventForm.Node));
        Add(TraceEventKind.GroupJoined, MembershipKeys);
        Add(TraceEventKind.GroupLeft, MembershipKeys);
        Add(TraceEventKind.StreamSent, StreamKeys);
        Add(TraceEventKind.StreamReceived, StreamKeys);
        Add(TraceEventKind.ProgramStarted, [.. ProgramKeys, new EventKey("takenBy", EventField.Value, EventForm.NumberUnlessZero)]);
        Add(TraceEventKind.RunEnded);
        Add(TraceEventKind.Withdrawn,
            new("direction", EventField.Place, EventForm.Direction), new("packet", EventField.Packet, EventForm.Number),
            new("leaves", EventField.Value, EventForm.Number), new("bytes", EventField.Extra, EventForm.Number));
        Add(TraceEventKind.Dequeued,
            new("direction", EventField.Place, EventForm.Direction), new("packet", EventField.Packet, EventForm.Number),
            new("leaves", EventField.Value, EventForm.Number), new("bytes", EventField.Extra, EventForm.Number),
            new("ttl", EventField.Reason, EventForm.Number));
        Add(TraceEventKind.Marked,
            new("direction", EventField.Place, EventForm.Direction), new("packet", EventField.Packet, EventForm.Number));
        Add(TraceEventKind.Collided,
            new("direction", EventField.Place, EventForm.Direction), new("packet", EventField.Packet, EventForm.Number),
            new("leaves", EventField.Value, EventForm.Number), new("bytes", EventField.Extra, EventForm.Number),
            new("collisions", EventField.Reason, EventForm.Number));
        Add(TraceEventKind.ConversationOpened,
            new("conversation", EventField.Place, EventForm.Number), new("owner", EventField.Packet, EventForm.FlowOrProgram));
        Add(TraceEventKind.DscpChanged,
            new("conversation", EventField.Place, EventForm.Number), new("dscp", EventField.Extra, EventForm.Number));
        Add(TraceEventKind.PayloadAttached, new EventKey("packet", EventField.Packet, EventForm.Number));
        Add(TraceEventKind.ProgramCalled,
            new("program", EventField.Place, EventForm.Program), new("connection", EventField.PacketHigh, EventForm.NumberUnlessZero),
            new("call", EventField.PacketLow, EventForm.Number), new("errno", EventField.Reason, EventForm.Errno));
        Add(TraceEventKind.ProgramPrinted, ProgramKeys);
        Add(TraceEventKind.ProgramEnded, ProgramKeys);
        Add(TraceEventKind.MediumSet, new EventKey("medium", EventField.Place, EventForm.Medium));
        Add(TraceEventKind.ActorFailed);
        Add(TraceEventKind.NetworkParted);
        Add(TraceEventKind.NetworkHealed);
        Add(TraceEventKind.TcpStateChanged,
            new("conversation", EventField.Place, EventForm.Number), new("state", EventField.Reason, EventForm.TcpState));
        Add(TraceEventKind.CongestionChanged,
            new("conversation", EventField.Place, EventForm.Number), new("cwnd", EventField.PacketHigh, EventForm.Number),
            new("ssthresh", EventField.PacketLow, EventForm.NumberUnlessZero), new("srtt", EventField.ValueHigh, EventForm.Number),
            new("inFlight", EventField.ValueLow, EventForm.Number));
        Add(TraceEventKind.SegmentSent,
            new("conversation", EventField.Place, EventForm.Number), new("packet", EventField.Packet, EventForm.Number),
            new("payload", EventField.Extra, EventForm.Number), new("again", EventField.ReasonLow, EventForm.Flag),
            new("ecn", EventField.ReasonHigh, EventForm.NumberUnlessZero));
        Add(TraceEventKind.ControlSent,
            new("from", EventField.Place, EventForm.Interface), new("packet", EventField.Packet, EventForm.Number));
    }

    private EventShape(TraceEventKind kind, EventKey[] keys)
    {
        Kind = kind;
        Prefix = Encoding.UTF8.GetBytes($",\"event\":\"{kind}\"");
        Keys = [.. keys, .. Unused(keys, hasBytes: kind >= TraceEventKind.ConversationOpened)];
    }

    public TraceEventKind Kind { get; }

    /// <summary>The comma, key and value that name the kind.</summary>
    public byte[] Prefix { get; }

    public EventKey[] Keys { get; }

    public static IEnumerable<EventShape> All => ByKind.OfType<EventShape>();

    private static EventKey[] MembershipKeys =>
        [new("node", EventField.Place, EventForm.Node), new("group", EventField.Packet, EventForm.Group)];

    private static EventKey[] ProgramKeys =>
    [
        new("program", EventField.Place, EventForm.Program), new("connection", EventField.Packet, EventForm.NumberUnlessZero),
    ];

    private static EventKey[] StreamKeys =>
    [
        new("flow", EventField.Place, EventForm.Flow), new("node", EventField.Packet, EventForm.Node),
            new("bytes", EventField.Value, EventForm.Number),
    ];

    public static EventShape Of(TraceEventKind kind) =>
        ByKind[(int)kind] ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of event.");

    public static EventShape? Find(ReadOnlySpan<char> name) =>
        ByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out EventShape? shape) ? shape : null;

    private static void Add(TraceEventKind kind, params EventKey[] keys)
    {
        var shape = new EventShape(kind, keys);
        ByKind[(int)kind] = shape;
        ByName.Add(kind.ToString(), shape);
    }

    private static IEnumerable<EventKey> Unused(EventKey[] keys, bool hasBytes)
    {
        bool Uses(EventField field) => keys.Any(key => key.Field == field);
        if (!Uses(EventField.Place)) yield return new("place", EventField.Place, EventForm.NumberUnlessZero);
        if (!Uses(EventField.Packet) && !Uses(EventField.PacketLow))
            yield return new("number", EventField.Packet, EventForm.NumberUnlessZero);
        if (!hasBytes && !Uses(EventField.Value) && !Uses(EventField.ValueLow))
            yield return new("value", EventField.Value, EventForm.NumberUnlessZero);
        if (!Uses(EventField.Extra)) yield return new("extra", EventField.Extra, EventForm.NumberUnlessZero);
        if (!Uses(EventField.Reason) && !Uses(EventField.ReasonLow))
            yield return new("code", EventField.Reason, EventForm.NumberUnlessZero);
    }
}

/// <summary>A key of an event's line in a trace file: which field it holds, and how.</summary>
internal sealed record EventKey(string Name, EventField Field, EventForm Form)
{
    /// <summary>Comma, name and colon.</summary>
    public byte[] Prefix { get; } = System.Text.Encoding.UTF8.GetBytes($",\"{JsonEncodedText.Encode(Name)}\":");
}
