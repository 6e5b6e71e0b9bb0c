using NetComm.Analysis;
using NetComm.Reporting.Player;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Gossip;
using NetComm.Reporting.Sections.Links;
using NetComm.Reporting.Sections.Programs;
using NetComm.Reporting.Sections.Sequence;
using NetComm.Reporting.Sections.Topology;
using NetComm.Tracing;

namespace NetComm.Reporting;

/// <summary>Gathers from a trace what the report draws and quotes: the fate of each packet, and what programs printed when.</summary>
internal sealed class ReportFold : ITraceFold, IPacketSink, ISegmentSink
{
    /// <summary>Lines beyond it stand in summary.json only.</summary>
    private const int MostPrintedLines = 1000;

    private readonly TraceHeader _header;
    private readonly PacketTracker _packets;
    private readonly SegmentCounters _segments;
    private readonly FlowPathFold _trails;
    private readonly SequenceFold _sequence;
    private readonly TcpFold _tcp;
    private readonly PlayerFold _player;
    private readonly LinkFold _links;
    private readonly FlowSpans _spans;
    private readonly SimTime _warm;
    private readonly PendingLosses[] _losses;
    private readonly List<PrintedLine> _printed = [];
    private readonly Dictionary<string, List<long>> _rumours = new(StringComparer.Ordinal);
    private readonly List<Rumour> _spread = [];

    public ReportFold(TraceHeader header, SimTime end)
    {
        _header = header;
        _packets = new PacketTracker(header, this);
        _segments = new SegmentCounters(header, this);
        _trails = new FlowPathFold(header, end);
        _sequence = new SequenceFold(header);
        _tcp = new TcpFold(header);
        _player = new PlayerFold(header);
        _links = new LinkFold(header, end);
        _spans = new FlowSpans(header.Flows.Count);
        _warm = SimTime.Zero + header.WarmUp;
        Samples =
            [.. header.Flows
                .Select(flow => new FlowSamples([.. flow.Receivers.Select(node => header.Nodes[node].Name)], end.TotalSeconds))];
        Causes = [.. header.Flows.Select(_ => new LossCauses())];
        _losses = [.. Samples.Select((samples, i) => new PendingLosses(samples, Causes[i]))];
    }

    /// <summary>Per flow, what its charts are drawn from; complete once <see cref="Finish"/> was called.</summary>
    public IReadOnlyList<FlowSamples> Samples { get; }

    /// <summary>Per flow, why packets were lost; complete likewise.</summary>
    public IReadOnlyList<LossCauses> Causes { get; }

    /// <summary>Which directions carried the packets of which flow.</summary>
    public FlowPathFold Trails => _trails;

    /// <summary>The first packets, hop by hop.</summary>
    public SequenceFold Sequence => _sequence;

    /// <summary>The TCP connections.</summary>
    public TcpFold Tcp => _tcp;

    /// <summary>What the player shows.</summary>
    public PlayerFold Player => _player;

    /// <summary>What links and LAN ports did over time.</summary>
    public LinkFold Links => _links;

    /// <summary>When flows were active.</summary>
    public FlowSpans Spans => _spans;

    /// <summary>The first lines that programs printed.</summary>
    public IReadOnlyList<PrintedLine> Printed => _printed;

    /// <summary>How rumours spread, in the order in which they began.</summary>
    public IReadOnlyList<Rumour> Rumours => _spread;

    /// <summary>How many lines they printed.</summary>
    public long PrintedCount { get; private set; }

