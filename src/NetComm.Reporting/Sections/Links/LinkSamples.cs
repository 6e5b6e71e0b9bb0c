using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Sections.Links;

/// <summary>
/// What one direction of a link or LAN port did over time, gathered for its charts in bounded memory however long the run.
/// </summary>
internal sealed class LinkSamples
{
    /// <summary>Three pixels each in a wide chart.</summary>
    private const int MostBins = 200;

    private readonly ObservedQueue _queue = new();
    private readonly TimeBins _bins;
    private readonly long _width;
    private readonly SimTime _end;
    private readonly IntervalLoad _busy;
    private readonly IntervalLoad _waiting;
    private readonly int[] _longest;
    private readonly Waits[] _waits;

    private PointCloud? _drops;
    private PointCloud? _marks;
    private PointCloud? _collisions;

    public LinkSamples(SimTime end)
    {
        _bins = new TimeBins(end.TotalSeconds, MostBins);
        _width = Math.Max(1, (long)Math.Round(_bins.Width * SimDuration.PerSecond));
        _end = end;
        _busy = new IntervalLoad(_width, _bins.Count);
        _waiting = new IntervalLoad(_width, _bins.Count);
        _longest = new int[_bins.Count];
        _waits = new Waits[_bins.Count];
    }

    public double BinWidth => _bins.Width;

    /// <summary>The most packets that waited, the one in transmission included; 1 where none ever had to wait for another.</summary>
    public int Longest { get; private set; }

    public bool TakesTime { get; private set; }

    public long DropCount => _drops?.Count ?? 0;

    /// <summary>When packets were dropped by the queue: because it was full, or too long for its discipline.</summary>
    public IEnumerable<double> Drops => _drops?.Points.Select(point => point.X) ?? [];

    public long MarkCount => _marks?.Count ?? 0;

    public IEnumerable<double> Marks => _marks?.Points.Select(point => point.X) ?? [];

    public long CollisionCount => _collisions?.Count ?? 0;

    public IEnumerable<double> Collisions => _collisions?.Points.Select(point => point.X) ?? [];

    /// <summary>Packets in the queue, the one in transmission included, averaged over each interval's time, as steps.</summary>
    public IReadOnlyList<ChartPoint> MeanQueue => StepsOf(SharesOf(_waiting));

    /// <summary>The most in each interval, as steps.</summary>
    public IReadOnlyList<ChartPoint> LongestQueue =>
        StepsOf(Shown([.. _waiting.Intervals.Select((interval, bin) => (double)Math.Max(interval.AtStart, _longest[bin]))], Math.Max));

    /// <summary>
    /// Seconds that the packets which joined in each interval waited on average, as steps; 0 where none joined. They end with the last
    /// interval of which some packet's wait was over when the run ended, if packets wait then.
    /// </summary>
    public IReadOnlyList<ChartPoint> MeanWait => StepsOfWaits(waits => waits.Mean);

    /// <summary>The longest wait of each interval, likewise.</summary>
    public IReadOnlyList<ChartPoint> LongestWait => StepsOfWaits(waits => waits.Longest);

    /// <summary>Whether waits lack packets that joined before the last interval, as these still waited when the run ended.</summary>
    public bool LacksWaits => LastsSince < _end && BinOf(LastsSince) < _bins.Shown - 1;

    /// <summary>Share of each interval in transmission, as steps.</summary>
    public IReadOnlyList<ChartPoint> Utilisation => StepsOf(SharesOf(_busy));

    public void Enqueued(Enqueued enqueued)
    {
        LetLeave(enqueued.Time);
        ref readonly Transmission sent = ref _queue.Join(enqueued);
        if (!sent.IsUndecided) Add(sent, sent.Enqueued);
        else
        {
            Count(sent, sent.Enqueued, 1);
            if (sent.Length > 1) See(sent);
        }
    }

    public void Dequeued(Dequeued dequeued)
    {
        LetLeave(dequeued.Time);
        ref readonly Transmission sent = ref _queue.Begin(dequeued);
        Count(sent with { Start = SimTime.Never, Departure = SimTime.Never }, sent.Start, -1);
        Add(sent, sent.Start);
    }

    public void Marked(Marked marked) => (_marks ??= new PointCloud(_bins.Seconds)).Add(marked.Time.TotalSeconds, 0);

    /// <summary>What collided was not transmitted: it waits, as it did before.</summary>
    public void Collided(Collided collided)
    {
        (_collisions ??= new PointCloud(_bins.Seconds)).Add(collided.Time.TotalSeconds, 0);
        if (!_queue.Collide(collided.Packet, out Transmission cut)) return;
        Count(cut, cut.Start, -1);
        Count(cut with { Start = SimTime.Never, Departure = SimTime.Never }, cut.Start, 1);
    }

