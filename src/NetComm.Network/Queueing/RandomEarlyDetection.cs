namespace NetComm.Network;

/// <summary>
/// RED: drops or marks by chance when the average length of the queue is above a minimum, so that senders slow down before it is full
/// (Floyd and Jacobson 1993, "Random Early Detection Gateways for Congestion Avoidance"); gentle: Floyd 2000, "Recommendation on using
/// the gentle_ variant of RED".
/// </summary>
/// <remarks>Not modelled: a probability that depends on a packet's size, adaptive RED.</remarks>
internal sealed class RandomEarlyDetection : FifoDiscipline
{
    private readonly RandomStream _random;
    private QueueSpec.Red _spec;
    private LinkContext _link;
    private double _average;
    private SimTime? _idleSince = SimTime.Zero;

    // How many packets have come since the last that was dropped or marked; −1 before the first.
    private int _count = -1;

    internal RandomEarlyDetection(QueueSpec.Red spec, LinkContext link, RandomStream random)
        : base(spec.Limit)
    {
        (_spec, _link) = (spec, link);
        _random = random;
    }

    /// <summary>The average length, as the last packet that came left it.</summary>
    internal double Average => _average;

    internal override void Enqueue(Packet packet, SimTime now, IQueueOutcomes outcomes)
    {
        bool wasIdle = _idleSince is not null;
        UpdateAverage(now);
        Verdict verdict = Judge();
        if (verdict != Verdict.Pass && !Signal(packet, _spec.Ecn && verdict == Verdict.Signal, now, outcomes))
        {
            if (wasIdle) _idleSince = now;
            return;
        }

        if (HasRoom(packet, now, outcomes)) Accept(packet, now, outcomes);
    }

    internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes) => TakeHead();

    internal override void TransmissionEnded(SimTime at)
    {
        base.TransmissionEnded(at);
        if (IsEmpty) _idleSince = at;
    }

    internal override void Clear()
    {
        base.Clear();
        (_average, _count, _idleSince) = (0, -1, SimTime.Zero);
    }

    internal override bool TryFollow(QueueSpec spec, LinkContext link, SimTime now)
    {
        if (spec is not QueueSpec.Red red) return false;
        Room.Limit(red.Limit);
        (_spec, _link) = (red, link);
        return true;
    }

    // While the link was idle, so many small packets might have been sent, each of which would have found an empty queue.
    private void UpdateAverage(SimTime now)
    {
        if (_idleSince is { } since)
        {
            _average *= DecayOver(now - since);
            _idleSince = null;
        }

        double length = _spec.CountsBytes ? Queue.Bytes : Queue.Count;
        _average += _spec.Weight * (length - _average);
    }

    /// <summary>(1 − weight)^m, where m packets might have been sent.</summary>
    private double DecayOver(SimDuration idle)
    {
        long each = _link.Rate.TimeFor(_spec.IdlePacket).Picoseconds;
        if (idle == SimDuration.Zero) return 1;
        if (each == 0 || _spec.Weight >= 1) return 0;
        return PortableMath.Exp(idle.Picoseconds / (double)each * PortableMath.Ln(1 - _spec.Weight));
    }

    private Verdict Judge()
    {
        if (_average < _spec.Min)
        {
            _count = -1;
            return Verdict.Pass;
        }

        if (_average >= (_spec.Gentle ? 2 : 1) * _spec.Max)
        {
            _count = 0;
            return _average >= 2 * _spec.Max ? Verdict.Drop : Verdict.Signal;
        }

        _count++;
        if (_random.NextDouble() >= Spread(Probability())) return Verdict.Pass;
        _count = 0;
        return Verdict.Signal;
    }

    // Spread evenly: the number of packets from one drop to the next is uniform, from 1 to 1 / p (Floyd and Jacobson, section 7); with
    // 'wait', as in Floyd's ns-2 and in ns-3, from 1 / p to 2 / p.
    private double Spread(double probability)
    {
        double passed = _count * probability;
        double end = _spec.Wait ? 2 : 1;
        if (_spec.Wait && passed < 1) return 0;
        return passed < end ? probability / (end - passed) : 1;
    }

    private double Probability()
    {
        double most = _spec.MaxProbability.Value;
        return _average < _spec.Max
            ? most * (_average - _spec.Min) / (_spec.Max - _spec.Min)
            : most + (1 - most) * (_average - _spec.Max) / _spec.Max;
    }

    private enum Verdict
    {
        Pass,

        /// <summary>The sender is to hear of congestion, by a mark or a drop.</summary>
        Signal,

        /// <summary>Only a drop will do.</summary>
        Drop,
    }
}
