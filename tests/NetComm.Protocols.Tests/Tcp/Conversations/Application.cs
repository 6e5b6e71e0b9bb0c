using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp.Conversations;

/// <summary>Writes what it has in pieces, reads what comes, each when it likes, and closes when both are over.</summary>
internal sealed class Application
{
    /// <summary>The keys of the two streams of a connection.</summary>
    public static readonly int[] Keys = [17, 117];

    private const int LargestPiece = 5000;

    private readonly EventLoop _loop;
    private readonly RandomStream _luck;
    private int _written;
    private bool _ended;
    private bool _waits;
    private SimTime? _readsFrom;

    public Application(EventLoop loop, RandomStream luck, ApplicationPlan plan, TcpSettings settings, Action<TcpSegment> send)
    {
        (_loop, _luck, Plan) = (loop, luck, plan);
        End = new TcpEnd(loop, settings, (_, segment) => send(segment)) { Happened = Happened };
    }

    public ApplicationPlan Plan { get; }

    public TcpEnd End { get; }

    public int Read { get; private set; }

    /// <summary>Whether it has closed or reset the connection, or was told of its failure.</summary>
    public bool IsOver => _ended || End.Tcp.Error != Errno.None;

    /// <summary>What it found wrong with the bytes it read; null where nothing was.</summary>
    public string? Failure { get; private set; }

    private bool MayWrite => !Plan.WritesAfterPeer || End.Tcp.IsAtEnd;

    public override string ToString() => $"{End.Tcp}, wrote {_written} of {Plan.ToWrite}, read {Read}, error {End.Tcp.Error}";

    /// <summary>Byte number i of a stream, so that a byte out of place is seen.</summary>
    private static byte Content(int key, int i) => (byte)(i * 31 + (i >> 8) * 7 + key);

    private void Happened()
    {
        if (_waits || _ended) return;
        _waits = true;
        SimDuration pause = Plan.LongestPause == SimDuration.Zero ? SimDuration.Zero
            : SimDuration.FromMicroseconds(_luck.Pick(0, (int)(Plan.LongestPause.TotalSeconds * 1e6)));
        _loop.At(_loop.Now + pause, Act);
    }

    private void Act()
    {
        _waits = false;
        TcpConnection tcp = End.Tcp;
        SimTime now = _loop.Now;
        bool moved = ReadSome(tcp, now) | WriteSome(tcp, now);
        if (_ended) return;
        if (tcp.CanSend && _written == Plan.ToWrite && MayWrite)
        {
            tcp.Shutdown(now);
            moved = true;
        }

        if (tcp.IsAtEnd && _written == Plan.ToWrite)
        {
            _ended = true;
            tcp.Close(now);
        }

        if (moved) End.Settle();
    }

    private bool ReadSome(TcpConnection tcp, SimTime now)
    {
        if (tcp.Available == 0 || Stalls(now)) return false;
        Span<byte> bytes = new byte[_luck.Pick(1, LargestPiece)];
        int count = tcp.Receive(bytes, now);
        for (int i = 0; i < count; i++)
        {
            byte due = Content(Keys.Sum() - Plan.Key, Read + i);
            if (bytes[i] != due) Failure ??= $"byte {Read + i} is {bytes[i]} and not {due}";
        }

        Read += count;
        if (Read >= Plan.AbortsAfter)
        {
            _ended = true;
            tcp.Abort(now);
        }

        return true;
    }

    /// <summary>Whether it still lets lie what came first.</summary>
    private bool Stalls(SimTime now)
    {
        if (_readsFrom is null)
        {
            _readsFrom = now + Plan.Stall;
            if (Plan.Stall > SimDuration.Zero) _loop.At(_readsFrom.Value, Happened);
        }

        return now < _readsFrom;
    }

    private bool WriteSome(TcpConnection tcp, SimTime now)
    {
        if (!tcp.CanSend || _written == Plan.ToWrite || tcp.SendBufferRoom == 0 || !MayWrite) return false;
        byte[] bytes = new byte[Math.Min(_luck.Pick(1, LargestPiece), Plan.ToWrite - _written)];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = Content(Plan.Key, _written + i);
        _written += tcp.Send(bytes, now);
        return true;
    }
}

/// <summary>What an application at one end of a connection does.</summary>
/// <param name="Key">Which bytes it writes: one of <see cref="Application.Keys"/>.</param>
internal sealed record ApplicationPlan(int Key, int ToWrite)
{
    /// <summary>How long it may wait before each of its acts.</summary>
    public SimDuration LongestPause { get; init; }

    /// <summary>How long it does not read once something has come.</summary>
    public SimDuration Stall { get; init; }

    /// <summary>Whether it writes only after the peer has closed its half.</summary>
    public bool WritesAfterPeer { get; init; }

    /// <summary>After so many bytes read it resets the connection; null: never.</summary>
    public int? AbortsAfter { get; init; }
}
