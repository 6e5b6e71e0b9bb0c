using System.Runtime.CompilerServices;

namespace NetComm.Analysis;

/// <summary>Who a flow's packets are due at, and whom a drop at some place concerns.</summary>
internal sealed class FlowDelivery
{
    private readonly TracedFlow _flow;
    private readonly IReadOnlyList<TracedNode> _nodes;
    private readonly int[] _sortedNodes;
    private readonly int[] _places;
    private readonly bool _many;
    private long[] _requests = [];

    public FlowDelivery(TracedFlow flow, TraceHeader header)
    {
        _flow = flow;
        _nodes = header.Nodes;
        _many = flow.Cast is Cast.Broadcast or Cast.Multicast;
        _sortedNodes = [.. flow.Receivers];
        _places = [.. Enumerable.Range(0, _sortedNodes.Length)];
        Array.Sort(_sortedNodes, _places);
        Marks = new ReceiverMarks(_many && !flow.Answered ? _sortedNodes.Length : 1);
        Group = flow.Cast == Cast.Multicast && !flow.Answered ? IndexOf(header.Groups, flow.To) : null;
        Due = Group is { } group ? DueReceivers.Varying([.. flow.Receivers.Select(header.Groups[group].Members.Contains)])
            : DueReceivers.Always(flow.Receivers.Count);
        if (flow.Answered) _requests = new long[64];
    }

    public ReceiverMarks Marks { get; }

    /// <summary>The group whose members its packets are due at; null where these do not change.</summary>
    public int? Group { get; }

    public DueReceivers Due { get; }

    public NodeId Sender => new(_flow.From);

    public bool IsAnswered => _flow.Answered;

    /// <summary>The place of a node among the receivers; of a single receiver also where another node took the packet.</summary>
    public int? ReceiverAt(NodeId? node)
    {
        if (_sortedNodes.Length == 1 && !_many) return 0;
        return node is { } known && Array.BinarySearch(_sortedNodes, known.Index) is >= 0 and var found ? _places[found] : null;
    }

    public NodeId NodeOf(int receiver) => new(_flow.Receivers[receiver]);

    public int MarkOf(int receiver) => Marks.Receivers == 1 ? 0 : receiver;

    public AffectedReceivers AffectedAt(NodeId node) => _many ? Affected(node) : AffectedReceivers.All;

    /// <summary>Whom a drop on a direction that leads to this node concerns; null for a LAN's switch.</summary>
    public AffectedReceivers AffectedTowards(NodeId? node)
    {
        if (node is not { } host || _many) return Affected(node);

        // A switch that does not know the destination's port floods: what is lost on the way to other hosts was not meant for them.
        bool isOther = _nodes[host.Index].Kind == NodeKind.Host && host != Sender && Array.BinarySearch(_sortedNodes, host.Index) < 0;
        return isOther ? AffectedReceivers.Nobody : AffectedReceivers.All;
    }

    public void ChangeMember(NodeId node, bool isMember)
    {
        int found = Array.BinarySearch(_sortedNodes, node.Index);
        if (found >= 0) Due.Change(_places[found], isMember);
    }

    private static int? IndexOf(IReadOnlyList<TracedGroup> groups, string name)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i].Name == name) return i;
        }

        return null;
    }

    private AffectedReceivers Affected(NodeId? where)
    {
        if (!_many || where is not { } node || node == Sender) return AffectedReceivers.All;
        if (ReceiverAt(node) is { } receiver) return _flow.Answered ? AffectedReceivers.All : AffectedReceivers.One(receiver);

        // A router may have been about to send copies on, but never those of a LAN's broadcast.
        return _flow.Cast == Cast.Multicast && _nodes[node.Index].Kind == NodeKind.Router
            ? AffectedReceivers.All : AffectedReceivers.Nobody;
    }

    public void Remember(in TrackedPacket request, PacketRing ring)
    {
        while (true)
        {
            ref long slot = ref _requests[request.Sequence & (_requests.Length - 1)];
            ref TrackedPacket old = ref ring.Find(slot);
            bool free = slot == 0 || Unsafe.IsNullRef(ref old) || !old.IsOpen;
            if (free)
            {
                slot = request.Number;
                return;
            }

            Grow(ring);
        }
    }

    /// <summary>The number of the request with this sequence number; it may be another's by now.</summary>
    public long RequestOf(uint sequence) => _requests[sequence & (_requests.Length - 1)];

    private void Grow(PacketRing ring)
    {
        long[] old = _requests;
        _requests = new long[old.Length * 2];
        foreach (long number in old)
        {
            ref TrackedPacket request = ref ring.Find(number);
            if (number != 0 && !Unsafe.IsNullRef(ref request)) _requests[request.Sequence & (_requests.Length - 1)] = number;
        }
    }
}

/// <summary>Which of a packet's receivers a drop, or a copy, concerns.</summary>
internal readonly record struct AffectedReceivers
{
    // 0: all; −1: nobody; above, a receiver's place + 1.
    private readonly int _code;

    private AffectedReceivers(int code) => _code = code;

    /// <summary>All receivers: where the packet was, it was still for each of them.</summary>
    public static AffectedReceivers All => default;

    public static AffectedReceivers Nobody => new(-1);

    public static AffectedReceivers One(int receiver) => new(receiver + 1);

    public bool IsNobody => _code < 0;

    public int? Receiver => _code > 0 ? _code - 1 : null;
}
