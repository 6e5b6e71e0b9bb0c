using NetComm.Tracing;

namespace NetComm.Network.Tests.Links;

/// <summary>
/// Stations on a shared medium by themselves, at 10 Mbit/s and in virtual time. All times are bit times of 100 ns; the smallest frame takes
/// 512, and a signal takes 100 to every other station unless told otherwise.
/// </summary>
internal sealed class SharedMediumBench : ILinkDriver
{
    /// <summary>Bytes of an IP packet whose frame has 64 B.</summary>
    internal const int Smallest = 46;

    private const long BitTime = 100_000;

    private readonly PriorityQueue<Action, (long Time, long Sequence)> _due = new();
    private readonly List<IDrivenLink> _links = [];
    private readonly EventLog _log = new();
    private readonly LinkBench.Plane _plane;
    private readonly Lan _lan;
    private long _sequence;
    private SimTime _now;

    internal SharedMediumBench(int stations, LinkProperties? properties = null, long seed = 1)
    {
        string[] names = [.. Enumerable.Range(0, stations).Select(i => $"h{i}")];
        Scenario scenario = new NetworkBuilder().Hosts(names).SharedLan("lan", properties ?? Properties, names).Build(seed: seed);
        _plane = new LinkBench.Plane(scenario, _log, this);
        _lan = (Lan)scenario.Links[0];
        _plane.ConnectShared(_lan);
    }

    internal static LinkProperties Properties { get; } =
        new() { Rate = Bandwidth.FromMegabits(10), Delay = new SimDuration(100 * BitTime) };

    /// <summary>What a station did: when, which, and of which packet.</summary>
    internal IReadOnlyList<string> Log => _log.Lines;

    /// <summary>The same as it was written.</summary>
    internal IReadOnlyList<TraceEvent> Events => _log.Written;

    /// <summary>What was heard: receiver, packet and time.</summary>
    internal List<string> Arrived { get; } = [];

    internal SharedMediumBench OffersAt(long bits, int from, int to, int bytes = Smallest, PacketKind kind = PacketKind.Udp) =>
        At(bits, () => Offer(from, to, bytes, kind));

    internal SharedMediumBench BroadcastsAt(long bits, int from) => At(bits, () => Offer(from, null, Smallest, PacketKind.Udp));

    internal SharedMediumBench GoesDownAt(long bits) => At(bits, () =>
    {
        foreach (Transmitter transmitter in _plane.TransmittersOf(0)) transmitter.GoDown(_now);
    });

    internal SharedMediumBench Runs(long bits = long.MaxValue / BitTime)
    {
        while (_due.TryPeek(out _, out (long Time, long Sequence) when) && when.Time <= bits * BitTime)
        {
            _now = new SimTime(when.Time);
            _due.Dequeue()();
        }

        return this;
    }

    private void Offer(int from, int? to, int bytes, PacketKind kind)
    {
        Packet packet = _plane.Packets.Rent();
        packet.Number = _plane.NextPacketNumber();
        packet.IpLength = bytes;
        packet.Kind = kind;
        packet.To = to is { } one ? Destination.One(one) : Destination.Broadcast;
        packet.Hop.NextHopPort = to;
        _plane.Interfaces[_lan.Interfaces[from].Index].Transmitter.Offer(packet, _now);
    }

    int ILinkDriver.Register(IDrivenLink link)
    {
        _links.Add(link);
        return _links.Count - 1;
    }

    long ILinkDriver.NextSequence() => _sequence++;

    void ILinkDriver.Schedule(int slot, long time, long sequence) => _due.Enqueue(() => Advance(_links[slot], sequence), (time, sequence));

    private SharedMediumBench At(long bits, Action happen)
    {
        _due.Enqueue(happen, (bits * BitTime, _sequence++));
        return this;
    }

    private void Advance(IDrivenLink link, long sequence)
    {
        if (!link.IsNext(sequence)) return;
        Packet? packet = link.Advance(_now);
        if (link.NextEvent != long.MaxValue) ((ILinkDriver)this).Schedule(link.Slot, link.NextEvent, link.NextSequence);
        if (packet is null) return;
        int port = _plane.Interfaces[packet.Hop.Interface].At.Port;
        Arrived.Add($"h{port} {packet.Number} at {_now.Picoseconds / BitTime}");
        _plane.Discard(packet);
    }

    /// <summary>The events of the stations, a line each; what the others hear of it is left out.</summary>
    private sealed class EventLog : TraceSink
    {
        internal List<string> Lines { get; } = [];

        internal List<TraceEvent> Written { get; } = [];

        protected internal override void WriteBeyond(TraceEvent happened)
        {
            Written.Add(happened);
            if (happened.Place % 2 != 0 || happened.Kind == TraceEventKind.Enqueued) return;
            string what = happened.Kind switch
            {
                TraceEventKind.Dequeued => $"sends until {happened.Value / BitTime}",
                TraceEventKind.Collided => $"collides, {happened.Reason}",
                TraceEventKind.Dropped => $"drops: {DropReasons.Name((DropReason)happened.Reason)}",
                TraceEventKind.Delivered => "is through",
                _ => $"{happened.Kind}",
            };
            Lines.Add($"{happened.Time.Picoseconds / BitTime} h{happened.Place / 2}:{happened.Packet} {what}");
        }

        public override void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes) => Write(happened);
    }
}
