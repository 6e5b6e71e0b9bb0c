using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Reporting.Packets;

namespace NetComm.Reporting.Sections.Sequence;

/// <summary>
/// Gathers hops of a run: all of a small run, of a long one as many of its window as a page holds. After these, events pass at no cost.
/// </summary>
internal sealed class SequenceFold : ITraceFold
{
    private const int MostHops = 40;

    /// <summary>A run of so many hops is shown whole.</summary>
    private const int MostOfSmallRun = 60;

    private const int MostNodes = 10;

    /// <summary>Packets of what nodes say of themselves all the time: they shall not crowd out what the network is there for.</summary>
    private const int MostOfChatter = 6;

    /// <summary>So many instants fit on a page of A4.</summary>
    private const int MostInstants = 42;

    /// <summary>Who has sent so much without filling the picture will not fill it.</summary>
    private const int Patience = 20_000;

    private readonly TraceHeader _header;
    private readonly SequenceWindow _window;
    private readonly PacketLabels _labels;
    private readonly List<Hop> _hops = [];
    private readonly HashSet<int> _nodes = [];
    private readonly HashSet<int> _leftOut = [];
    private readonly HashSet<long> _chatter = [];
    private readonly HashSet<long> _chatterShown = [];

    /// <summary>By direction and packet, where in the list the hop is.</summary>
    private readonly Dictionary<(DirectionId Direction, long Packet), int> _placeOf = [];

    /// <summary>By LAN and packet, who gave it to the switch, and when.</summary>
    private readonly Dictionary<(int Medium, long Packet), (int From, SimTime Start)> _inSwitch = [];

    private int _open;
    private int _labelledBefore;
    private bool _isFull;
    private bool _hasLan;
    private bool _lacksChatter;
    private bool _lacksBefore;

    public SequenceFold(TraceHeader header, SequenceWindow window)
    {
        _header = header;
        _window = window;
        _labels = new PacketLabels(header);
    }

    /// <summary>What was gathered; null where nothing went over the network.</summary>
    public MessageSequence? Result()
    {
        IReadOnlyList<Hop> all = SegmentBursts.Join(_hops);
        Hop[] hops = [.. all.Take(Fitting(all))];
        if (hops.Length == 0) return null;
        IOrderedEnumerable<int> nodes = hops.SelectMany(hop => new[] { hop.From, hop.To ?? hop.From }).Distinct().Order();
        return new MessageSequence(
            [.. nodes
                .Select(node => new MessageSequence.Party(node, _header.Nodes[node].Name, _header.Nodes[node].Kind == NodeKind.Router))],
            hops, !_isFull && !_lacksChatter && !_lacksBefore && hops.Length == all.Count, _leftOut.Count, _hasLan)
        {
            LacksChatter = _lacksChatter,
            Owner = _window.Owner,
            Reason = _lacksBefore || _isFull ? _window.Reason : SequenceReason.Beginning,
        };
    }

