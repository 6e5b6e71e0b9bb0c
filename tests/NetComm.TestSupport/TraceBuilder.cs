using System.Text;
using NetComm.Analysis;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;
using NetComm.Tracing;

namespace NetComm.TestSupport;

/// <summary>
/// Traces written by hand. Nodes alice (0), bob (1), carol (2), the router r1 (3); the link core alice–r1 (directions 0, 1), the link edge
/// r1–bob (2, 3), the LAN office with alice, bob, carol and r1 (4 alice up, 5 down; 6, 7 bob; 8, 9 carol; 10, 11 r1).
/// </summary>
internal sealed class TraceBuilder : IDisposable
{
    public const int Alice = 0;
    public const int Bob = 1;
    public const int Carol = 2;
    public const int Router = 3;

    private readonly List<TracedFlow> _flows = [];
    private readonly List<TracedProgram> _programs = [];
    private readonly List<TracedGroup> _groups = [];
    private readonly List<(TraceEvent Event, byte[] Bytes)> _events = [];
    private Trace? _trace;

    public SimDuration WarmUp { get; set; }

    public IReadOnlyList<Expectation> Expectations { get; set; } = [];

    public static SimTime Ms(double milliseconds) => new((long)Math.Round(milliseconds * 1e9));

    /// <summary>A flow from alice, unless told otherwise to bob, whose conversation has the flow's own number.</summary>
    public TraceBuilder Flow(
        string name = "call", Cast cast = Cast.Unicast, bool answered = false, bool stream = false, int[]? receivers = null,
        Transport transport = Transport.Udp,
        long? bytes = null, int expected = 0, string? to = null)
    {
        int index = _flows.Count;
        _flows.Add(
            new(name, cast, transport, Alice, to ?? (cast == Cast.Broadcast ? "office" : "bob"), receivers
                ?? [Bob], answered, stream, bytes, expected));
        Open(index, index, $"udp 10.0.0.1:{40000 + index} > {(cast == Cast.Broadcast ? "10.0.2.255" : "10.0.1.2")}:{9000 + index} ttl 64");
        return At(0, TraceEventKind.FlowStarted, index);
    }

    public TraceBuilder Program(string name, int node, string? kind = null)
    {
        _programs.Add(new(name, node, kind));
        return this;
    }

    public TraceBuilder Group(string name, params int[] members)
    {
        _groups.Add(new(name, Address($"239.1.1.{_groups.Count + 1}"), members));
        return this;
    }

    public TraceBuilder Joined(double ms, int node, int group = 0) =>
        Add(TraceEvents.Membership(Ms(ms), TraceEventKind.GroupJoined, node, group));

    public TraceBuilder Left(double ms, int node, int group = 0) =>
        Add(TraceEvents.Membership(Ms(ms), TraceEventKind.GroupLeft, node, group));

    public TraceBuilder Open(int conversation, long owner, string text) =>
        Add(TraceEvents.ConversationOpened(SimTime.Zero, conversation, owner, Encoding.UTF8.GetByteCount(text)), text);

    /// <summary>The packets of a conversation have this code point from now on.</summary>
    public TraceBuilder DscpChanged(double ms, byte dscp, int conversation = 0) => Add(TraceEvents.DscpChanged(Ms(ms), conversation, dscp));

    public TraceBuilder Sent(double ms, long packet, long sequence = -1, int flow = 0, int bytes = 100, bool answer = false) =>
        Add(TraceEvents.PacketSent(Ms(ms), flow, packet, sequence < 0 ? packet - 1 : sequence, bytes, answer));

    public TraceBuilder Received(double ms, long packet, int node = Bob, int bytes = 100) =>
        Add(TraceEvents.Received(Ms(ms), node, packet, bytes));

    public TraceBuilder Enqueued(double ms, int direction, long packet, double departure, int bytes = 128) =>
        Add(TraceEvents.Enqueued(Ms(ms), direction, packet, Ms(departure), bytes, 64));

    /// <summary>Enqueued by a discipline that has not decided when the packet leaves.</summary>
    public TraceBuilder Waits(double ms, int direction, long packet, int bytes = 128) =>
        Add(TraceEvents.Enqueued(Ms(ms), direction, packet, departure: null, bytes, 64));

    public TraceBuilder Dequeued(double ms, int direction, long packet, double departure, int bytes = 128) =>
        Add(TraceEvents.Dequeued(Ms(ms), direction, packet, Ms(departure), bytes, 64));

    /// <summary>On a shared medium: what would have left then was cut off.</summary>
    public TraceBuilder Collided(double ms, int direction, long packet, double departure, int collisions, int bytes = 128) =>
        Add(TraceEvents.Collided(Ms(ms), direction, packet, Ms(departure), bytes, collisions));

    public TraceBuilder Marked(double ms, int direction, long packet) => Add(TraceEvents.Marked(Ms(ms), direction, packet));

    public TraceBuilder DroppedWaiting(double ms, int direction, long packet, DropReason reason = DropReason.Aqm) =>
        Add(TraceEvents.DroppedWaiting(Ms(ms), direction, packet, reason, 128));

    public TraceBuilder Delivered(double ms, int direction, long packet, bool copy = false) =>
        Add(TraceEvents.Delivered(Ms(ms), direction, packet, copy));

    public TraceBuilder DroppedOn(double ms, int direction, long packet, DropReason reason = DropReason.Loss, double untransmitted = 0) =>
        Add(TraceEvents.DroppedOn(Ms(ms), direction, packet, reason, 128, Ms(untransmitted)));

