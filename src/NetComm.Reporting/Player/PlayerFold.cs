using System.Globalization;
using NetComm.Reporting.Packets;

namespace NetComm.Reporting.Player;

/// <summary>Records the beginning of a run for the player. When it is full, events pass at no cost.</summary>
internal sealed class PlayerFold(TraceHeader header) : ITraceFold
{
    /// <summary>So many packets keep the page at a size that a browser opens at once.</summary>
    public const int MostPackets = 10_000;

    /// <summary>A broadcast in a large LAN takes many hops.</summary>
    private const int MostHops = 40_000;

    private const int MostEvents = 40_000;

    private readonly PacketReader _reader = new();
    private readonly PacketLabels _labels = new(header);
    private readonly LanAddresses _addresses = new(header);
    private readonly SocketTable _sockets = new(header);
    private readonly ObservedQueue[] _queues = [.. header.Directions.Select(_ => new ObservedQueue())];

    /// <summary>Known packets, also those that no direction has carried yet.</summary>
    private readonly Dictionary<long, CapturedPacket> _captured = [];

    /// <summary>By number, its place in the list.</summary>
    private readonly Dictionary<long, int> _placeOf = [];
    private readonly List<PlayedPacket> _packets = [];
    private readonly List<PlayedHop> _hops = [];
    private readonly List<RecordedEvent> _events = [];

    /// <summary>By direction and packet, where in the list the hops are that have not ended.</summary>
    private readonly Dictionary<(DirectionId Direction, long Packet), List<int>> _open = [];
    private long _order;
    private SimTime _now;
    private bool _isFull;

