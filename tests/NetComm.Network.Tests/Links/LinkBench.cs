using NetComm.Protocols.Ip;
using NetComm.Tracing;

namespace NetComm.Network.Tests.Links;

/// <summary>
/// One direction of a link by itself, in virtual time: 1 Mbit/s unless told otherwise, so that a packet of 1250 B is sent in 10 ms.
/// </summary>
internal sealed class LinkBench : ILinkDriver
{
    internal const int PacketBytes = 1250;

    private static readonly Direction Way = new(0, 0, "link", "a", "b", new(0), new(1), Ethernet: false);

    private readonly PriorityQueue<Action, (long Time, long Sequence)> _due = new();
    private readonly EventLog _log = new();
    private readonly Plane _plane;
    private readonly LinkTransmitter _link;
    private long _sequence;
    private SimTime _now;

    internal LinkBench(LinkProperties properties, QueueDiscipline? queue = null)
    {
        _plane = new Plane(new NetworkBuilder().Hosts("a", "b").Link("a", "b").Build(), _log, this);
        _link = new LinkTransmitter(_plane, Way, properties, arrivalInterface: 0, queue);
    }

    internal static LinkProperties Properties { get; } =
        new() { Rate = Bandwidth.FromMegabits(1), Delay = SimDuration.FromMilliseconds(5) };

    /// <summary>What was written to the trace: times in milliseconds.</summary>
    internal IReadOnlyList<string> Log => _log.Lines;

    /// <summary>What has arrived: number, time in milliseconds, and a mark.</summary>
    internal List<string> Arrived { get; } = [];

    /// <summary>Packets of the given sizes are offered at a time, in milliseconds.</summary>
    internal LinkBench OffersAt(double milliseconds, params int[] sizes) => At(milliseconds, () =>
    {
        foreach (int bytes in sizes) Offer(bytes);
    });

    /// <summary>The same, of a packet that differs in what is given.</summary>
    internal LinkBench OffersAt(double milliseconds, int bytes, Action<Packet> with) => At(milliseconds, () => Offer(bytes, with));

    /// <summary>The same, of a packet that must not be dropped.</summary>
    internal LinkBench OffersReliableAt(double milliseconds, int bytes) =>
        OffersAt(milliseconds, bytes, packet => packet.Kind = PacketKind.Stream);

    internal LinkBench GoesDownAt(double milliseconds) => At(milliseconds, () => _link.GoDown(_now));

    internal LinkBench ChangesAt(double milliseconds, LinkProperties properties) => At(milliseconds, () => _link.Change(properties, _now));

    internal void Runs()
    {
        while (_due.TryDequeue(out Action? happen, out (long Time, long Sequence) when))
        {
            _now = new SimTime(when.Time);
            happen();
        }
    }

    int ILinkDriver.Register(IDrivenLink link) => 0;

    long ILinkDriver.NextSequence() => _sequence++;

    void ILinkDriver.Schedule(int slot, long time, long sequence) => _due.Enqueue(() => Advance(sequence), (time, sequence));

    private LinkBench At(double milliseconds, Action happen)
    {
        SimTime time = SimTime.Zero + SimDuration.FromPicoseconds(milliseconds * 1e9);
        _due.Enqueue(happen, (time.Picoseconds, _sequence++));
        return this;
    }

    private void Offer(int bytes, Action<Packet>? with = null)
    {
        Packet packet = _plane.Packets.Rent();
        packet.Number = _plane.NextPacketNumber();
        packet.IpLength = bytes;
        with?.Invoke(packet);
        _link.Offer(packet, _now);
    }

    private void Advance(long sequence)
    {
        if (!_link.IsNext(sequence)) return;
        Packet? packet = _link.Advance(_now);
        if (_link.NextEvent != long.MaxValue) ((ILinkDriver)this).Schedule(0, _link.NextEvent, _link.NextSequence);
        if (packet is null) return;
        string kind = packet.Ecn == EcnCodepoint.CongestionExperienced ? " marked" : packet.Hop.IsCopy ? " copy" : "";
        Arrived.Add($"{packet.Number} at {EventLog.Milliseconds(_now)}{kind}");
        _plane.Discard(packet);
    }

    /// <summary>A network of which nobody asks what is under way.</summary>
    internal sealed class Plane(Scenario scenario, TraceSink trace, ILinkDriver driver)
        : DataPlane(scenario, trace, new PacketPool(), driver)
    {
        private long _numbers;

        internal override bool SpeaksArpAndIcmp => false;

        internal override long NextPacketNumber() => ++_numbers;

        internal override void SetOut(Packet packet)
        {
        }

        protected override void CountIn(Packet original, Packet copy)
        {
        }

        protected override void CountOut(Packet packet)
        {
        }
    }

    /// <summary>The events of a direction, a line each.</summary>
    private sealed class EventLog : TraceSink
    {
        internal List<string> Lines { get; } = [];

        protected internal override void WriteBeyond(TraceEvent happened)
        {
            string at = Milliseconds(happened.Time), value = Milliseconds(new SimTime(happened.Value));
            Lines.Add(happened.Kind switch
            {
                TraceEventKind.Enqueued when happened.Value < 0 => $"{at} enqueued {happened.Packet}",
                TraceEventKind.Enqueued => $"{at} enqueued {happened.Packet} leaves {value}",
                TraceEventKind.Dequeued => $"{at} dequeued {happened.Packet} leaves {value}",
                TraceEventKind.Marked => $"{at} marked {happened.Packet}",
                TraceEventKind.Withdrawn when happened.Value < 0 => $"{at} withdrawn {happened.Packet}",
                TraceEventKind.Dropped when happened.Value < 0 => $"{at} dropped {happened.Packet} {ReasonOf(happened)} from its queue",
                TraceEventKind.Withdrawn => $"{at} withdrawn {happened.Packet} from {value}",
                TraceEventKind.Dropped => $"{at} dropped {happened.Packet} {ReasonOf(happened)} from {value}",
                _ => $"{at} {happened.Kind} {happened.Packet}",
            });
        }

        public override void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes) => Write(happened);

        private static string ReasonOf(TraceEvent dropped) => DropReasons.Name((DropReason)dropped.Reason);

        internal static string Milliseconds(SimTime time) => FormattableString.Invariant($"{time.Picoseconds / 1e9}");
    }
}
