namespace NetComm.Network;

/// <summary>
/// A CoDel queue for each flow, served in turns by deficit round robin, those of new flows first (RFC 8290). When it is full, the flow
/// whose queue has most bytes loses packets at its head, many at once (Linux, fq_codel_drop).
/// </summary>
/// <remarks>Flows are told apart by addresses, protocol and ports; the hash has a secret from the seed (RFC 8290, 4.1.2).</remarks>
internal sealed class FqCoDel : QueueDiscipline
{
    private const ulong FnvPrime = 1099511628211;

    private readonly QueueRoom _room = new();
    private readonly LinkedList<Flow> _newFlows = new();
    private readonly LinkedList<Flow> _oldFlows = new();
    private readonly ulong _secret;
    private readonly Flow?[] _flows;
    private QueueSpec.FqCoDel _spec;
    private LinkContext _link;
    private int _waiting;

    internal FqCoDel(QueueSpec.FqCoDel spec, LinkContext link, RandomStream random)
    {
        (_spec, _link) = (spec, link);
        _flows = new Flow?[spec.Flows];
        _secret = random.NextBits();
        _room.Limit(spec.Limit);
    }

    internal override bool IsEmpty => _waiting == 0;

    internal override IEnumerable<Packet> Waiting => _newFlows.Concat(_oldFlows).SelectMany(flow => flow.Queue.Packets);

    internal override void Enqueue(Packet packet, SimTime now, IQueueOutcomes outcomes)
    {
        Flow flow = FlowOf(packet);
        _room.Enter(packet.Hop.QueueBytes);
        flow.Queue.Append(packet);
        _waiting++;
        if (flow.Node.List is null)
        {
            flow.Deficit = _spec.Quantum.Bytes;
            _newFlows.AddLast(flow.Node);
        }

        // Others make room before the packet counts as one that waits, unless it is itself the head of the fattest flow.
        bool isAccepted = true;
        while (_room.IsExceeded && Fattest() is { } fattest) isAccepted &= !DropFrom(fattest, packet, now, outcomes);
        if (isAccepted) outcomes.Accept(packet, now);
    }

    internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes)
    {
        while ((_newFlows.First ?? _oldFlows.First) is { } node)
        {
            Flow flow = node.Value;
            if (flow.Deficit <= 0)
            {
                flow.Deficit += _spec.Quantum.Bytes;
                MoveToOld(node);
                continue;
            }

            int before = flow.Queue.Count;
            Packet? packet = flow.Control.Dequeue(flow.Queue, now, outcomes);
            _waiting -= before - flow.Queue.Count;
            if (packet is null)
            {
                // RFC 8290 (4.2): a new flow that is empty still waits for the old ones once, so that it cannot starve them.
                if (node.List == _newFlows && _oldFlows.Count > 0) MoveToOld(node);
                else node.List!.Remove(node);
                continue;
            }

            flow.Deficit -= packet.Hop.QueueBytes;
            _room.Transmit(packet.Hop.QueueBytes);
            return packet;
        }

        return null;
    }

    internal override void TransmissionEnded(SimTime at) => _room.EndTransmission();

    internal override void Occupy(int bytes) => _room.Occupy(bytes);

    internal override bool HasHalfRoom(Packet packet, int bytes) => _room.FitsHalf(bytes);

    internal override void Clear()
    {
        _newFlows.Clear();
        _oldFlows.Clear();
        Array.Clear(_flows);
        _room.Clear();
        _waiting = 0;
    }

    internal override bool TryFollow(QueueSpec spec, LinkContext link, SimTime now)
    {
        if (spec is not QueueSpec.FqCoDel fair || fair.Flows != _flows.Length) return false;
        (_spec, _link) = (fair, link);
        _room.Limit(fair.Limit);
        foreach (Flow? flow in _flows) flow?.Control.Follow(fair.Control, link.Frame);
        return true;
    }

    private void MoveToOld(LinkedListNode<Flow> node)
    {
        node.List!.Remove(node);
        _oldFlows.AddLast(node);
    }

    private Flow? Fattest() =>
        _newFlows.Concat(_oldFlows).Where(flow => flow.Queue.Head is { IsReliable: false }).MaxBy(flow => flow.Queue.Bytes);

    /// <summary>Whether the packet that has just come was among those that were dropped.</summary>
    private bool DropFrom(Flow flow, Packet newest, SimTime now, IQueueOutcomes outcomes)
    {
        bool isNewestDropped = false;
        long half = flow.Queue.Bytes / 2, dropped = 0;
        int packets = 0;
        do
        {
            Packet packet = flow.Queue.Take()!;
            dropped += packet.Hop.QueueBytes;
            packets++;
            isNewestDropped |= packet == newest;
            _waiting--;
            _room.Leave(packet.Hop.QueueBytes);
            outcomes.Drop(packet, DropReason.QueueFull, now);
        }
        while (packets < _spec.DropBatch && dropped < half && flow.Queue.Head is { IsReliable: false });
        flow.Control.AddDrops(packets);
        return isNewestDropped;
    }

    private Flow FlowOf(Packet packet)
    {
        ref Flow? flow = ref _flows[HashOf(packet) % (ulong)_flows.Length];
        if (flow is not null) return flow;
        flow = new Flow(new CoDelControl(_room));
        flow.Control.Follow(_spec.Control, _link.Frame);
        return flow;
    }

    // Ports stand in the first fragment only, so fragments go by their addresses, as in Linux's flow dissector.
    private ulong HashOf(Packet packet)
    {
        bool hasPorts = packet.Fragment is null;
        ulong hash = Mix(_secret, (ulong)packet.Source.Value << 32 | packet.Destination.Value);
        return Mix(hash, hasPorts ? (ulong)packet.SourcePort << 32 | (ulong)packet.DestinationPort << 16 | (byte)packet.Kind : 0);
    }

    private static ulong Mix(ulong hash, ulong value)
    {
        hash = (hash ^ value) * FnvPrime;
        return hash ^ hash >> 32;
    }

    private sealed class Flow
    {
        internal Flow(CoDelControl control)
        {
            Control = control;
            Node = new LinkedListNode<Flow>(this);
        }

        internal CoDelControl Control { get; }

        internal PacketQueue Queue { get; } = new();

        internal LinkedListNode<Flow> Node { get; }

        internal long Deficit { get; set; }
    }
}
