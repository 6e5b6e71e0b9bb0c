namespace NetComm.Network;

/// <summary>
/// Proportional integral controller enhanced (RFC 8033): drops or marks what comes, with a probability that follows how far the delay is
/// from its target and where it goes. The delay is how long the packet had waited that left last (RFC 8033, 4.2: by timestamps).
/// </summary>
/// <remarks>Not modelled: the estimate of the departure rate (5.2), turning off (5.3), spreading drops evenly (5.4).</remarks>
internal sealed class Pie : FifoDiscipline
{
    /// <summary>RFC 8033 (4.2): weight of the distance from the target, per second of it.</summary>
    private const double Alpha = 0.125;

    /// <summary>RFC 8033 (4.2): weight of the change since the last update, per second of it.</summary>
    private const double Beta = 1.25;

    /// <summary>RFC 8033 (4.2): below these probabilities, the change is divided by so much.</summary>
    private static readonly (double Below, double Divisor)[] Scales =
        [(0.000001, 2048), (0.00001, 512), (0.0001, 128), (0.001, 32), (0.01, 8), (0.1, 2)];

    /// <summary>RFC 8033 (4.2): what is left of the probability after an update without any delay.</summary>
    private const double Decay = 0.98;

    /// <summary>RFC 8033 (4.1): below this probability nothing is dropped while the delay is under half the target.</summary>
    private const double CertainlyLow = 0.2;

    /// <summary>RFC 8033 (4.1): so many packets may always wait.</summary>
    private const int AlwaysWait = 2;

    /// <summary>RFC 8033 (5.1): from this probability on it drops what it could mark.</summary>
    private const double MostMarked = 0.1;

    /// <summary>RFC 8033 (5.5): from a probability of a tenth on, it rises by no more than this in one update.</summary>
    private const double LargestStep = 0.02;

    /// <summary>RFC 8033 (5.5): a delay beyond this makes the probability rise by 2 % at once.</summary>
    private static readonly SimDuration FarTooLong = SimDuration.FromMilliseconds(250);

    private readonly RandomStream _random;
    private QueueSpec.Pie _spec;
    private LinkContext _link;
    private SimTime _nextUpdate;
    private SimDuration _delay;
    private SimDuration _oldDelay;
    private SimDuration _burst;

    internal Pie(QueueSpec.Pie spec, LinkContext link, RandomStream random)
        : base(spec.Limit)
    {
        (_spec, _link) = (spec, link);
        _random = random;
        _nextUpdate = SimTime.Zero + spec.Update;
        _burst = spec.BurstAllowance;
    }

    /// <summary>The probability that the last update came to.</summary>
    internal double Probability { get; private set; }

    internal override void Enqueue(Packet packet, SimTime now, IQueueOutcomes outcomes)
    {
        Update(now);
        if (!HasRoom(packet, now, outcomes)) return;
        if (IsUnlucky() && !Signal(packet, _spec.Ecn && Probability < MostMarked, now, outcomes)) return;
        Accept(packet, now, outcomes);
    }

    internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes)
    {
        Update(now);
        Packet? packet = TakeHead();
        _delay = packet is null || IsEmpty ? SimDuration.Zero : now - packet.Hop.EnqueuedAt;
        return packet;
    }

    internal override void Clear()
    {
        base.Clear();
        (_delay, _oldDelay, Probability, _burst) = (SimDuration.Zero, SimDuration.Zero, 0, _spec.BurstAllowance);
    }

    internal override bool TryFollow(QueueSpec spec, LinkContext link, SimTime now)
    {
        if (spec is not QueueSpec.Pie pie) return false;
        Update(now);
        Room.Limit(pie.Limit);
        (_spec, _link) = (pie, link);
        if (_nextUpdate > now + pie.Update) _nextUpdate = now + pie.Update;
        return true;
    }

    private bool IsUnlucky()
    {
        if (Probability == 0 && IsShort(_delay) && IsShort(_oldDelay)) _burst = _spec.BurstAllowance;
        if (_burst > SimDuration.Zero) return false;
        if (IsShort(_oldDelay) && Probability < CertainlyLow) return false;
        if (Queue.Bytes <= AlwaysWait * _link.Frame) return false;
        return _random.NextDouble() < Probability;
    }

    private bool IsShort(SimDuration delay) => delay.Picoseconds < _spec.Target.Picoseconds / 2;

    // Nothing happens between two packets, so the updates that were due since the last one are made up for when the next comes.
    private void Update(SimTime now)
    {
        for (; _nextUpdate <= now; _nextUpdate += _spec.Update)
        {
            if (Probability == 0 && _delay == SimDuration.Zero && _oldDelay == SimDuration.Zero && _burst == SimDuration.Zero)
            {
                long missed = (now - _nextUpdate).Picoseconds / _spec.Update.Picoseconds;
                _nextUpdate += _spec.Update * missed;
                continue;
            }

            UpdateOnce();
        }
    }

    private void UpdateOnce()
    {
        double change = Alpha * (_delay - _spec.Target).TotalSeconds + Beta * (_delay - _oldDelay).TotalSeconds;
        foreach ((double below, double divisor) in Scales)
        {
            if (Probability >= below) continue;
            change /= divisor;
            break;
        }

        if (Probability >= MostMarked && change > LargestStep) change = LargestStep;
        if (_delay > FarTooLong) change += LargestStep;
        double probability = Probability + change;
        if (_delay == SimDuration.Zero && _oldDelay == SimDuration.Zero) probability *= Decay;
        Probability = Math.Clamp(probability, 0, 1);
        _oldDelay = _delay;
        _burst = _burst > _spec.Update ? _burst - _spec.Update : SimDuration.Zero;
    }
}
