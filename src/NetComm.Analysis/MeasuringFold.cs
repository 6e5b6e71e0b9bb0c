namespace NetComm.Analysis;

/// <summary>Makes the figures of a run while it goes on, or from its trace. In the steady state a packet allocates nothing.</summary>
public sealed class MeasuringFold : ITraceFold, IPacketSink, ISegmentSink
{
    /// <summary>Room made ahead for latencies, over all flows: 16 M samples, 128 MB.</summary>
    private const int RoomAhead = 16 << 20;

    private readonly TraceHeader _header;
    private readonly PacketTracker _packets;
    private readonly SegmentCounters _segments;
    private readonly FlowCounters[] _flows;
    private readonly LinkCounters[] _links;
    private readonly ProgramRecord[] _programs;
    private readonly long[] _nodeDrops;
    private readonly Window[][] _flowWindows;
    private readonly Window[][] _linkWindows;
    private readonly OracleSamples[] _oracles;

    /// <summary>A fold for traces with this header.</summary>
    /// <param name="header">Who and what the events speak of.</param>
    /// <param name="expectations">What is to be graded: its windows are measured too.</param>
    public MeasuringFold(TraceHeader header, IReadOnlyList<Expectation> expectations)
    {
        _header = header;
        Expectation[] figures = [.. expectations.SelectMany(expected => expected.Figures)];
        decimal[] percents = [.. figures.Select(figure => figure.Percentile).OfType<decimal>().Distinct()];
        _packets = new PacketTracker(header, this);
        _flowWindows = [.. header.Flows.Select(flow => Windows(figures, ExpectationSubject.Flow, flow.Name, flow.Pool))];
        _linkWindows = [.. header.Directions.Select(direction => Windows(figures, ExpectationSubject.Medium, direction.Name))];
        int room = RoomAhead / Math.Max(1, header.Flows.Sum(flow => flow.Receivers.Count * (flow.Requests is null ? 1 : 2)));
        _flows = [.. header.Flows
            .Select((flow, i) => new FlowCounters(flow, header.WarmUp, _flowWindows[i], Math.Min(room, flow.ExpectedPackets))
            {
                Percents = percents,
            })];
        _segments = new SegmentCounters(header, this);
        _links = [.. header.Directions.Select((direction, i) => new LinkCounters(direction, header.WarmUp, _linkWindows[i]))];
        _programs = [.. header.Programs.Select(program => new ProgramRecord(program.Name, header.Nodes[program.Node].Name, program.Kind))];
        _oracles =
            [.. expectations.Select(expected => expected.Oracle).OfType<NetComm.Model.Oracle>()
                .Select(oracle => OracleSamples.For(oracle, SimTime.Zero + header.WarmUp))];
        _nodeDrops = new long[header.Nodes.Count * DropCount.Reasons];
    }