    public TraceBuilder Withdrawn(double ms, int direction, long packet, double departure) =>
        Add(TraceEvents.Withdrawn(Ms(ms), direction, packet, Ms(departure), 128));

    public TraceBuilder DroppedAt(double ms, int node, long packet, DropReason reason) =>
        Add(TraceEvents.DroppedAt(Ms(ms), node, packet, reason));

    public TraceBuilder Fragment(double ms, long packet, long parent, int offset, int bytes, bool more) =>
        Add(TraceEvents.FragmentSent(Ms(ms), packet, parent, offset, bytes, more));

    public TraceBuilder Segment(double ms, int conversation, long packet, int payload, bool again = false, TcpHeader header = default,
        EcnCodepoint ecn = EcnCodepoint.NotCapable)
    {
        var bytes = new byte[header.Size];
        header.Write(bytes, 0, 0);
        _events.Add((TraceEvents.SegmentSent(Ms(ms), conversation, packet, bytes.Length, payload, again, ecn), bytes));
        return this;
    }

    public TraceBuilder State(double ms, int conversation, string state) =>
        Add(TraceEvents.TcpStateChanged(Ms(ms), conversation, TcpStates.Parse(state)));

    public TraceBuilder Congestion(double ms, int conversation, long window, long? threshold, double? roundTripMs, long inFlight) =>
        Add(TraceEvents.CongestionChanged(
            Ms(ms), conversation, window, threshold, roundTripMs is { } trip ? Ms(trip) - SimTime.Zero : null, inFlight));

    public TraceBuilder At(double ms, TraceEventKind kind, int place) => Add(TraceEvents.At(Ms(ms), kind, place));

    public TraceBuilder Stream(double ms, TraceEventKind kind, long bytes, int flow = 0) =>
        Add(TraceEvents.Stream(Ms(ms), kind, flow, Bob, bytes));

    public TraceBuilder Text(double ms, TraceEventKind kind, int place, string text, long packet = 0, Errno errno = Errno.None) =>
        Add(TraceEvents.WithBytes(Ms(ms), kind, place, Encoding.UTF8.GetByteCount(text), packet, errno), text);

    public TraceBuilder Ended(double ms) => At(ms, TraceEventKind.RunEnded, 0);

    public TraceBuilder Add(TraceEvent happened, string text = "")
    {
        _events.Add((happened, Encoding.UTF8.GetBytes(text)));
        return this;
    }

    public TraceHeader Header => new()
    {
        Scenario = "A test",
        File = "test.yaml",
        Seed = 42,
        Mode = RunMode.Simulated,
        WarmUp = WarmUp,
        Nodes =
        [
            new("alice", NodeKind.Host, [Address("10.0.0.1"), Address("10.0.2.1")]),
            new("bob", NodeKind.Host, [Address("10.0.1.2"), Address("10.0.2.2")]),
            new("carol", NodeKind.Host, [Address("10.0.2.3")]),
            new("r1", NodeKind.Router, [Address("10.0.0.2"), Address("10.0.1.1"), Address("10.0.2.4")]),
        ],
        Interfaces =
        [
            new(Alice, Address("10.0.0.1"), 0), new(Router, Address("10.0.0.2"), 0),
            new(Router, Address("10.0.1.1"), 1), new(Bob, Address("10.0.1.2"), 1),
            new(Alice, Address("10.0.2.1"), 2), new(Bob, Address("10.0.2.2"), 2), new(Carol, Address("10.0.2.3"), 2),
                new(Router, Address("10.0.2.4"), 2),
        ],
        Media = ["core", "edge", "office"],
        Directions =
        [
            new(0, 0, "core", "alice", "r1", new(Alice), new(Router), false),
            new(1, 0, "core", "r1", "alice", new(Router), new(Alice), false),
            new(2, 1, "edge", "r1", "bob", new(Router), new(Bob), false), new(3, 1, "edge", "bob", "r1", new(Bob), new(Router), false),
            new(4, 2, "office", "alice", "office", new(Alice), null, true), new(5, 2, "office", "office", "alice", null, new(Alice), true),
            new(6, 2, "office", "bob", "office", new(Bob), null, true), new(7, 2, "office", "office", "bob", null, new(Bob), true),
            new(8, 2, "office", "carol", "office", new(Carol), null, true), new(9, 2, "office", "office", "carol", null, new(Carol), true),
            new(10, 2, "office", "r1", "office", new(Router), null, true), new(11, 2, "office", "office", "r1", null, new(Router), true),
        ],
        Flows = [.. _flows],
        Programs = [.. _programs],
        Groups = [.. _groups],
    };

    /// <summary>The trace, kept; the events in the order in which they were written.</summary>
    public Trace Trace() => _trace ??= Record(keep: true);

    /// <summary>Its figures.</summary>
    public Measurements Measure() => Measurements.From(Trace(), Expectations);

    /// <summary>The figures of its first flow.</summary>
    public FlowMeasurement MeasureFlow() => Measure().Flows[0];

    public Trace Record(bool keep, params ITraceFold[] folds)
    {
        using var recorder = new TraceRecorder(Header, keep, folds);
        foreach ((TraceEvent happened, byte[] bytes) in _events)
        {
            if (happened.HasBytes) recorder.Write(happened, bytes);
            else recorder.Write(happened);
        }

        return recorder.Finish();
    }

    public void Dispose() => _trace?.Dispose();

    private static Ipv4Address Address(string text) =>
        Ipv4Address.TryParse(text, out Ipv4Address address) ? address : throw new FormatException(text);
}