    /// <summary>How many hops fit on a page; a packet that goes to many at once is never shown to go to some of them.</summary>
    private int Fitting(IReadOnlyList<Hop> hops)
    {
        var instants = new HashSet<SimTime>();
        int fitting = 0;
        int most = _isFull ? Math.Min(MostHops, hops.Count) : hops.Count;
        while (fitting < most)
        {
            instants.UnionWith(hops[fitting].Instants);
            if (instants.Count > MostInstants) break;
            fitting++;
        }
        if (fitting == hops.Count) return fitting;
        Hop next = hops[fitting];
        while (fitting > 0 && (hops[fitting - 1].Packet, hops[fitting - 1].Start) == (next.Packet, next.Start)) fitting--;
        return fitting;
    }

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) Take(slots, i);
    }

    private void Take(ReadOnlySpan<TraceEvent> slots, int index)
    {
        if (_isFull && _open == 0) return;
        ref readonly TraceEvent happened = ref slots[index];
        if (happened.Time > _window.To) _isFull = true;
        switch (happened.Kind)
        {
            case TraceEventKind.Enqueued:
                if (!_isFull) Enqueued(new Enqueued(happened));
                break;
            case TraceEventKind.Delivered:
                Delivered(new Delivered(happened));
                break;
            case TraceEventKind.Dropped:
                Dropped(new Dropped(happened));
                break;
            case TraceEventKind.Withdrawn:
                var withdrawn = new Withdrawn(happened);
                if (_placeOf.Remove((withdrawn.Direction, withdrawn.Packet), out int place)) Forget(place);
                break;
            default:
                if (_isFull) break;
                _labels.Take(slots, index);
                if (happened.Kind == TraceEventKind.ControlSent && IsChatter(TraceBytes.Behind(slots, index)))
                    _chatter.Add(new ControlSent(happened).Packet);
                if (happened.Time < _window.From) _labelledBefore = _labels.Count;
                else if (_labels.Count - _labelledBefore > Patience) _isFull = true;
                break;
        }
    }

    /// <summary>IGMP, PIM and RIP (protocols 2, 103, and 17 at port 520).</summary>
    private static bool IsChatter(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 24) return false;
        ReadOnlySpan<byte> inside = packet[Math.Min((packet[0] & 0x0F) * 4, packet.Length - 4)..];
        return packet[9] is 2 or 103 || (packet[9] == 17 && (inside[2] << 8 | inside[3]) == 520);
    }

    private void Enqueued(Enqueued enqueued)
    {
        Direction direction = _header.Directions[enqueued.Direction.Index];
        if (direction is { ToNode: null, FromNode: { } sender })
        {
            _inSwitch[(direction.Medium, enqueued.Packet)] = (sender.Index, enqueued.Time);
            return;
        }
        if (_chatter.Contains(enqueued.Packet) && !IsShown(enqueued.Packet)) return;
        if (Begin(direction, enqueued.Packet, enqueued.Bytes, enqueued.Time) is not { } hop) return;
        _placeOf[(enqueued.Direction, enqueued.Packet)] = _hops.Count;
        _hops.Add(hop);
        _open++;
    }

    private bool IsShown(long chatter)
    {
        if (_chatterShown.Contains(chatter) || (_chatterShown.Count < MostOfChatter && _chatterShown.Add(chatter))) return true;
        _lacksChatter = true;
        return false;
    }

    private void Delivered(Delivered delivered)
    {
        if (!_placeOf.TryGetValue((delivered.Direction, delivered.Packet), out int place)) return;
        if (delivered.IsCopy)
        {
            if (!HasRoom()) return;
            _hops.Add(_hops[place] with { Label = $"{_hops[place].Label} (copy)", End = delivered.Time });
        }
        else Close(place, _hops[place] with { End = delivered.Time });
    }

    private void Dropped(Dropped dropped)
    {
        if (dropped.Location.Node is { } node)
        {
            if (!_isFull && dropped.Reason != DropReason.ConnectionLost) GiveUp(node.Index, dropped);
        }
        else if (dropped.Location.Direction is { } direction) DroppedOn(direction, dropped);
    }

    private void DroppedOn(DirectionId direction, Dropped dropped)
    {
        if (_placeOf.TryGetValue((direction, dropped.Packet), out int place) && _hops[place].End is null)
            Close(place, _hops[place] with { End = dropped.Time, Loss = dropped.Reason });
        else if (!_isFull && Begin(_header.Directions[direction.Index], dropped.Packet, dropped.Bytes, dropped.Time) is { } hop)
            _hops.Add(hop with { End = dropped.Time, Loss = dropped.Reason });
    }

    private void GiveUp(int node, Dropped dropped)
    {
        (string label, string owner) = _labels.Of(dropped.Packet, 0);
        if (IsBefore(dropped.Time) || IsOfOthers(owner) || !Admits(node) || !HasRoom()) return;
        _hops.Add(new Hop(node, node, dropped.Packet, label, owner, dropped.Time) { End = dropped.Time, Loss = dropped.Reason });
    }

    /// <summary>A hop that begins; null where there is no room for it. Over a LAN it began when the sender gave it to the switch.</summary>
    private Hop? Begin(Direction direction, long packet, int bytes, SimTime at)
    {
        bool isKnown = _inSwitch.TryGetValue((direction.Medium, packet), out (int From, SimTime Start) given);
        bool isOverLan = isKnown && (direction.FromNode is null || direction.ToNode is null);
        if (direction.FromNode is null && !isOverLan) return null;
        (int from, SimTime start) = isOverLan ? given : (direction.FromNode!.Value.Index, at);
        if (IsBefore(start)) return null;
        (string label, string owner) = _labels.Of(packet, bytes);
        if (IsOfOthers(owner) || !Admits(from) || (direction.ToNode is { } receiver && !Admits(receiver.Index)) || !HasRoom()) return null;
        _hasLan |= direction.Ethernet;
        return new Hop(from, direction.ToNode?.Index, packet, label, owner, start) { Segment = _labels.SegmentOf(packet) };
    }

    private bool IsBefore(SimTime time)
    {
        bool isBefore = time < _window.From;
        _lacksBefore |= isBefore;
        return isBefore;
    }

    private bool IsOfOthers(string owner) => _window.Owner is { } only && owner != only;

    private bool HasRoom()
    {
        if (_hops.Count >= MostOfSmallRun) _isFull = true;
        return !_isFull;
    }

    private bool Admits(int node)
    {
        if (_nodes.Contains(node)) return true;
        if (_nodes.Count < MostNodes) return _nodes.Add(node);
        _leftOut.Add(node);
        return false;
    }

    private void Close(int place, Hop closed)
    {
        if (_hops[place].End is null) _open--;
        _hops[place] = closed;
    }

    private void Forget(int place)
    {
        if (_hops[place].End is null) _open--;
        _hops.RemoveAt(place);
        foreach ((DirectionId Direction, long Packet) key in _placeOf.Keys.Where(key => _placeOf[key] > place).ToList()) _placeOf[key]--;
    }
}
