namespace NetComm.Network;

/// <summary>Several queues, each for the packets of some flows or code points; the first that has a packet sends it.</summary>
internal sealed class StrictPriority : QueueDiscipline
{
    private readonly QueueDiscipline[] _queues;
    private QueueSpec.Priority _spec;
    private QueueDiscipline? _sending;

    internal StrictPriority(QueueSpec.Priority spec, LinkContext link, Func<RandomStream> random)
    {
        _spec = spec;
        _queues = [.. spec.Bands.Select(band => Of(SpecOf(band), link, random))];
    }

    internal override bool IsEmpty => Array.TrueForAll(_queues, queue => queue.IsEmpty);

    internal override IEnumerable<Packet> Waiting => _queues.SelectMany(queue => queue.Waiting);

    /// <summary>Bands that have packets and give none out hold them back.</summary>
    internal override SimTime ReadyAt => _queues.Where(queue => !queue.IsEmpty).Min(queue => queue.ReadyAt);

    internal override void Enqueue(Packet packet, SimTime now, IQueueOutcomes outcomes) => QueueOf(packet).Enqueue(packet, now, outcomes);

    internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes)
    {
        foreach (QueueDiscipline queue in _queues)
        {
            if (queue.Dequeue(now, outcomes) is not { } packet) continue;
            _sending = queue;
            return packet;
        }

        return null;
    }

    internal override void TransmissionEnded(SimTime at)
    {
        _sending?.TransmissionEnded(at);
        _sending = null;
    }

    /// <summary>Nobody's room: which band it would have been in is not known.</summary>
    internal override void Occupy(int bytes)
    {
    }

    internal override bool HasHalfRoom(Packet packet, int bytes) => QueueOf(packet).HasHalfRoom(packet, bytes);

    internal override void Clear()
    {
        foreach (QueueDiscipline queue in _queues) queue.Clear();
        _sending = null;
    }

    /// <summary>Other bands take a new discipline: which packets wait in which may change.</summary>
    internal override bool TryFollow(QueueSpec spec, LinkContext link, SimTime now)
    {
        if (spec is not QueueSpec.Priority priority || priority.Bands != _spec.Bands) return false;
        _spec = priority;
        return _queues.Zip(priority.Bands).All(band => band.First.TryFollow(SpecOf(band.Second), link, now));
    }

    private QueueSpec SpecOf(PriorityBand band) => band.Queue ?? _spec.Limit;

    private QueueDiscipline QueueOf(Packet packet)
    {
        int rest = _queues.Length - 1;
        for (int band = 0; band < _queues.Length; band++)
        {
            if (Belongs(packet, _spec.Bands[band])) return _queues[band];
            if (_spec.Bands[band].IsRest) rest = band;
        }

        return _queues[rest];
    }

    private static bool Belongs(Packet packet, PriorityBand band) =>
        (packet.Owner.Flow is { } flow && band.Flows.Contains(flow)) || band.Dscp.Contains(packet.Dscp);
}
