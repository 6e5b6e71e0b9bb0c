using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>
/// Bulk transfers over one full-duplex link: a drop-tail queue and a rate at each end, a delay, and independent loss of data packets. The
/// set-up of the reference figures: PPP frames of IP packet + 2 B; a queue of so many packets besides the one in transmission.
/// </summary>
internal sealed class Bottleneck
{
    private const int FrameOverhead = 2;
    private const int IpHeader = 20;

    private readonly EventLoop _loop = new();
    private readonly RandomStream _luck;
    private readonly Direction _forth;
    private readonly Direction _back;
    private readonly List<(TcpEnd Sender, TcpEnd Receiver)> _flows = [];
    private readonly long[] _received;
    private readonly double _loss;

    public Bottleneck(TcpOptions options, Bandwidth rate, SimDuration delay, int queue, double loss, int flows, long seed)
    {
        _luck = RandomStream.For(seed, "link");
        _loss = loss;
        _forth = new(_loop, rate, delay, queue);
        _back = new(_loop, rate, delay, queue);
        _received = new long[flows];
        for (int i = 0; i < flows; i++) AddFlow(i, options);
    }

    public IReadOnlyList<(TcpEnd Sender, TcpEnd Receiver)> Flows => _flows;

    public long Segments { get; private set; }

    /// <summary>Bytes that each flow's receiver has read by then; may be asked again for later.</summary>
    public long[] Run(SimDuration duration)
    {
        _loop.Run(SimTime.Zero + duration);
        return [.. _received];
    }

    private void AddFlow(int flow, TcpOptions options)
    {
        var settings = new TcpSettings { Options = options, CarriesBytes = false };
        var sender =
            new TcpEnd(_loop, settings with { InitialSequenceNumber = uint.MaxValue - 1000 }, (_, segment) => Carry(_forth, flow, segment));
        TcpEnd receiver = new TcpEnd(_loop, settings, (_, segment) => Carry(_back, flow, segment)).Listening();
        sender.Happened = () =>
        {
            if (sender.Tcp.CanSend && sender.Tcp.SendBufferRoom > 0) sender.Tcp.Send(sender.Tcp.SendBufferRoom, _loop.Now);
        };
        receiver.Happened = () => _received[flow] += receiver.Tcp.Discard(long.MaxValue, _loop.Now);
        _flows.Add((sender, receiver));
        _loop.At(SimTime.Zero, sender.Open);
    }

    private void Carry(Direction direction, int flow, TcpSegment segment)
    {
        Segments++;
        if (!direction.TryEnqueue(IpHeader + segment.Header.Size + segment.Length + FrameOverhead, out SimTime arrival)) return;
        if (segment.Length > 0 && _loss > 0 && _luck.NextDouble() < _loss) return;
        TcpEnd to = direction == _forth ? _flows[flow].Receiver : _flows[flow].Sender;
        _loop.At(arrival, () => to.Arrive(segment.Header, segment.Length, default));
    }

    /// <summary>One direction of the link.</summary>
    private sealed class Direction(EventLoop loop, Bandwidth rate, SimDuration delay, int queue)
    {
        private readonly Queue<SimTime> _departures = new();
        private SimTime _freeAt;

        public bool TryEnqueue(int bytes, out SimTime arrival)
        {
            while (_departures.TryPeek(out SimTime gone) && gone <= loop.Now) _departures.Dequeue();
            arrival = default;
            if (_departures.Count > queue) return false;

            _freeAt = (_freeAt > loop.Now ? _freeAt : loop.Now) + rate.TimeFor(DataSize.FromBytes(bytes));
            _departures.Enqueue(_freeAt);
            arrival = _freeAt + delay;
            return true;
        }
    }
}