    public void Dropped(Dropped drop)
    {
        if (drop.IsRefused) _queue.Refuse(drop.Packet);
        if (drop.IsUntransmitted && _queue.Remove(drop.Packet, drop.Departure, out Transmission cut))
        {
            Count(cut, drop.Time, -1);
            if (cut.Start <= drop.Time) HasWaited(cut);
        }

        if (drop.Reason is DropReason.QueueFull or DropReason.Aqm or DropReason.OverBucket)
            (_drops ??= new PointCloud(_bins.Seconds)).Add(drop.Time.TotalSeconds, 0);
    }

    /// <summary>A packet left the count of the queue: it comes once more.</summary>
    public void Withdrawn(Withdrawn withdrawn)
    {
        if (_queue.Withdraw(withdrawn.Packet, withdrawn.Departure, out Transmission cut)) Count(cut, withdrawn.Time, -1);
    }

    private void LetLeave(SimTime now)
    {
        while (_queue.Leave(now, out Transmission left)) HasWaited(left);
    }

    private void Add(in Transmission sent, SimTime from)
    {
        if (!sent.TakesTime) return;
        Count(sent, from, 1);
        See(sent);
    }

    private void See(in Transmission sent)
    {
        TakesTime = true;
        Longest = Math.Max(Longest, sent.Length);
        int bin = BinOf(sent.Enqueued);
        _longest[bin] = Math.Max(_longest[bin], sent.Length);
    }

    private IEnumerable<Transmission> AtEnd => Enumerable.Range(0, _queue.Known).Select(place => _queue[place]).Concat(_queue.Waiting);

    /// <summary>Since when the packet waits that has waited longest when the run ends; never where none does.</summary>
    private SimTime LastsSince => AtEnd.Where(sent => sent.Start >= _end).Select(sent => sent.Since).DefaultIfEmpty(SimTime.Never).Min();

    /// <summary>
    /// By interval, with those that were transmitted in part when the run ended, and without the last intervals that tell of no wait.
    /// </summary>
    private IReadOnlyList<Waits> WaitsShown
    {
        get
        {
            Waits[] all = [.. _waits];
            foreach (Transmission sent in AtEnd)
                if (sent.Start < _end)
                    AddWait(sent, all);
            int shown = _bins.Shown;
            SimTime since = LastsSince;
            while (since < _end && shown > BinOf(since) && all[shown - 1].Packets == 0) shown--;
            return all[..shown];
        }
    }

    private IReadOnlyList<ChartPoint> StepsOfWaits(Func<Waits, double> valueOf)
    {
        IReadOnlyList<Waits> waits = WaitsShown;
        if (waits.Count == _bins.Shown) return StepsOf(waits.Select(valueOf));
        IReadOnlyList<ChartPoint> points = [.. waits.Select((interval, bin) => new ChartPoint(bin * _bins.Width, valueOf(interval)))];
        return points.Count == 0 ? points : [.. points, points[^1] with { X = points.Count * _bins.Width }];
    }

    private void HasWaited(in Transmission sent) => AddWait(sent, _waits);

    /// <summary>Counts how long a packet waited, from when it joined the queue until its transmission began.</summary>
    private void AddWait(in Transmission sent, Waits[] waits)
    {
        ref Waits interval = ref waits[Math.Min(BinOf(sent.Since), _bins.Shown - 1)];
        interval = interval.With(sent.Wait.TotalSeconds);
    }

    /// <summary>Counts a packet from an instant on; one whose turn is not decided as if it waited until the end.</summary>
    private void Count(in Transmission sent, SimTime from, int sign)
    {
        long until = Math.Min(sent.Departure.Picoseconds, _end.Picoseconds);
        _waiting.Add(from.Picoseconds, until, sign);
        _busy.Add(Math.Max(from.Picoseconds, sent.Start.Picoseconds), until, sign);
    }

    private int BinOf(SimTime at) => (int)Math.Clamp(at.Picoseconds / _width, 0, _bins.Count - 1);

    private IEnumerable<double> SharesOf(IntervalLoad load)
    {
        int last = _bins.Shown - 1;
        return Shown([.. load.Intervals.Select(interval => (double)interval.Covered)], (a, b) => a + b)
            .Select((covered, bin) => covered / (bin < last ? _width : Math.Max(1, _end.Picoseconds - (last * _width))));
    }

    /// <summary>Values of the intervals that are shown: a short rest joins the last of them.</summary>
    private IEnumerable<double> Shown(double[] values, Func<double, double, double> join) =>
        [.. values.Take(_bins.Shown - 1), values.Skip(_bins.Shown - 1).Aggregate(join)];

    private IReadOnlyList<ChartPoint> StepsOf(IEnumerable<double> values) =>
        _bins.ToSteps([.. values.Select((value, bin) => new ChartPoint(bin * _bins.Width, value))]);
}

/// <summary>How long the packets of an interval waited, in seconds.</summary>
internal readonly record struct Waits(long Packets, double Sum, double Longest)
{
    public double Mean => Packets == 0 ? 0 : Sum / Packets;

    public Waits With(double wait) => new(Packets + 1, Sum + wait, Math.Max(Longest, wait));
}