    /// <summary>What was recorded; null where nothing went over the network.</summary>
    public Recording? Result() => _hops.Count == 0 ? null : new Recording
    {
        Header = header,
        End = _now,
        IsCut = _isFull,
        Packets = _packets,
        Hops = _hops,
        Events = _events,
        Sockets = _sockets.Rows,
    };

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) Take(slots, i);
    }

    private void Take(ReadOnlySpan<TraceEvent> slots, int index)
    {
        if (_isFull) return;
        ref readonly TraceEvent happened = ref slots[index];
        _now = happened.Time;
        _order++;
        _labels.Take(slots, index);
        _sockets.Take(slots, index);
        if (_reader.Read(slots, index, number => _captured.GetValueOrDefault(number)) is { } packet) _captured[packet.Number] = packet;
        switch (happened.Kind)
        {
            case TraceEventKind.Enqueued:
                var enqueued = new Enqueued(happened);
                Begin(enqueued.Direction, _queues[enqueued.Direction.Index].Join(enqueued), enqueued.TimeToLive);
                break;
            case TraceEventKind.Dequeued:
                Dequeued(new Dequeued(happened));
                break;
            case TraceEventKind.Collided:
                Collided(new Collided(happened));
                break;
            case TraceEventKind.Delivered:
                Delivered(new Delivered(happened));
                break;
            case TraceEventKind.Withdrawn:
                Withdrawn(new Withdrawn(happened));
                break;
            case TraceEventKind.Dropped:
                Dropped(new Dropped(happened));
                break;
            case TraceEventKind.Received:
                Received(new Received(happened));
                break;
            case TraceEventKind.TcpStateChanged:
                var changed = new TcpStateChanged(happened);
                if (_sockets.Of(changed.Conversation) is { } socket)
                    Record(RecordedEventKind.Done, socket.Node, null, $"connection {socket.Local} to {socket.Peer} is {changed.State}");
                break;
            default:
                if (EventText.Of(header, slots, index) is var (kind, node, text)) Record(kind, node, null, text);
                break;
        }
        _isFull = _packets.Count >= MostPackets || _hops.Count >= MostHops || _events.Count >= MostEvents;
    }

    private int Begin(DirectionId over, Transmission sent, byte timeToLive)
    {
        CapturedFrame? frame = null;
        if (_captured.TryGetValue(sent.Packet, out CapturedPacket? packet))
        {
            LanCrossing? crossing = header.Directions[over.Index] is { Ethernet: true } way ? _addresses.Cross(way, packet) : null;
            frame = new CapturedFrame(packet, over, crossing, sent, timeToLive, cameBy: default);
        }

        int place = _hops.Count;
        _hops.Add(new PlayedHop(over, PlaceOf(sent.Packet, sent.Bytes), frame, sent, timeToLive, _order));
        OpenHops(over, sent.Packet).Add(place);
        return place;
    }

    private List<int> OpenHops(DirectionId direction, long packet) =>
        _open.TryGetValue((direction, packet), out List<int>? hops) ? hops : _open[(direction, packet)] = [];

    private int PlaceOf(long number, int bytes)
    {
        if (_placeOf.TryGetValue(number, out int known)) return known;
        (string? label, string? owner) = _labels.Of(number, bytes);
        _packets.Add(new PlayedPacket(number, _captured.GetValueOrDefault(number), label, owner, bytes));
        return _placeOf[number] = _packets.Count - 1;
    }

    private void Delivered(Delivered delivered)
    {
        List<int> open = OpenHops(delivered.Direction, delivered.Packet);
        if (delivered.IsCopy) Duplicated(delivered.Direction, delivered.Packet, open);
        else if (open.Count > 0) Finish(open, 0, DropReason.None);
    }

    /// <summary>The copy is recorded before or after the packet it was made from.</summary>
    private void Duplicated(DirectionId direction, long number, List<int> open)
    {
        if (!_placeOf.TryGetValue(number, out int packet)) return;
        int original = open.Count > 0 ? open[0] : _hops.FindLastIndex(hop => hop.Direction == direction && hop.Packet == packet);
        if (original < 0) return;
        PlayedHop copy = _hops[original].Copy();
        copy.Finish(_now, _order, DropReason.None);
        _hops.Add(copy);
    }

    private void Dropped(Dropped dropped)
    {
        DropReason reason = dropped.Reason;
        if (dropped.Location.Direction is not { } direction)
        {
            Record(RecordedEventKind.GivenUp, dropped.Location.Node, PlaceOf(dropped.Packet, 0), DropReasonText.Of(reason));
            return;
        }

        List<int> open = OpenHops(direction, dropped.Packet);
        if (dropped.IsUntransmitted)
        {
            if (CutOff(direction, dropped.Packet, dropped.Departure) is { } which) Finish(open, which, reason);
        }
        else if (!dropped.IsRefused && open.Count > 0) Finish(open, 0, reason);
        else
        {
            var refused = new Transmission(dropped.Packet, _now, _now, _now, dropped.Bytes);
            int place = Begin(direction, refused, timeToLive: 0);
            _hops[place].IsRefused = dropped.IsRefused;
            Finish(open, open.IndexOf(place), reason);
        }
    }

    /// <summary>Of several copies that wait, the first is the one that leaves.</summary>
    private void Dequeued(Dequeued dequeued)
    {
        Transmission sent = _queues[dequeued.Direction.Index].Begin(dequeued);
        List<int> open = OpenHops(dequeued.Direction, dequeued.Packet);
        int which = open.FindIndex(place => _hops[place].Sent.IsUndecided);
        if (which >= 0) _hops[open[which]].Begin(sent);
    }

    /// <summary>The try ends here, and the packet waits for the next.</summary>
    private void Collided(Collided collided)
    {
        _queues[collided.Direction.Index].Collide(collided.Packet, out Transmission cut);
        List<int> open = OpenHops(collided.Direction, collided.Packet);
        SimTime departure = collided.Departure;
        int which = open.FindIndex(place => _hops[place].Sent.Departure == departure);
        if (which < 0) return;
        PlayedHop waiting = _hops[open[which]];
        _hops.Add(waiting.CutOff(_now, _order, collided.Collisions));
        waiting.Begin(cut with { Start = SimTime.Never, Departure = SimTime.Never });
    }

    private void Withdrawn(Withdrawn withdrawn)
    {
        if (CutOff(withdrawn.Direction, withdrawn.Packet, withdrawn.Departure) is not { } which) return;
        List<int> open = OpenHops(withdrawn.Direction, withdrawn.Packet);
        _hops[open[which]].IsWithdrawn = true;
        open.RemoveAt(which);
    }

    /// <summary>It had not left yet: it goes from the queue. Gives which of its open hops that is; null for none.</summary>
    private int? CutOff(DirectionId direction, long packet, SimTime? departure)
    {
        _queues[direction.Index].Remove(packet, departure, out _);
        int which = OpenHops(direction, packet).FindIndex(place => _hops[place].Sent.Departure == (departure ?? SimTime.Never));
        return which < 0 ? null : which;
    }

    private void Finish(List<int> open, int which, DropReason reason)
    {
        _hops[open[which]].Finish(_now, _order, reason);
        open.RemoveAt(which);
    }

    private void Received(Received received)
    {
        Record(RecordedEventKind.Received, received.Node, PlaceOf(received.Packet, received.Bytes), "");
        if (_captured.GetValueOrDefault(received.Packet)?.Conversation is { Transport: Transport.Udp } conversation)
            _sockets.Received(_now, received.Node, string.Create(CultureInfo.InvariantCulture, $":{conversation.DestinationPort}"),
                _labels.Of(received.Packet, 0).Owner);
    }

    private void Record(RecordedEventKind kind, NodeId? node, int? packet, string text) =>
        _events.Add(new RecordedEvent(_now, _order, kind, node, packet, text));
}
