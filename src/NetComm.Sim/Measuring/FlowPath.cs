using System.Runtime.CompilerServices;
using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Measuring;

/// <summary>Who a flow's packets are due at, and whom a drop at some place concerns.</summary>
internal sealed class FlowPath
{
    /// <summary>A drop that takes the packet from all its receivers.</summary>
    public const int All = -1;

    /// <summary>A drop that takes it from nobody it is due at.</summary>
    public const int Nobody = -2;

    private readonly TracedFlow _flow;
    private readonly IReadOnlyList<TracedNode> _nodes;
    private readonly int[] _sortedNodes;
    private readonly int[] _places;
    private readonly bool _many;
    private long[] _requests = [];

    public FlowPath(TracedFlow flow, IReadOnlyList<TracedNode> nodes)
    {
        _flow = flow;
        _nodes = nodes;
        _many = flow.Cast is Cast.Broadcast or Cast.Multicast;
        _sortedNodes = [.. flow.Receivers];
        _places = [.. Enumerable.Range(0, _sortedNodes.Length)];
        Array.Sort(_sortedNodes, _places);
        Marks = new ReceiverMarks(_many && !flow.Answered ? _sortedNodes.Length : 1);
        if (flow.Answered) _requests = new long[64];
    }

    public ReceiverMarks Marks { get; }

    public bool IsAnswered => _flow.Answered;

    /// <summary>The place of a node among the receivers; of a single receiver also where another node took the packet. −1 where it is none.</summary>
    public int ReceiverAt(int node)
    {
        if (_sortedNodes.Length == 1 && !_many) return 0;
        int found = Array.BinarySearch(_sortedNodes, node);
        return found < 0 ? -1 : _places[found];
    }

    /// <summary>Whose mark a receiver's packets carry.</summary>
    public int MarkOf(int receiver) => Marks.Receivers == 1 ? 0 : receiver;

    /// <summary>Which receiver a drop at a node concerns.</summary>
    public int ConcernedAt(int node) => _many ? Concerned(node) : All;

    /// <summary>Which receiver a drop on a direction that leads to this node concerns; −1 for a LAN's switch.</summary>
    public int ConcernedTowards(int node)
    {
        if (_many || node < 0) return Concerned(node);

        // A switch that does not know the destination's port floods: what is lost on the way to other hosts was not meant for them.
        bool stranger = _nodes[node].Kind == NodeKind.Host && node != _flow.From && Array.BinarySearch(_sortedNodes, node) < 0;
        return stranger ? Nobody : All;
    }

    private int Concerned(int node)
    {
        if (!_many || node < 0 || node == _flow.From) return All;
        int receiver = ReceiverAt(node);
        if (receiver >= 0) return _flow.Answered ? All : receiver;

        // A router may have been about to send copies on, but never those of a LAN's broadcast.
        return _flow.Cast == Cast.Multicast && _nodes[node].Kind == NodeKind.Router ? All : Nobody;
    }

    /// <summary>Remembers a request for its answer to be found by.</summary>
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
