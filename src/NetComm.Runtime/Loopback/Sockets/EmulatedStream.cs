using NetComm.Runtime.Loopback.Emulation;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>
/// The way of one TCP connection's bytes in one direction over the emulated links: they are cut into segments, each of which meets the
/// path's rate and delay, and come out in order. A window of twice what the path holds keeps a fast sender from filling the queues of
/// others without limiting throughput.
/// </summary>
/// <remarks>Not modelled: loss (it cannot be made in user space without harm to the stream), acknowledgements, congestion.</remarks>
internal sealed class EmulatedStream(LoopbackNetwork network, StreamIdentity identity, int from, int to, IActorRef owner)
{
    /// <summary>Bytes have come out at the far end, for the owner to pass on and then to report by <see cref="Passed"/>.</summary>
    internal sealed record CameOut(EmulatedStream Line, ReadOnlyMemory<byte> Bytes);

    internal sealed record Ended(EmulatedStream Line);

    /// <summary>IPv4, TCP and timestamps (RFC 791, 9293, 7323): 20 + 20 + 12 B.</summary>
    internal const int Overhead = 52;

    /// <summary>1500 B of MTU less the overhead.</summary>
    private const int SegmentPayload = 1500 - Overhead;

    /// <summary>Where no link has a rate, segments are as large as an IP packet can be, as with segmentation offload.</summary>
    private const int LargestPayload = 65_535 - Overhead;

    private const long LeastWindow = 64 << 10;
    private const long LargestWindow = 64 << 20;

    private readonly Queue<ReadOnlyMemory<byte>> _pending = new();
    private readonly SortedDictionary<long, ReadOnlyMemory<byte>?> _early = [];
    private ReadOnlyMemory<byte> _head;
    private long _window = LeastWindow;
    private long _outstanding;
    private long _nextOut;
    private long _nextIn;
    private bool _finishing;
    private bool _finished;
    private byte _dscp;

    /// <summary>The code point of its segments. From any thread.</summary>
    internal byte Dscp
    {
        get => Volatile.Read(ref _dscp);
        set => Volatile.Write(ref _dscp, value);
    }

    /// <summary>Bytes that may be on the way at once, as last worked out. From any thread.</summary>
    internal long Window => Volatile.Read(ref _window);

    /// <summary>Bytes go in. From any thread.</summary>
    internal void Push(ReadOnlyMemory<byte> bytes) => network.Timer.Post(_ =>
    {
        _pending.Enqueue(bytes);
        Pump();
    });

    /// <summary>Nothing more goes in. From any thread.</summary>
    internal void Finish() => network.Timer.Post(_ =>
    {
        _finishing = true;
        Pump();
    });

    /// <summary>What came out has been passed on: there is room for as much more. From any thread.</summary>
    internal void Passed(int bytes) => network.Timer.Post(_ =>
    {
        _outstanding -= bytes;
        Pump();
    });

    private void Pump()
    {
        if (_head.IsEmpty && _pending.Count == 0 && !_finishing) return;
        (Bandwidth rate, SimDuration delay) = network.Paths.Describe(from, to);
        long window = WindowFor(rate, delay);
        Volatile.Write(ref _window, window);
        int largest = rate.IsInfinite ? LargestPayload : SegmentPayload;
        while (_outstanding < window && TryCut(largest, out ReadOnlyMemory<byte> segment))
        {
            _outstanding += segment.Length;
            Carry(segment.Length, segment);
        }

        bool isEmpty = _head.IsEmpty && _pending.Count == 0;
        if (!isEmpty || !_finishing || _finished) return;
        _finished = true;
        Carry(0, null);
    }

    private static long WindowFor(Bandwidth rate, SimDuration delay)
    {
        if (rate.IsInfinite) return LargestWindow;
        double onTheWay = rate.BitsPerSecond / 8.0 * delay.TotalSeconds;
        return Math.Clamp((long)(2 * onTheWay), LeastWindow, LargestWindow);
    }

    private bool TryCut(int largest, out ReadOnlyMemory<byte> segment)
    {
        segment = default;
        if (_head.IsEmpty && !_pending.TryDequeue(out _head)) return false;
        int length = Math.Min(largest, _head.Length);
        segment = _head[..length];
        _head = _head[length..];
        return true;
    }

    private void Carry(int payload, ReadOnlyMemory<byte>? segment)
    {
        long place = _nextOut++;
        network.Paths.Carry(new EmulatedPacket
        {
            Number = network.Run.Progress.NextPacketShared(),
            From = from,
            To = [to],
            Bytes = payload + Overhead,
            Owner = identity.Owner,
            Source = new(default, identity.SourcePort),
            Destination = new(default, identity.DestinationPort),
            Dscp = Dscp,
            IsReliable = true,
            Arrived = (_, _) => ComeOut(place, segment),
        });
    }

    // A segment that waited out a failure comes after those behind it.
    private void ComeOut(long place, ReadOnlyMemory<byte>? segment)
    {
        _early.Add(place, segment);
        while (_early.Remove(_nextIn, out ReadOnlyMemory<byte>? next))
        {
            _nextIn++;
            owner.Tell(next is { } bytes ? new CameOut(this, bytes) : new Ended(this), ActorRefs.NoSender!);
        }
    }
}

/// <summary>What a queue tells the bytes of one connection from others by, in one direction.</summary>
internal readonly record struct StreamIdentity(Owner Owner, int SourcePort, int DestinationPort)
{
    internal StreamIdentity Opposite => new(Owner, DestinationPort, SourcePort);
}
