namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>
/// RACK (RFC 8985 §6): a segment is lost where one that was sent later has arrived, and a little time for reordering has passed. Repairs
/// are judged like all others, so a lost repair is found without the retransmission timer.
/// </summary>
internal sealed class Rack(Scoreboard scoreboard)
{
    /// <summary>RFC 8985 §6.2, step 4: recoveries without DSACK until the reordering window is as small again as at first.</summary>
    private const int PersistentRecoveries = 16;

    /// <summary>RFC 8985 §6.2, step 4: the reordering window is a quarter of the shortest round trip.</summary>
    private const int WindowDivisor = 4;

    private readonly TransmissionOrder _order = new();
    private SimTime _sent;
    private long _end;
    private SimDuration _roundTrip;
    private bool _sawReordering;
    private int _multiplier = 1;
    private int _persistence;
    private long? _roundWithDuplicate;

    /// <summary>RACK.min_RTT.</summary>
    /// <remarks>Not modelled: forgetting it after some time, so that the path may become longer.</remarks>
    public SimDuration ShortestRoundTrip { get; private set; } = new(long.MaxValue);

    /// <summary>RACK.fack.</summary>
    public long Highest { get; private set; }

    /// <summary>When segments that may only be late count as lost.</summary>
    public SimTime ExpiresAt { get; private set; } = SimTime.Never;

    public void OnSent(long start, SimTime now) => _order.Add(start, now);

    /// <summary>Steps 1 to 3: what has arrived, and when that was sent.</summary>
    public void OnDelivered(in Delivery delivery)
    {
        Highest = delivery.Highest;
        _sawReordering |= delivery.ShowsReordering;
        if (!delivery.HasNewest) return;

        SentSegment newest = delivery.Newest;
        _roundTrip = delivery.Now - newest.Sent;
        if (_roundTrip < ShortestRoundTrip) ShortestRoundTrip = _roundTrip;
        if (newest.Sent < _sent || (newest.Sent == _sent && newest.End <= _end)) return;
        (_sent, _end) = (newest.Sent, newest.End);
    }

    /// <summary>Step 4, DSACK: a segment arrived twice, so the window was too small; it grows once per round trip.</summary>
    public void OnDuplicateReported(long unacknowledged, long next)
    {
        if (unacknowledged >= _roundWithDuplicate) _roundWithDuplicate = null;
        if (_roundWithDuplicate is not null) return;
        _roundWithDuplicate = next;
        _multiplier++;
        _persistence = PersistentRecoveries;
    }

    public void OnRecoveryEnded()
    {
        if (_persistence > 0 && --_persistence == 0) _multiplier = 1;
    }

    /// <summary>Step 5: marks what is lost.</summary>
    public void FindLost(SimDuration? smoothed, bool isRecovering, SimTime now)
    {
        ExpiresAt = SimTime.Never;
        SimDuration patience = _roundTrip + Window(smoothed, isRecovering);
        while (_order.TryPeek(out long start, out SimTime sent))
        {
            int index = scoreboard.Segments.IndexOf(start);
            if (index < scoreboard.Segments.Count && scoreboard.Segments[index].Sent == sent)
            {
                if (!IsOvertaken(scoreboard.Segments[index])) break;
                if (sent + patience > now)
                {
                    ExpiresAt = sent + patience;
                    break;
                }

                LoseSentAt(index, sent);
            }

            _order.Remove();
        }
    }

    /// <summary>After a timeout (§6.3): the first segment, and all that would have been answered by now.</summary>
    public void LoseOnTimeout(SimDuration? smoothed, SimTime now)
    {
        SimDuration patience = _roundTrip + Window(smoothed, isRecovering: true);
        for (int i = 0; i < scoreboard.Segments.Count; i++)
            if (i == 0 || scoreboard.Segments[i].Sent + patience <= now) scoreboard.Lose(i);
        ExpiresAt = SimTime.Never;
    }

    public void Stop() => ExpiresAt = SimTime.Never;

    /// <summary>On a path without reordering and loss nothing is looked at, but what is acknowledged must not pile up.</summary>
    public void Forget(long unacknowledged)
    {
        while (_order.TryPeek(out long start, out _) && start < unacknowledged) _order.Remove();
    }

    private bool IsOvertaken(in SentSegment segment) => segment.Sent < _sent || (segment.Sent == _sent && segment.End < _end);

    // A segment that was divided has one entry for all its parts.
    private void LoseSentAt(int index, SimTime sent)
    {
        for (; index < scoreboard.Segments.Count && scoreboard.Segments[index].Sent == sent; index++)
        {
            SentSegment segment = scoreboard.Segments[index];
            if (segment.Copies > 0 && IsOvertaken(segment)) scoreboard.Lose(index);
        }
    }

    private SimDuration Window(SimDuration? smoothed, bool isRecovering)
    {
        if (!_sawReordering && (isRecovering || scoreboard.SackedSegments >= Scoreboard.DuplicateThreshold)) return SimDuration.Zero;
        if (smoothed is not { } limit || ShortestRoundTrip.Picoseconds == long.MaxValue) return SimDuration.Zero;
        var window = new SimDuration(ShortestRoundTrip.Picoseconds / WindowDivisor * _multiplier);
        return window < limit ? window : limit;
    }
}

/// <summary>Transmissions in the order of time, repairs among them, so that those that are due to be found lost stand first.</summary>
internal sealed class TransmissionOrder
{
    private (long Start, SimTime Sent)[] _entries = new (long, SimTime)[16];
    private int _first;
    private int _count;

    public void Add(long start, SimTime sent)
    {
        if (_count == _entries.Length) Grow();
        _entries[(_first + _count++) & (_entries.Length - 1)] = (start, sent);
    }

    public bool TryPeek(out long start, out SimTime sent)
    {
        (start, sent) = _entries[_first];
        return _count > 0;
    }

    public void Remove()
    {
        _first = (_first + 1) & (_entries.Length - 1);
        _count--;
    }

    private void Grow()
    {
        var grown = new (long, SimTime)[_entries.Length * 2];
        for (int i = 0; i < _count; i++) grown[i] = _entries[(_first + i) & (_entries.Length - 1)];
        _entries = grown;
        _first = 0;
    }
}
