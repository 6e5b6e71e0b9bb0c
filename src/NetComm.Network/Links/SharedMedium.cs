namespace NetComm.Network;

/// <summary>
/// A LAN whose stations share one wire, half duplex: each hears all others, a propagation time later, and what two send at once is lost
/// (CSMA/CD, IEEE 802.3, 4). It carries the stations' signals and wakes them; <see cref="Station"/> decides when to send.
/// </summary>
internal sealed class SharedMedium : IDrivenLink
{
    private readonly DataPlane _plane;
    private readonly LanPorts _ports;
    private readonly LanTrees? _groups;
    private readonly List<Station> _stations = [];
    private readonly PriorityQueue<Due, (long Time, MediumEvent Kind, long Order)> _agenda = new();
    private long _order;

    /// <summary>A medium without stations.</summary>
    /// <param name="ports">By port, what a member hears: after the propagation time, and with chance for each by itself.</param>
    internal SharedMedium(DataPlane plane, Lan lan, LinkTransmitter[] ports)
    {
        _plane = plane;
        _ports = new LanPorts(plane, lan, ports);

        // All hear what is for a group. Under static routing only routers on its tree make use of it.
        if (plane.Scenario.Routing == RoutingKind.Static) _groups = new LanTrees(plane, lan.Index);
        Slot = plane.Driver.Register(this);
    }

    public int Slot { get; }

    public long NextEvent { get; private set; } = long.MaxValue;

    public long NextSequence { get; private set; } = -1;

    public bool IsNext(long sequence) => sequence == NextSequence;

    public Packet? Advance(SimTime now)
    {
        RunUntil(now);
        FindNext();
        return null;
    }

    /// <summary>The next member, from port 0 on.</summary>
    internal Station Attach(Direction direction, int port, LinkProperties properties)
    {
        var station = new Station(_plane, this, direction, port, properties);
        _stations.Add(station);
        return station;
    }

    /// <summary>A station is about to act of its own accord: what is due by then happens before.</summary>
    internal void CatchUp(SimTime now) => RunUntil(now);

    /// <summary>A station has acted: the driver is to know what comes of it.</summary>
    internal void Schedule()
    {
        long before = NextSequence;
        FindNext();
        if (NextSequence >= 0 && NextSequence != before) _plane.Driver.Schedule(Slot, NextEvent, NextSequence);
    }

    internal void WakeAt(SimTime time, MediumEvent kind, Station station, long turn) =>
        _agenda.Enqueue(new Due(kind, station, turn), (time.Picoseconds, kind, _order++));

    /// <summary>A signal begins to spread. Gives the delay after which the others hear it, and hear it end.</summary>
    internal SimDuration SignalBegins(Station station, SimTime now)
    {
        SimDuration delay = _ports.Delay;
        WakeAt(now + delay, MediumEvent.SignalArrives, station, turn: 0);
        return delay;
    }

    /// <summary>A frame is on the wire in whole: who it is for, or all others, take it from there.</summary>
    internal void Carry(Packet packet, int from, SimTime now)
    {
        if (packet.To.IsOne && packet.Hop.NextHopPort is { } only) _ports.Offer(packet, from, only, now);
        else CopyTo(packet.To.IsGroup ? _groups?.PortsFor(packet) : null, packet, from, now);
    }

    private void CopyTo(IReadOnlyList<int>? some, Packet packet, int from, SimTime now)
    {
        for (int i = 0; i < (some?.Count ?? _ports.Count); i++)
        {
            int port = some?[i] ?? i;
            if (port != from) _ports.Offer(_plane.Duplicate(packet), from, port, now);
        }

        _plane.Discard(packet);
    }

    private void RunUntil(SimTime now)
    {
        while (_agenda.TryPeek(out Due due, out (long Time, MediumEvent, long) when) && when.Time <= now.Picoseconds)
        {
            _agenda.Dequeue();
            Happen(due, new SimTime(when.Time));
        }
    }

    private void Happen(in Due due, SimTime now)
    {
        if (due.Kind is not (MediumEvent.SignalArrives or MediumEvent.SignalEnds))
        {
            due.Station.Wake(due.Kind, due.Turn, now);
            return;
        }

        foreach (Station other in _stations)
        {
            if (other == due.Station) continue;
            if (due.Kind == MediumEvent.SignalArrives) other.SignalArrives(now);
            else other.SignalEnds(now);
        }
    }

    private void FindNext()
    {
        long next = _agenda.TryPeek(out _, out (long Time, MediumEvent, long) first) ? first.Time : long.MaxValue;
        if (next == NextEvent) return;
        NextEvent = next;
        NextSequence = next == long.MaxValue ? -1 : _plane.Driver.NextSequence();
    }

    /// <param name="Turn">Which of the station's turns it belongs to, so that what was called off is known; 0 of a signal.</param>
    private readonly record struct Due(MediumEvent Kind, Station Station, long Turn);
}

/// <summary>What happens on a shared medium, in the order in which it does at one instant: signals first, so that they collide.</summary>
internal enum MediumEvent
{
    SignalArrives,

    SignalEnds,

    FrameEnds,

    JamEnds,

    BackOffEnds,

    GapEnds,

    /// <summary>The queue discipline lets the next packet go.</summary>
    QueueReady,
}
