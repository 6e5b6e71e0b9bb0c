using NetComm.Reporting.Packets;

namespace NetComm.Reporting.Sections.Connections;

/// <summary>Gathers what the report draws of TCP connections: of each flow the first one, and the first of programs and apps.</summary>
internal sealed class TcpFold(TraceHeader header) : ITraceFold
{
    /// <summary>Connections of programs and apps that are told of.</summary>
    private const int MostOfPrograms = 24;

    private const int MostChanges = 40;

    /// <summary>An acknowledgement on its way to the other end.</summary>
    private readonly record struct UnderWay(StreamSamples Stream, ConnectionIndex.Numbered Sent, long Expected, long? Window);

    private sealed class Connection(ConnectionReport report, List<ConnectionReport.Change> changes)
    {
        public ConnectionReport Report => report;

        public List<ConnectionReport.Change> Changes => changes;

        public int ShiftThere { get; set; }

        public int ShiftBack { get; set; }

        /// <summary>
        /// Only if both SYNs have the option (RFC 7323, 2.2), whose own windows are not scaled; null for these, since they say little.
        /// </summary>
        public long? WindowOf(bool isBack, in TracedSegment segment)
        {
            if (segment.IsSyn) return null;
            return ShiftThere == 0 || ShiftBack == 0 ? segment.Window : (long)segment.Window << (isBack ? ShiftBack : ShiftThere);
        }
    }

    private readonly ConnectionIndex _book = new();
    private readonly Dictionary<int, Connection> _followed = [];
    private readonly HashSet<FlowId> _flows = [];
    private readonly Dictionary<long, UnderWay> _underWay = [];
    private int _known;
    private int _ofPrograms;

    /// <summary>Those that are followed, in the order in which they began.</summary>
    public IReadOnlyList<ConnectionReport> Connections => [.. _followed.Values.Select(connection => connection.Report)];

    /// <summary>How many more connections there were.</summary>
    public int More => _known - _followed.Count;

    /// <summary>The connection of a flow; null where it had none.</summary>
    public ConnectionReport? OfFlow(int flow) => _followed.Values
        .FirstOrDefault(connection => connection.Report.IsOfFlow && connection.Report.Owner == header.Flows[flow].Name)?.Report;

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) Take(slots, i);
    }

    private void Take(ReadOnlySpan<TraceEvent> slots, int index)
    {
        ref readonly TraceEvent happened = ref slots[index];
        switch (happened.Kind)
        {
            case TraceEventKind.ConversationOpened:
                _book.Open(slots, index);
                break;
            case TraceEventKind.SegmentSent:
                Sent(slots, index);
                break;
            case TraceEventKind.Received:
                if (_underWay.Remove(new Received(happened).Packet, out UnderWay came)) Acknowledge(happened.Time.TotalSeconds, came);
                break;
            case TraceEventKind.Dropped:
                _underWay.Remove(new Dropped(happened).Packet);
                break;
            case TraceEventKind.TcpStateChanged:
                ChangeState(new TcpStateChanged(happened));
                break;
            case TraceEventKind.CongestionChanged:
                ChangeWindow(new CongestionChanged(happened));
                break;
        }
    }

    private void Sent(ReadOnlySpan<TraceEvent> slots, int index)
    {
        if (_book.Read(slots, index) is not { } sent) return;
        while (_known < _book.Count) Begin(_known++);
        if (!_followed.TryGetValue(sent.Side.Connection, out Connection? connection)) return;

        bool isBack = sent.Side.IsBack;
        ref readonly TraceEvent happened = ref slots[index];
        if (sent.Segment.IsSyn)
        {
            if (isBack) connection.ShiftBack = sent.Segment.WindowShift;
            else connection.ShiftThere = sent.Segment.WindowShift;
        }
        (StreamSamples? own, StreamSamples? other) = isBack
            ? (connection.Report.Back, connection.Report.There) : (connection.Report.There, connection.Report.Back);
        if (!sent.Segment.IsReset)
            own.AddSegment(happened.Time.TotalSeconds, new StreamSegment(
                sent.First, sent.Segment.Payload, sent.First + sent.Segment.SequenceLength, sent.Segment.IsAgain,
                new SegmentSent(happened).Packet));
        if (sent is { Expected: { } expected, Segment.IsReset: false })
            _underWay[new SegmentSent(happened).Packet] = new UnderWay(other, sent, expected, connection.WindowOf(isBack, sent.Segment));
    }

    private void Acknowledge(double at, in UnderWay came)
    {
        came.Stream.AddAcknowledgment(at, came.Expected, came.Window);
        for (int block = 0; block < came.Sent.Segment.SackCount; block++)
        {
            ((uint start, uint end), ConnectionIndex.Side acknowledged) = (came.Sent.Segment.Sacked(block), came.Sent.Side.Opposite);
            came.Stream.AddSack(at, _book.NumberOf(acknowledged, start), _book.NumberOf(acknowledged, end));
        }
    }

    private void Begin(int number)
    {
        Conversation ends = _book.EndsOf(number);
        if (ends.Owner.Flow is { } flow ? !_flows.Add(flow) : _ofPrograms++ >= MostOfPrograms) return;
        List<ConnectionReport.Change> changes = [];
        var report = new ConnectionReport(
            header.NameOf(ends.Owner), NameOf(ends.Source, ends.SourcePort), NameOf(ends.Destination, ends.DestinationPort),
            new StreamSamples(), new StreamSamples(), changes)
        { IsOfFlow = ends.Owner.Flow is not null };
        _followed[number] = new Connection(report, changes);
    }

    private void ChangeState(TcpStateChanged changed)
    {
        if (Followed(changed.Conversation) is not var (connection, isBack) || connection.Changes.Count >= MostChanges) return;
        connection.Changes.Add(new ConnectionReport.Change(changed.Time.TotalSeconds, isBack, changed.State));
    }

    private void ChangeWindow(CongestionChanged changed)
    {
        if (Followed(changed.Conversation) is not var (connection, isBack)) return;
        (isBack ? connection.Report.Back : connection.Report.There).AddCongestion(
            changed.Time.TotalSeconds, changed.Window, changed.Threshold, changed.RoundTrip.TotalSeconds, changed.InFlight);
    }

    private (Connection Connection, bool IsBack)? Followed(ConversationId conversation) =>
        _book.Find(conversation) is { } side && _followed.TryGetValue(side.Connection, out Connection? connection)
            ? (connection, side.IsBack) : null;

    /// <summary>The host's name where one has the address, which several may share.</summary>
    private string NameOf(Ipv4Address address, int port)
    {
        List<TracedNode> nodes = header.Nodes.Where(node => node.Addresses.Contains(address)).Take(2).ToList();
        return nodes.Count == 1 ? $"{nodes[0].Name}:{port}" : $"{address}:{port}";
    }
}
