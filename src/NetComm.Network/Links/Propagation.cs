namespace NetComm.Network;

/// <summary>
/// What is on its way over one direction: a delay line, a second one beside it for packets that overtake, and what chance does to each.
/// Packets whose departures are known beforehand may enter while they still wait.
/// </summary>
internal sealed class Propagation(DataPlane plane, Impairments impairments)
{
    private readonly ILinkDriver _driver = plane.Driver;
    private readonly DelayLine _line = new();
    private DelayLine? _overtaking;
    private long _delay;
    private bool _byChance;

    /// <summary>When the next packet arrives, in picoseconds; <see cref="long.MaxValue"/> where none is on its way.</summary>
    internal long NextArrival { get; private set; } = long.MaxValue;

    internal long NextSequence { get; private set; }

    internal int Queued => _overtaking is null ? _line.Queued : _line.Queued + _overtaking.Queued;

    internal long QueuedBytes => _overtaking is null ? _line.QueuedBytes : _line.QueuedBytes + _overtaking.QueuedBytes;

    internal void Follow(LinkProperties properties)
    {
        _delay = properties.Delay.Picoseconds;
        impairments.Follow(properties);
        _byChance = impairments.Any;
    }

    internal void LetDepart(long now)
    {
        _line.LetDepart(now);
        _overtaking?.LetDepart(now);
    }

    internal void Enter(Packet packet, long departure, int bytes)
    {
        packet.Hop.IsLost = false;
        packet.Hop.IsCopy = false;
        if (_byChance && !packet.IsReliable) EnterByChance(packet, departure, bytes);
        else Append(_line, packet, departure, departure + _delay, bytes, FlippedByte.None);
    }

    /// <summary>When the packet in transmission has left, where there is one.</summary>
    internal long FirstDeparture => Math.Min(FirstDepartureOf(_line), _overtaking is null ? long.MaxValue : FirstDepartureOf(_overtaking));

    internal Packet Take()
    {
        bool isInLine = _overtaking is null || (_line.Count > 0 && _line.Head.Sequence == NextSequence);
        Packet packet = (isInLine ? _line : _overtaking!).Take();
        if (_overtaking is null) FollowLine();
        else FindNext();
        return packet;
    }

    internal List<DelayLine.InTransit> TakeAll()
    {
        var all = new List<DelayLine.InTransit>();
        _line.CutFrom(0, all);
        _overtaking?.CutFrom(0, all);
        FindNext();
        return all;
    }

    /// <summary>Takes out those behind the packet in transmission, in the order in which they came.</summary>
    /// <param name="lastDeparture">When the packet in transmission leaves; not changed where there is none.</param>
    internal List<DelayLine.InTransit> TakeWaiting(SimTime now, ref long lastDeparture)
    {
        var waiting = new List<DelayLine.InTransit>();
        LetDepart(now.Picoseconds);
        int first = _line.FirstQueued, firstOvertaking = _overtaking?.FirstQueued ?? 0;
        bool isInLine = _overtaking is null || firstOvertaking == _overtaking.Count
            || (first < _line.Count && _line[first].Sequence < _overtaking[firstOvertaking].Sequence);
        DelayLine sending = isInLine ? _line : _overtaking!;
        ref int behind = ref (isInLine ? ref first : ref firstOvertaking);
        if (behind == sending.Count) return waiting;

        // It ends as it began, and so does the copy of it that stands behind it.
        lastDeparture = sending[behind].Departure;
        do behind++;
        while (behind < sending.Count && sending[behind].QueueBytes == 0);
        _line.CutFrom(first, waiting);
        _overtaking?.CutFrom(firstOvertaking, waiting);
        waiting.Sort((one, other) => one.Sequence.CompareTo(other.Sequence));
        FindNext();
        return waiting;
    }

    private static long FirstDepartureOf(DelayLine line) =>
        line.FirstQueued < line.Count ? line[line.FirstQueued].Departure : long.MaxValue;

    private void EnterByChance(Packet packet, long departure, int bytes)
    {
        ImpairmentOutcome outcome = impairments.Draw(packet.IpLength);
        if (outcome.IsLost)
        {
            // Lost where transmission ends, but never before what is ahead of it in the line.
            packet.Hop.IsLost = true;
            Append(_line, packet, departure, departure, bytes, FlippedByte.None);
            return;
        }

        DelayLine line = outcome.Overtakes ? _overtaking ??= new DelayLine() : _line;
        Append(line, packet, departure, departure + outcome.Propagation, bytes, outcome.FlippedByte);
        if (!outcome.IsTwice) return;
        Packet copy = plane.Duplicate(packet);
        copy.Hop.IsCopy = true;
        Append(line, copy, departure, departure + outcome.Propagation, queueBytes: 0, outcome.FlippedByte);
    }

    private void Append(DelayLine line, Packet packet, long departure, long arrival, int queueBytes, FlippedByte flippedByte)
    {
        long sequence = _driver.NextSequence();
        arrival = line.Append(packet, departure, arrival, sequence, queueBytes, flippedByte);
        if (arrival >= NextArrival) return;
        NextArrival = arrival;
        NextSequence = sequence;
    }

    /// <summary>The same where no packet overtakes: the next one is the head of the line.</summary>
    private void FollowLine()
    {
        if (_line.Count == 0)
        {
            NextArrival = long.MaxValue;
            return;
        }

        ref readonly DelayLine.InTransit head = ref _line.Head;
        NextArrival = head.Arrival;
        NextSequence = head.Sequence;
    }

    private void FindNext()
    {
        NextArrival = long.MaxValue;
        LookAt(_line);
        if (_overtaking is not null) LookAt(_overtaking);
    }

    private void LookAt(DelayLine line)
    {
        if (line.Count == 0) return;
        ref readonly DelayLine.InTransit head = ref line.Head;
        if (head.Arrival > NextArrival || (head.Arrival == NextArrival && head.Sequence > NextSequence)) return;
        NextArrival = head.Arrival;
        NextSequence = head.Sequence;
    }
}