    /// <inheritdoc/>
    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            ref readonly TraceEvent happened = ref slots[i];
            if (happened.Kind == TraceEventKind.ProgramPrinted) Print(happened, slots, i);
            else if (happened.Kind == TraceEventKind.ProgramCalled) Learn(happened, slots, i);
            else if (happened.Kind == TraceEventKind.StreamReceived && happened.Time >= _warm)
                Samples[happened.Place].AddBytes(happened.Time.TotalSeconds, happened.Value);
            else _packets.Take(happened);
            TakeSegment(slots, i);
            _trails.Take(happened);
            _sequence.Take(slots, i);
            _tcp.Take(slots, i);
            _player.Take(slots, i);
            _links.Take(happened);
            _spans.Take(happened);
            i += happened.ByteSlots;
        }
    }

    /// <summary>Counts what was under way when the trace ended.</summary>
    public void Finish()
    {
        _packets.VisitUnderWay((packet, _) =>
        {
            if (packet.SentAt >= _warm) Samples[packet.Flow.Index].AddUnderWay(packet.SentAt.TotalSeconds);
        });
        foreach (PendingLosses losses in _losses) losses.Finish();
    }

    void IPacketSink.Sent(in TrackedPacket packet)
    {
        if (packet.Role == PacketRole.Answer || packet.SentAt < _warm) return;
        Samples[packet.Flow.Index].AddSent(packet.SentAt.TotalSeconds, packet.Unresolved);
    }

    void IPacketSink.Received(in TrackedPacket packet, int receiver, SimTime at, bool again)
    {
        if (packet.Since < _warm) return;
        if (_header.Flows[packet.Flow.Index].Transport != Transport.Tcp)
            Samples[packet.Flow.Index].AddIpBytes(receiver, at.TotalSeconds, packet.DatagramIpBytes);
        if (again || packet.Role == PacketRole.Request) return;
        Samples[packet.Flow.Index].AddTransit(receiver, at.TotalSeconds, (at - packet.Since).Picoseconds);
        Samples[packet.Flow.Index].AddReceived(receiver, packet.Since.TotalSeconds, (at - packet.Since).TotalSeconds);
        if (_header.Flows[packet.Flow.Index].Requests is { } requests)
            Samples[packet.Flow.Index].AddResponse((at - requests.IntendedAt(packet.Sequence)).TotalSeconds);
        _losses[packet.Flow.Index].Arrive(KeyOf(packet, receiver));
    }

    void IPacketSink.Recovered(in TrackedPacket packet, int receiver, bool underWay)
    {
        // A request that comes again after its answer was lost is lost all the same, until an answer comes.
        if (packet.Role == PacketRole.Request && !underWay) return;
        if (packet.Since >= _warm) _losses[packet.Flow.Index].TakeBack(KeyOf(packet, receiver));
    }

    void IPacketSink.Lost(in TrackedPacket packet, int receiver, in PacketLoss loss)
    {
        if (packet.Since < _warm) return;
        (long Packet, int Receiver) key = KeyOf(packet, receiver);
        _losses[packet.Flow.Index].Add(key, packet.Since.TotalSeconds, new LossCause(key.Receiver, loss.Reason, loss.Location));
    }

    void ISegmentSink.SegmentReceived(FlowId flow, SimTime sentAt, SimTime at, int receiver, int ipBytes)
    {
        if (sentAt >= _warm) Samples[flow.Index].AddIpBytes(receiver, at.TotalSeconds, ipBytes);
    }

    private void TakeSegment(ReadOnlySpan<TraceEvent> slots, int index)
    {
        ref readonly TraceEvent happened = ref slots[index];
        switch (happened.Kind)
        {
            case TraceEventKind.ConversationOpened:
                _segments.Opened(slots, index);
                break;
            case TraceEventKind.SegmentSent:
                _segments.Sent(new SegmentSent(happened));
                break;
            case TraceEventKind.Received:
                _segments.Received(new Received(happened));
                break;
            case TraceEventKind.Dropped:
                _segments.Dropped(new Dropped(happened));
                break;
        }
    }

    /// <summary>An answer stands for its request; where any receiver will do, all are one.</summary>
    private (long Packet, int Receiver) KeyOf(in TrackedPacket packet, int receiver) =>
        (packet.Role == PacketRole.Answer ? packet.Origin : packet.Number, _packets.MarksOf(packet.Flow) == 1 ? 0 : receiver);

    private void Learn(in TraceEvent called, ReadOnlySpan<TraceEvent> slots, int index)
    {
        if (_header.Programs[called.Place].Kind is null) return;
        string text = TraceBytes.TextBehind(slots, index);
        if (!text.StartsWith(AppReport.Learnt, StringComparison.Ordinal)) return;
        string rumour = text[AppReport.Learnt.Length..];
        if (!_rumours.TryGetValue(rumour, out List<long>? rounds))
        {
            _rumours[rumour] = rounds = [];
            _spread.Add(new Rumour(rumour, rounds));
        }

        rounds.Add(called.Packet);
    }

    private void Print(in TraceEvent printed, ReadOnlySpan<TraceEvent> slots, int index)
    {
        PrintedCount++;
        if (_printed.Count < MostPrintedLines)
            _printed.Add(
                new PrintedLine(printed.Time.TotalSeconds, _header.Programs[printed.Place].Name, TraceBytes.TextBehind(slots, index)));
    }
}
