using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>
/// A bulk transfer through a pipe of fixed rate and delay that takes everything and loses each so-and-so-many-th data segment. It allocates
/// nothing itself, so that what the connections allocate can be seen.
/// </summary>
internal sealed class LongPipe : ITcpOutput
{
    private static readonly SimDuration Delay = SimDuration.FromMilliseconds(5);
    private readonly TcpConnection _sender;
    private readonly TcpConnection _receiver;
    private readonly Way _forth = new();
    private readonly Way _back = new();
    private readonly int _lossInterval;
    private readonly SimDuration _perSegment;
    private SimTime _now;
    private long _sent;

    public LongPipe(TcpOptions options, Bandwidth rate, int lossInterval)
    {
        _lossInterval = lossInterval;
        _perSegment = rate.TimeFor(DataSize.FromBytes(1500));
        var settings = new TcpSettings { Options = options, CarriesBytes = false };
        _sender = new TcpConnection(settings, this);
        _receiver = new TcpConnection(settings, this);
        _sender.Open(_now);
    }

    /// <summary>Bytes that the receiver has read.</summary>
    public long Received { get; private set; }

    public long Segments { get; private set; }

    public SimTime Now => _now;

    public long Retransmissions => _sender.Retransmissions;

    public void Transmit(TcpConnection connection, in TcpSegment segment)
    {
        Segments++;
        bool isForth = connection == _sender;
        if (isForth && segment.Length > 0 && _lossInterval > 0 && ++_sent % _lossInterval == 0) return;
        (isForth ? _forth : _back).Add(_now, segment.Length > 0 ? _perSegment : SimDuration.Zero, segment);
    }

    /// <summary>Goes on until so many bytes have been read.</summary>
    public void Run(long bytes)
    {
        while (Received < bytes) Step();
    }

    private void Step()
    {
        SimTime next =
            Earliest(Earliest(_forth.NextArrival, _back.NextArrival),
                Earliest(_sender.NextTimer ?? SimTime.Never, _receiver.NextTimer ?? SimTime.Never));
        _now = next;
        if (_forth.NextArrival == next) ArriveAtReceiver(_forth.Take());
        else if (_back.NextArrival == next) ArriveAtSender(_back.Take());
        else if (_sender.NextTimer == next) _sender.TimerExpired(next);
        else _receiver.TimerExpired(next);
    }

    private void ArriveAtReceiver(in TcpSegment segment)
    {
        if (_receiver.State == TcpState.Closed) _receiver.Accept(segment.Header, _now);
        else _receiver.SegmentArrived(segment.Header, segment.Length, default, _now);
        Received += _receiver.Discard(long.MaxValue, _now);
    }

    private void ArriveAtSender(in TcpSegment segment)
    {
        _sender.SegmentArrived(segment.Header, segment.Length, default, _now);
        if (_sender.SendBufferRoom > 0) _sender.Send(_sender.SendBufferRoom, _now);
    }

    private static SimTime Earliest(SimTime left, SimTime right) => left < right ? left : right;

    private sealed class Way
    {
        private readonly (SimTime Arrival, TcpSegment Segment)[] _inFlight = new (SimTime, TcpSegment)[1 << 15];
        private int _first;
        private int _count;
        private SimTime _freeAt;

        public SimTime NextArrival => _count == 0 ? SimTime.Never : _inFlight[_first].Arrival;

        public void Add(SimTime now, SimDuration duration, in TcpSegment segment)
        {
            _freeAt = (_freeAt > now ? _freeAt : now) + duration;
            _inFlight[(_first + _count++) & (_inFlight.Length - 1)] = (_freeAt + Delay, segment);
        }

        public TcpSegment Take()
        {
            TcpSegment segment = _inFlight[_first].Segment;
            _first = (_first + 1) & (_inFlight.Length - 1);
            _count--;
            return segment;
        }
    }
}
