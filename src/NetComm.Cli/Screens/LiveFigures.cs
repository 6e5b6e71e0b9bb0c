using NetComm.Tracing;

namespace NetComm.Cli.Screens;

/// <summary>
/// What a run that goes on has come to: about, as its events are counted before they stand in their order. Figures are made of the trace.
/// </summary>
internal sealed class LiveFigures
{
    /// <summary>Counts of a flow or of a direction of a link; of a stream, bytes.</summary>
    internal sealed class Counts(string name, bool isStream)
    {
        internal string Name { get; } = name;

        internal bool IsStream { get; } = isStream;

        internal long Sent { get; set; }

        internal long Arrived { get; set; }

        internal long Dropped { get; set; }

        internal long ArrivedBytes { get; set; }
    }

    private record struct Packet(long Number, int Flow, int Bytes);

    private const int NoFlow = -1;

    /// <summary>Packets whose flow and size are remembered; of older ones that are still under way, only their number counts.</summary>
    private const int Remembered = 1 << 16;

    private readonly Packet[] _packets = new Packet[Remembered];
    private readonly Dictionary<int, int> _flowOf = [];
    private readonly Counts[] _flows;
    private readonly Counts[] _directions;

    internal LiveFigures(Scenario scenario)
    {
        var header = TraceHeader.Of(scenario);
        _flows = [.. header.Flows.Select(flow => new Counts(flow.Name, flow.Stream))];
        _directions = [.. header.Directions.Select(direction => new Counts(direction.Label, isStream: false))];
    }

    internal IReadOnlyList<Counts> Flows => _flows;

    internal IReadOnlyList<Counts> Directions => _directions;

    /// <summary>Takes an event; one at a time.</summary>
    internal void Take(TraceEvent happened)
    {
        switch (happened.Kind)
        {
            case TraceEventKind.ConversationOpened:
                var opened = new ConversationOpened(happened);
                if (opened.Owner.Flow is { } flow) _flowOf[opened.Conversation.Index] = flow.Index;
                break;
            case TraceEventKind.PacketSent:
                Send(new PacketSent(happened));
                break;
            case TraceEventKind.StreamSent:
                var sent = new StreamMoved(happened);
                _flows[sent.Flow.Index].Sent += sent.Bytes;
                break;
            case TraceEventKind.StreamReceived:
                var came = new StreamMoved(happened);
                _flows[came.Flow.Index].Arrived += came.Bytes;
                _flows[came.Flow.Index].ArrivedBytes += came.Bytes;
                break;
            case TraceEventKind.Enqueued:
                var enqueued = new Enqueued(happened);
                _directions[enqueued.Direction.Index].Sent++;
                if (Find(enqueued.Packet) is { Number: 0 }) Remember(new(enqueued.Packet, NoFlow, enqueued.Bytes));
                break;
            case TraceEventKind.Delivered:
                var delivered = new Delivered(happened);
                Arrive(_directions[delivered.Direction.Index], Find(delivered.Packet));
                break;
            case TraceEventKind.Received:
                Packet received = Find(new Received(happened).Packet);
                if (FlowOf(received) is { } its) Arrive(its, received);
                break;
            case TraceEventKind.Dropped:
                Drop(new Dropped(happened));
                break;
        }
    }

    private static void Arrive(Counts counts, Packet packet)
    {
        counts.Arrived++;
        counts.ArrivedBytes += packet.Bytes;
    }

    private void Send(PacketSent sent)
    {
        int flow = _flowOf.GetValueOrDefault(sent.Conversation.Index, NoFlow);
        Remember(new(sent.Packet, flow, sent.Bytes));
        if (flow >= 0) _flows[flow].Sent++;
    }

    private void Drop(Dropped dropped)
    {
        if (dropped.Location.Direction is { } direction) _directions[direction.Index].Dropped++;
        if (FlowOf(Find(dropped.Packet)) is { } flow) flow.Dropped++;
    }

    private Counts? FlowOf(Packet packet) => packet is { Number: > 0, Flow: >= 0 } ? _flows[packet.Flow] : null;

    private void Remember(Packet packet) => _packets[packet.Number % Remembered] = packet;

    private Packet Find(long number) => _packets[number % Remembered] is var packet && packet.Number == number ? packet : default;
}
