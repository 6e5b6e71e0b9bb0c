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

    /// <summary>By flow, then by program: which path its packets count for.</summary>
    private readonly int[] _pathOfOwner;

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
        _pathOfOwner = PathsOf([.. header.Flows.Select(flow => flow.Pool), .. header.Programs.Select(program => program.Pool)]);
        int count = Math.Min(FlowPath.Most, _pathOfOwner.DefaultIfEmpty(-1).Max() + 1);
        _packets = [.. Enumerable.Range(0, count).Select(_ => new long[header.Directions.Count])];
        _bytes = [.. Enumerable.Range(0, count).Select(_ => new long[header.Directions.Count])];
        _begun = new SimTime[header.Directions.Count];
        _hasSent = new bool[header.Flows.Count + header.Programs.Count];
    }

    /// <summary>The paths of those that sent something, in the order of flows and programs.</summary>
    public IReadOnlyList<FlowPath> Paths =>
        [.. Enumerable.Range(0, _packets.Length).Where(path => _packets[path].Any(count => count > 0)).Select(PathOf)];

    /// <summary>How many more flows and programs sent something.</summary>
    public int More => _hasSent.Index().Count(owner => owner.Item && _pathOfOwner[owner.Index] >= _packets.Length);

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) Take(slots[i]);
    }

    /// <summary>Each has a path of its own; where there are more than can be told apart, those under one name share one.</summary>
    private static int[] PathsOf(string?[] pools)
    {
        if (pools.Length <= FlowPath.Most) return [.. Enumerable.Range(0, pools.Length)];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        int next = 0;
        int[] paths = new int[pools.Length];
        for (int i = 0; i < pools.Length; i++)
        {
            if (pools[i] is not { } pool) paths[i] = next++;
            else if (known.TryGetValue(pool, out int path)) paths[i] = path;
            else paths[i] = known[pool] = next++;
        }

        return paths;
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
        _pathOfConversation[conversation] = _pathOfOwner[owner] < _packets.Length ? _pathOfOwner[owner] + 1 : 0;
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

    private FlowPath PathOf(int path)
    {
        int[] owners = [.. Enumerable.Range(0, _pathOfOwner.Length).Where(owner => _pathOfOwner[owner] == path)];
        return owners[0] < _header.Flows.Count
            ? OfFlows(path, owners) : OfPrograms(path, [.. owners.Select(owner => owner - _header.Flows.Count)]);
    }

    private FlowPath OfFlows(int path, int[] owners)
    {
        TracedFlow[] flows = [.. owners.Select(owner => _header.Flows[owner])];
        string about = $"{flows[0].Cast.ToString().ToLowerInvariant()}, {SpanOf(flows.Select(flow => flow.From))} → {flows[0].To}";
        return Named(flows[0].Name, flows[0].Pool, flows.Select(flow => flow.Name), about, flows[0].From, path);
    }

    private FlowPath OfPrograms(int path, int[] owners)
    {
        TracedProgram[] programs = [.. owners.Select(owner => _header.Programs[owner])];
        string about = $"{programs[0].Kind ?? "program"} on {SpanOf(programs.Select(program => program.Node))}";
        return Named(programs[0].Name, programs[0].Pool, programs.Select(program => program.Name), about, programs[0].Node, path);
    }

    private FlowPath Named(string name, string? pool, IEnumerable<string> members, string about, int from, int path)
    {
        string[] all = [.. members];
        return new FlowPath(all.Length > 1 ? pool! : name, about, from, _packets[path], _bytes[path])
        {
            Members = all.Length > 1 ? all : [],
        };
    }

    /// <summary>The first and the last of several.</summary>
    private string SpanOf(IEnumerable<int> nodes)
    {
        string[] names = [.. nodes.Select(node => _header.Nodes[node].Name)];
        return names.Length == 1 ? names[0] : $"{names[0]} … {names[^1]}";
    }
}
