using System.Globalization;
using NetComm.Reporting.Diagrams;
using NetComm.Reporting.Packets;
using NetComm.Tracing;

namespace NetComm.Reporting.Player;

/// <summary>Records the beginning of a run for the player. When it is full, events pass at no cost.</summary>
internal sealed class PlayerFold(TraceHeader header) : ITraceFold
{
    /// <summary>So many packets keep the page at a size that a browser opens at once.</summary>
    public const int MostPackets = 10_000;

    /// <summary>A broadcast in a large LAN takes many hops.</summary>
    private const int MostHops = 40_000;

    private const int MostTold = 40_000;

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
    private readonly List<ToldEvent> _told = [];

    /// <summary>By direction and packet, where in the list the hops are that have not ended.</summary>
    private readonly Dictionary<(int Direction, long Packet), List<int>> _open = [];
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
        Told = _told,
        Sockets = _sockets.Rows,
    };

    /// <inheritdoc/>
    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) Take(slots, i);
    }

    private void Take(ReadOnlySpan<TraceEvent> slots, int index)
    {
        if (_isFull) return;
        ref readonly var happened = ref slots[index];
        _now = happened.Time;
        _order++;
        _labels.Take(slots, index);
        _sockets.Take(slots, index);
        if (_reader.Read(slots, index, number => _captured.GetValueOrDefault(number)) is { } packet) _captured[packet.Number] = packet;
        switch (happened.Kind)
        {
            case TraceEventKind.Enqueued:
                Enqueued(happened);
                break;
            case TraceEventKind.Delivered:
                Delivered(happened);
                break;
            case TraceEventKind.Withdrawn:
                CutOff(happened, DropReason.None);
                break;
            case TraceEventKind.Dropped:
                Dropped(happened);
                break;
            case TraceEventKind.Received:
                Received(happened);
                break;
            case TraceEventKind.TcpStateChanged:
                if (_sockets.Of(happened.Place) is { } socket)
                    Tell(ToldEventKind.Done, socket.Node, -1,
                        $"connection {socket.Local} to {socket.Peer} is {TcpStates.Name(happened.Reason)}");
                break;
            default:
                if (EventText.Of(header, slots, index) is var (kind, node, text)) Tell(kind, node, -1, text);
                break;
        }
        _isFull = _packets.Count >= MostPackets || _hops.Count >= MostHops || _told.Count >= MostTold;
    }

    private void Enqueued(in TraceEvent enqueued)
    {
        Transmission sent = _queues[enqueued.Place].Join(new Enqueued(enqueued));
        Begin(enqueued, sent);
    }

    private int Begin(in TraceEvent happened, Transmission sent)
    {
        Direction direction = header.Directions[happened.Place];
        CapturedFrame? frame = null;
        if (_captured.TryGetValue(happened.Packet, out CapturedPacket? packet))
            frame = new CapturedFrame(
                packet, direction.Id, direction.Ethernet ? _addresses.Cross(direction, packet, _now) : null, sent, happened.Reason);
        byte ttl = happened.Kind == TraceEventKind.Enqueued ? happened.Reason : (byte)0;
        int place = _hops.Count;
        _hops.Add(new PlayedHop(happened.Place, PlaceOf(happened.Packet, happened.Extra), frame, sent, ttl, _order));
        OpenHops(happened).Add(place);
        return place;
    }

    private List<int> OpenHops(in TraceEvent happened)
    {
        (int Place, long Packet) key = (happened.Place, happened.Packet);
        return _open.TryGetValue(key, out List<int>? hops) ? hops : _open[key] = [];
    }

    private int PlaceOf(long number, int bytes)
    {
        if (_placeOf.TryGetValue(number, out int known)) return known;
        (string? label, string? owner) = _labels.Of(number, bytes);
        _packets.Add(new PlayedPacket(_captured.GetValueOrDefault(number), label, owner, bytes));
        return _placeOf[number] = _packets.Count - 1;
    }

    private void Delivered(in TraceEvent delivered)
    {
        List<int> open = OpenHops(delivered);
        if (delivered.Extra == 1) Duplicated(delivered, open);
        else if (open.Count > 0) Finish(open, 0, DropReason.None);
    }

    /// <summary>The copy is told before or after the packet it was made from.</summary>
    private void Duplicated(in TraceEvent copied, List<int> open)
    {
        (int direction, int packet) = (copied.Place, _placeOf.GetValueOrDefault(copied.Packet, -1));
        int original = open.Count > 0 ? open[0] : _hops.FindLastIndex(hop => hop.Direction == direction && hop.Packet == packet);
        if (original < 0) return;
        PlayedHop copy = _hops[original].Copy();
        copy.Finish(_now, _order, DropReason.None);
        _hops.Add(copy);
    }

    private void Dropped(in TraceEvent dropped)
    {
        var reason = (DropReason)dropped.Reason;
        if (dropped.Place < 0) GiveUp(-1 - dropped.Place, dropped.Packet, reason);
        else if (dropped.Value > dropped.Time.Picoseconds) CutOff(dropped, reason);
        else if (reason != DropReason.QueueFull && OpenHops(dropped) is [_, ..] open) Finish(open, 0, reason);
        else Finish(
            OpenHops(dropped),
            OpenHops(dropped).IndexOf(Begin(dropped, new Transmission(dropped.Packet, _now, _now, _now, dropped.Extra))), reason);
    }

    /// <summary>It had not left yet: it goes from the queue.</summary>
    private void CutOff(in TraceEvent happened, DropReason reason)
    {
        var departure = new SimTime(happened.Value);
        _queues[happened.Place].Remove(happened.Packet, departure, out _);
        List<int> open = OpenHops(happened);
        int which = open.FindIndex(place => _hops[place].Sent.Departure == departure);
        if (which < 0) return;
        if (happened.Kind == TraceEventKind.Withdrawn)
        {
            _hops[open[which]].IsWithdrawn = true;
            open.RemoveAt(which);
        }
        else Finish(open, which, reason);
    }

    private void Finish(List<int> open, int which, DropReason reason)
    {
        _hops[open[which]].Finish(_now, _order, reason);
        open.RemoveAt(which);
    }

    private void GiveUp(int node, long packet, DropReason reason) => Tell(ToldEventKind.GivenUp, node, PlaceOf(packet, 0), Reasons.Of(reason));

    private void Received(in TraceEvent received)
    {
        Tell(ToldEventKind.Received, received.Place, PlaceOf(received.Packet, (int)received.Value), "");
        if (_captured.GetValueOrDefault(received.Packet)?.Conversation is { Transport: Transport.Udp } conversation)
            _sockets.Received(_now, received.Place, string.Create(CultureInfo.InvariantCulture, $":{conversation.DestinationPort}"),
                _labels.Of(received.Packet, 0).Owner);
    }

    private void Tell(ToldEventKind kind, int node, int packet, string text) => _told.Add(new ToldEvent(_now, _order, kind, node, packet, text));
}
