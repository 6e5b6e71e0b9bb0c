using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp.Conversations;

/// <summary>
/// Two connections with all options, buffers, habits of their applications and faults of the network between them, a narrow path among
/// them, drawn from a seed. Segments travel as bytes, so that a corrupted one fails its checksum.
/// </summary>
internal sealed class Conversation
{
    private const long EventLimit = 1_000_000;

    private static readonly SimDuration[] LongestPauses =
    [
        SimDuration.Zero,
        SimDuration.FromMilliseconds(1),
        SimDuration.FromMilliseconds(8),
        SimDuration.FromMilliseconds(27),
    ];

    private static readonly SimTime End = SimTime.Zero + SimDuration.FromSeconds(1_000_000);

    private readonly EventLoop _loop = new();
    private readonly RandomStream _luck;
    private readonly Application[] _ends;
    private readonly double _lossRate, _duplicateRate, _reorderRate, _corruptionRate;
    private readonly SimDuration _delay;
    private readonly int _pathMtu;
    private ulong _digest = 14695981039346656037;

    public Conversation(int seed)
    {
        _luck = RandomStream.For(seed, "conversation");
        _lossRate = Rate();
        _duplicateRate = Rate();
        _reorderRate = Rate();
        _corruptionRate = Rate();
        _delay = SimDuration.FromMicroseconds(Pick(1, 200_000));
        _pathMtu = _luck.NextDouble() < 0.2 ? Pick(68, 600) : int.MaxValue;
        _ends = [NewEnd(0), NewEnd(1)];
        bool bothOpen = _luck.NextDouble() < 0.15;
        _loop.At(SimTime.Zero, _ends[0].End.Open);
        // before a SYN can come
        if (bothOpen) _loop.At(SimTime.Zero + new SimDuration((long)(_luck.NextDouble() * _delay.Picoseconds)), _ends[1].End.Open);
        else _ends[1].End.Listening();
    }

    public ulong Digest => _digest;

    /// <summary>Bytes that both applications have read.</summary>
    public long Bytes => _ends.Sum(end => (long)end.Read);

    /// <summary>Segments that were sent again.</summary>
    public long Retransmissions => _ends.Sum(end => end.End.Tcp.Retransmissions);

    /// <summary>What went wrong; null if nothing did.</summary>
    public string? Run()
    {
        bool done = _loop.Run(End, EventLimit);
        foreach (Application end in _ends)
        {
            if (end.Failure is { } failure) return failure;
            if (!done || end.End.Tcp.State != TcpState.Closed || end.End.Tcp.Error != Errno.None)
                return $"not closed after {_loop.Events} events at {_loop.Now}: {_ends[0]}; {_ends[1]}";
        }

        return _ends[0].Failure ?? _ends[1].Failure ?? Undelivered(0) ?? Undelivered(1);
    }

    private string? Undelivered(int from)
    {
        Application reader = _ends[1 - from];
        int written = _ends[from].Plan.ToWrite;
        return reader.Read == written ? null : $"{reader.Read} of {written} B arrived: {_ends[0]}; {_ends[1]}";
    }

    private Application NewEnd(int index)
    {
        var options = new TcpOptions
        {
            CongestionControl = Chance() ? CongestionAlgorithm.Reno : CongestionAlgorithm.Cubic,
            Sack = Chance(),
            Timestamps = Chance(),
            WindowScale = Chance(),
            Nagle = Chance(),
            DelayedAck = Chance(),
            InitialWindow = Pick(1, 10),
            MinimumRetransmissionTimeout = SimDuration.FromMilliseconds(Pick(200, 1000)),
            SendBuffer = DataSize.FromBytes(Size(100, 200_000)),
            ReceiveBuffer = DataSize.FromBytes(Size(100, 200_000)),
        };
        var settings = new TcpSettings
        {
            Options = options,
            LocalPort = (ushort)(1 + index),
            RemotePort = (ushort)(2 - index),
            InitialSequenceNumber = Chance() ? uint.MaxValue - (uint)Pick(0, 10_000) : (uint)_luck.NextBits(),
            Mtu = Pick(100, 1500),
            Retries = null,
        };
        int toWrite = Chance() ? Size(1, 400_000) : Pick(0, 3000);
        var plan = new ApplicationPlan(Application.Keys[index], toWrite) { LongestPause = LongestPauses[Pick(0, 3)] };
        return new Application(_loop, _luck, plan, settings, segment => Carry(index, segment));
    }

    private void Carry(int from, TcpSegment segment)
    {
        var bytes = new byte[segment.Header.Size + segment.Length];
        _ends[from].End.Tcp.CopyPayload(segment.Offset, bytes.AsSpan(segment.Header.Size));
        segment.Header.Write(bytes, 1, 2);
        foreach (byte b in bytes) _digest = (_digest ^ b) * 1099511628211;
        _digest = (_digest ^ (ulong)_loop.Now.Picoseconds) * 1099511628211;

        if (20 + bytes.Length > _pathMtu)
        {
            _loop.At(_loop.Now + _delay, () => Complain(from, segment.Header.SequenceNumber));
            return;
        }

        int copies = _luck.NextDouble() < _duplicateRate ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            if (_luck.NextDouble() < _lossRate) continue;
            byte[] copy = [.. bytes];
            if (_luck.NextDouble() < _corruptionRate) copy[Pick(0, copy.Length - 1)] ^= (byte)(1 << Pick(0, 7));
            SimDuration late = _luck.NextDouble() < _reorderRate ? SimDuration.FromMicroseconds(Pick(1, 300_000)) : SimDuration.Zero;
            _loop.At(_loop.Now + _delay + late, () => Arrive(1 - from, copy));
        }
    }

    private void Complain(int to, uint quoted)
    {
        if (_luck.NextDouble() < _lossRate) return;
        _ends[to].End.Tcp.FragmentationNeeded(_pathMtu, quoted, _loop.Now);
        _ends[to].End.Settle();
    }

    private void Arrive(int to, byte[] bytes)
    {
        if (TcpHeader.Read(bytes, 1, 2, out TcpHeader header, out ReadOnlySpan<byte> payload) != Defect.None) return;
        _ends[to].End.Arrive(header, payload.Length, payload);
    }

    private bool Chance() => _luck.Chance(0.5);

    private double Rate() => Chance() ? 0 : _luck.NextDouble() * 0.3;

    private int Pick(int least, int most) => _luck.Pick(least, most);

    private int Size(int least, int most) => _luck.Size(least, most);
}