    /// <inheritdoc/>
    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            ref readonly TraceEvent happened = ref slots[i];
            if (_oracles.Length > 0) TakeForOracles(happened);
            switch (happened.Kind)
            {
                case TraceEventKind.Enqueued:
                    var enqueued = new Enqueued(happened);
                    _links[enqueued.Direction.Index].Enqueued(enqueued);
                    if (_packets.FollowsCopies) _packets.Take(happened);
                    break;
                case TraceEventKind.Delivered:
                    var delivered = new Delivered(happened);
                    _links[delivered.Direction.Index].Delivered(delivered);
                    if (_packets.FollowsCopies) _packets.Take(happened);
                    else if (delivered.IsCopy) _packets.Copied(delivered);
                    break;
                case TraceEventKind.Dequeued:
                    var dequeued = new Dequeued(happened);
                    _links[dequeued.Direction.Index].Dequeued(dequeued);
                    break;
                case < TraceEventKind.ConversationOpened:
                    TakePlain(happened);
                    break;
                default:
                    TakeWithBytes(slots, i);
                    i += happened.ByteSlots;
                    break;
            }
        }
    }

    /// <summary>The figures, once the trace is finished.</summary>
    public Measurements Result(Trace trace)
    {
        Measurements measured = Measure(trace);
        return _oracles.Length == 0 ? measured : measured with { Oracles = [.. _oracles.Select(oracle => oracle.Measure(measured.Flows))] };
    }

    private Measurements Measure(Trace trace) => new()
    {
        Duration = trace.End - SimTime.Zero,
        Events = trace.Events,
        TraceHash = trace.Hash,
        Flows = MeasureFlows(
            trace.End, out Dictionary<(string, Window), FlowMeasurement> flowWindows, out IReadOnlyList<Pooled<FlowMeasurement>> pools),
        FlowWindows = flowWindows,
        Links = [.. _links.Select(link => link.Measure(0, trace.End))],
        LinkWindows = MeasureLinkWindows(trace.End),
        // A loopback run has addresses of its own, which its trace knows.
        Hosts = [.. trace.Header.Nodes.Select((node, i) => new HostMeasurement(node.Name, node.Kind, node.Addresses, DropsAt(i)))],
        Programs = [.. _programs.Where(program => program.Kind is null).SelectMany(program => program.MeasureAll())],
        Apps = [.. _programs.Where(program => program.Kind is not null).Select(program => program.Measure())],
        Pools = new(pools, PooledPrograms(ofApps: false), PooledPrograms(ofApps: true)),
    };

    void IPacketSink.Sent(in TrackedPacket packet) => _flows[packet.Flow.Index].Sent(packet);

    void IPacketSink.Received(in TrackedPacket packet, int receiver, SimTime at, bool again)
    {
        _flows[packet.Flow.Index].Received(packet, receiver, at, again);
        if (again || packet.Role == PacketRole.Request) return;
        foreach (OracleSamples oracle in _oracles) oracle.Received(packet, at);
    }

    void IPacketSink.Lost(in TrackedPacket packet, int receiver, in PacketLoss loss)
    {
        _flows[packet.Flow.Index].Resolved(loss.Time);
        if (packet.Role != PacketRole.Answer) _flows[packet.Flow.Index].Lost(packet, receiver);
        foreach (OracleSamples oracle in _oracles) oracle.Lost(packet);
    }

    void IPacketSink.Unanswered(in TrackedPacket request) => _flows[request.Flow.Index].Lost(request, mark: 0);

    void IPacketSink.Recovered(in TrackedPacket packet, int receiver, bool underWay)
    {
        // One that is received next is taken back then; a request only with its answer.
        if (underWay && packet.Role != PacketRole.Answer) _flows[packet.Flow.Index].Recovered(packet, receiver);
    }

    void ISegmentSink.SegmentSent(FlowId flow, SimTime at, bool again) => _flows[flow.Index].SegmentSent(at, again);

    void ISegmentSink.SegmentReceived(FlowId flow, SimTime sentAt, SimTime at, int receiver, int ipBytes) =>
        _flows[flow.Index].SegmentReceived(sentAt, receiver, ipBytes);

    private void TakeForOracles(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceEventKind.Enqueued:
                foreach (OracleSamples oracle in _oracles) oracle.Enqueued(new Enqueued(happened));
                break;
            case TraceEventKind.Delivered:
                foreach (OracleSamples oracle in _oracles) oracle.Delivered(new Delivered(happened));
                break;
            case TraceEventKind.Dropped:
                foreach (OracleSamples oracle in _oracles) oracle.Dropped(new Dropped(happened));
                break;
        }
    }

    private void TakePlain(in TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceEventKind.Received:
                _packets.Take(happened);
                _segments.Received(new Received(happened));
                break;
            case TraceEventKind.PacketSent or TraceEventKind.FragmentSent
                or TraceEventKind.GroupJoined or TraceEventKind.GroupLeft or TraceEventKind.RunEnded:
                _packets.Take(happened);
                break;
            case TraceEventKind.Dropped:
                Dropped(new Dropped(happened));
                _packets.Take(happened);
                _segments.Dropped(new Dropped(happened));
                break;
            case TraceEventKind.Withdrawn:
                var withdrawn = new Withdrawn(happened);
                _links[withdrawn.Direction.Index].Withdrawn(withdrawn);
                _packets.Take(happened);
                break;
            case TraceEventKind.Collided:
                var collided = new Collided(happened);
                _links[collided.Direction.Index].Collided(collided);
                break;
            case TraceEventKind.Marked:
                var marked = new Marked(happened);
                _links[marked.Direction.Index].Marked(marked);
                break;
            case TraceEventKind.ProgramStarted:
                var started = new ProgramStateChanged(happened);
                ProgramOf(started.Program, started.Connection).Begin(happened.Time);
                break;
            case TraceEventKind.FlowStarted:
                _flows[new FlowStateChanged(happened).Flow.Index].Start(happened.Time);
                break;
            case TraceEventKind.FlowFinished:
                _flows[new FlowStateChanged(happened).Flow.Index].Finish(happened.Time);
                break;
            case TraceEventKind.StreamSent:
                var sent = new StreamMoved(happened);
                _flows[sent.Flow.Index].StreamSent(sent.Bytes);
                break;
            case TraceEventKind.StreamReceived:
                var received = new StreamMoved(happened);
                _flows[received.Flow.Index].StreamReceived(received.Time, received.Bytes);
                break;
        }
    }

    private void TakeWithBytes(ReadOnlySpan<TraceEvent> slots, int i)
    {
        ref readonly TraceEvent happened = ref slots[i];
        switch (happened.Kind)
        {
            case TraceEventKind.SegmentSent:
                _segments.Sent(new SegmentSent(happened));
                break;
            case TraceEventKind.ConversationOpened:
                _packets.Take(happened);
                _segments.Opened(slots, i);
                break;
            case TraceEventKind.ProgramPrinted:
                var printed = new ProgramStateChanged(happened);
                ProgramOf(printed.Program, printed.Connection).Print(TraceBytes.TextBehind(slots, i));
                break;
            case TraceEventKind.ProgramCalled:
                var called = new ProgramCalled(happened);
                ProgramOf(called.Program, called.Connection).Report(TraceBytes.TextBehind(slots, i), called.Number);
                break;
            case TraceEventKind.ProgramEnded:
                var ended = new ProgramStateChanged(happened);
                ProgramOf(ended.Program, ended.Connection).End(TraceBytes.TextBehind(slots, i), happened.Time);
                break;
        }
    }

    private ProgramRecord ProgramOf(ProgramId program, int connection) =>
        connection == 0 ? _programs[program.Index] : _programs[program.Index].Connection(connection, _header.NameOf(program, connection));

    private void Dropped(Dropped drop)
    {
        if (drop.Location.Direction is { } direction) _links[direction.Index].Dropped(drop);
        else if (drop is { Location.Node: { } node } && drop.Time >= SimTime.Zero + _header.WarmUp)
            _nodeDrops[node.Index * DropCount.Reasons + (int)drop.Reason]++;
    }

    private List<FlowMeasurement> MeasureFlows(
        SimTime end, out Dictionary<(string, Window), FlowMeasurement> windows, out IReadOnlyList<Pooled<FlowMeasurement>> pools)
    {
        var members = new Dictionary<(string Pool, Window Window), List<FlowPool.Member>>();
        long[][][] underWay = CountUnderWay();
        var whole = new List<FlowMeasurement>();
        windows = [];
        for (int flow = 0; flow < _flows.Length; flow++)
        {
            var summing = new FlowFiguresBuilder(_header, _flows[flow], _packets.DueOf(new FlowId(flow)), underWay[flow], end);
            foreach ((int view, Window window) in _flowWindows[flow].Prepend(Window.Whole).Index())
            {
                FlowMeasurement figures = summing.Measure(view);
                if (view == 0) whole.Add(figures);
                else windows[(figures.Name, window)] = figures;
                if (_flows[flow].Flow.Pool is not { } pool) continue;
                if (!members.TryGetValue((pool, window), out List<FlowPool.Member>? others)) members[(pool, window)] = others = [];
                others.Add(new(figures, _flows[flow], _flows[flow].Views[view]));
            }
        }

        foreach (((string pool, Window window), List<FlowPool.Member> flows) in members)
            windows[(pool, window)] = new FlowPool(pool, flows).Figures();
        pools = PooledFlows(windows);
        return whole;
    }

    private Pooled<FlowMeasurement>[] PooledFlows(Dictionary<(string, Window), FlowMeasurement> windows) =>
    [
        .. _header.Flows.Where(flow => flow.Pool is not null).GroupBy(flow => flow.Pool!).Select(pool =>
            new Pooled<FlowMeasurement>(windows[(pool.Key, Window.Whole)], [.. pool.Select(flow => flow.Name)])),
    ];

    private Pooled<ProgramMeasurement>[] PooledPrograms(bool ofApps) =>
    [
        .. _header.Programs.Zip(_programs).Where(one => one.First.Pool is not null && one.First.Kind is not null == ofApps)
            .GroupBy(one => one.First.Pool!).Select(pool => new Pooled<ProgramMeasurement>(
                ProgramPool.Of(pool.Key, [.. pool.Select(one => one.Second.Measure())]), [.. pool.Select(one => one.First.Name)])),
    ];

    /// <summary>Per flow, view and receiver.</summary>
    private long[][][] CountUnderWay()
    {
        long[][][] counts = [.. _flows.Select(flow => flow.Views.Select(view => new long[view.Receivers.Length]).ToArray())];
        _packets.VisitUnderWay((packet, receiver) =>
        {
            FlowWindow[] views = _flows[packet.Flow.Index].Views;
            for (int view = 0; view < views.Length; view++)
            {
                if (views[view].Window.Contains(packet.SentAt)) counts[packet.Flow.Index][view][receiver]++;
            }
        });
        return counts;
    }

    private Dictionary<(string, Window), IReadOnlyList<LinkMeasurement>> MeasureLinkWindows(SimTime end)
    {
        var windows = new Dictionary<(string, Window), IReadOnlyList<LinkMeasurement>>();
        for (int link = 0; link < _links.Length; link++)
        {
            string name = _header.Directions[link].Name;
            for (int w = 0; w < _linkWindows[link].Length; w++)
            {
                LinkMeasurement figures = _links[link].Measure(w + 1, end);
                (string, Window) key = (name, _linkWindows[link][w]);
                windows[key] = windows.TryGetValue(key, out IReadOnlyList<LinkMeasurement>? others) ? [.. others, figures] : [figures];
            }
        }

        return windows;
    }

    private IReadOnlyList<DropCount> DropsAt(int node) =>
        DropCount.Of(_nodeDrops.AsSpan(node * DropCount.Reasons, DropCount.Reasons),
            [DropReason.TtlExpired, DropReason.NoRoute, DropReason.NoSocket]);

    private static Window[] Windows(
        IReadOnlyList<Expectation> expectations, ExpectationSubject subject, string name, string? pool = null) =>
    [
        .. expectations.Where(expected => expected.Subject == subject && (expected.Name == name || expected.Name == pool))
            .Select(Window.Of).Where(window => window != Window.Whole).Distinct(),
    ];
}
