using NetComm.Reporting.Diagrams;

namespace NetComm.Reporting.Sections.Topology;

/// <summary>
/// Counts, for the first flows and programs, what each direction carried of their packets. In the steady state a packet allocates nothing.
/// </summary>
internal sealed class FlowPathFold : ITraceFold
{
    /// <summary>How many packets later a packet is forgotten, so that a run of any length takes no more than 8 MB here.</summary>
    private const int Memory = 1 << 20;

    private const int PathBits = 3;

    private readonly TraceHeader _header;
    private readonly SimTime _warm;
    private readonly SimTime _end;
    private readonly long[][] _packets;
    private readonly long[][] _bytes;
    private readonly bool[] _hasSent;

    /// <summary>By direction, when the latest transmission out of a queue began.</summary>
    private readonly SimTime[] _begun;

    /// <summary>Per conversation its path, from 1; 0 where it has none.</summary>
    private int[] _pathOfConversation = new int[64];

    /// <summary>By the last bits of its number: a packet's number, and in the lowest bits its path from 1.</summary>
    private long[] _pathOfPacket = new long[1 << 12];

    public FlowPathFold(TraceHeader header, SimTime end)
    {
        _header = header;
        _warm = SimTime.Zero + header.WarmUp;
        _end = end;
        int count = Math.Min(FlowPath.Most, header.Flows.Count + header.Programs.Count);
        _packets = [.. Enumerable.Range(0, count).Select(_ => new long[header.Directions.Count])];
        _bytes = [.. Enumerable.Range(0, count).Select(_ => new long[header.Directions.Count])];
        _begun = new SimTime[header.Directions.Count];
        _hasSent = new bool[header.Flows.Count + header.Programs.Count];
    }

    /// <summary>The paths of those that sent something, in the order of flows and programs.</summary>
    public IReadOnlyList<FlowPath> Paths =>
        [.. Enumerable.Range(0, _packets.Length).Where(owner => _packets[owner].Any(count => count > 0)).Select(PathOf)];

    /// <summary>How many more flows and programs sent something.</summary>
    public int More => _hasSent.Skip(_packets.Length).Count(sent => sent);

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) Take(slots[i]);
    }

    private void Take(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceEventKind.Enqueued:
                var enqueued = new Enqueued(happened);
                if (enqueued.Time >= _warm && enqueued.Departure is { } departure)
                    Count(enqueued.Direction, enqueued.Packet, departure, enqueued.Bytes, 1);
                break;
            case TraceEventKind.Dequeued:
                var dequeued = new Dequeued(happened);
                _begun[dequeued.Direction.Index] = dequeued.Time;
                if (dequeued.Time >= _warm) Count(dequeued.Direction, dequeued.Packet, dequeued.Departure, dequeued.Bytes, 1);
                break;
            case TraceEventKind.Collided:
                var collided = new Collided(happened);
                if (_begun[collided.Direction.Index] >= _warm)
                    Count(collided.Direction, collided.Packet, collided.Departure, collided.Bytes, -1);
                break;
            case TraceEventKind.Withdrawn:
                var withdrawn = new Withdrawn(happened);
                if (withdrawn.Departure is { } promised)
                    Count(withdrawn.Direction, withdrawn.Packet, promised, withdrawn.Bytes, -1);
                break;
            case TraceEventKind.Dropped:
                var dropped = new Dropped(happened);
                if (dropped is { IsUntransmitted: true, Departure: { } lost, Location.Direction: { } direction })
                    Count(direction, dropped.Packet, lost, dropped.Bytes, -1);
                break;
            case TraceEventKind.PacketSent:
                var sent = new PacketSent(happened);
                Remember(sent.Packet, PathOf(sent.Conversation));
                break;
            case TraceEventKind.SegmentSent:
                var segment = new SegmentSent(happened);
                Remember(segment.Packet, PathOf(segment.Conversation));
                break;
            case TraceEventKind.FragmentSent:
                var cut = new FragmentSent(happened);
                Remember(cut.Packet, Find(cut.Whole));
                break;
            case TraceEventKind.ConversationOpened:
                Open(new ConversationOpened(happened));
                break;
        }
    }

    private void Open(ConversationOpened opened)
    {
        int conversation = opened.Conversation.Index;
        while (conversation >= _pathOfConversation.Length) Array.Resize(ref _pathOfConversation, 2 * _pathOfConversation.Length);
        int owner = opened.Owner.Flow is { } flow ? flow.Index : _header.Flows.Count + opened.Owner.Program!.Value.Index;
        _hasSent[owner] = true;
        _pathOfConversation[conversation] = owner < _packets.Length ? owner + 1 : 0;
    }

    private int PathOf(ConversationId conversation) =>
        conversation.Index < _pathOfConversation.Length ? _pathOfConversation[conversation.Index] : 0;

    private void Remember(long packet, int path)
    {
        if (path == 0) return;
        while (packet >= _pathOfPacket.Length && _pathOfPacket.Length < Memory)
            Array.Resize(ref _pathOfPacket, 2 * _pathOfPacket.Length);
        _pathOfPacket[packet & (_pathOfPacket.Length - 1)] = packet << PathBits | (uint)path;
    }

    private int Find(long packet)
    {
        long known = _pathOfPacket[packet & (_pathOfPacket.Length - 1)];
        return known >> PathBits == packet ? (int)(known & ((1 << PathBits) - 1)) : 0;
    }

    /// <summary>As links are measured: what is transmitted before the run ends counts, whether or not it arrives.</summary>
    private void Count(DirectionId direction, long packet, SimTime departure, int bytes, int sign)
    {
        int path = Find(packet);
        if (path == 0 || departure > _end) return;
        _packets[path - 1][direction.Index] += sign;
        _bytes[path - 1][direction.Index] += sign * _header.Directions[direction.Index].FrameLength(bytes);
    }

    private FlowPath PathOf(int owner)
    {
        if (owner < _header.Flows.Count)
        {
            TracedFlow flow = _header.Flows[owner];
            return new FlowPath(flow.Name, $"{flow.Cast.ToString().ToLowerInvariant()}, {_header.Nodes[flow.From].Name} → {flow.To}",
                flow.From, _packets[owner], _bytes[owner]);
        }
        TracedProgram program = _header.Programs[owner - _header.Flows.Count];
        return new FlowPath(
            program.Name, $"{program.Kind ?? "program"} on {_header.Nodes[program.Node].Name}", program.Node, _packets[owner],
            _bytes[owner]);
    }
}
