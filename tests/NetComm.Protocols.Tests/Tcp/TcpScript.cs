using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>
/// A conversation with one connection, told step by step: at this time this segment comes, and then these go out, and no others. Both
/// sequence numbers start at 0, so the first byte is number 1. Unless a test asks for more: segments of 1000 B, no timestamps, no window
/// scale, no SACK, no RACK, each segment acknowledged at once, no Nagle.
/// </summary>
internal sealed class TcpScript : ITcpOutput
{
    public static readonly TcpOptions Plain = new()
    {
        CongestionControl = CongestionAlgorithm.Reno,
        Sack = false,
        Timestamps = false,
        WindowScale = false,
        DelayedAck = false,
        Nagle = false,
        Rack = false,
    };

    private readonly List<TcpSegment> _sent = [];
    private SimTime _now;

    public TcpScript(TcpOptions? options = null, Func<TcpSettings, TcpSettings>? with = null)
    {
        var settings = new TcpSettings { Options = options ?? Plain, Mtu = 1040, CarriesBytes = false, LocalPort = 1, RemotePort = 2 };
        Tcp = new TcpConnection(with is null ? settings : with(settings), this);
    }

    public TcpConnection Tcp { get; }

    /// <summary>After a handshake whose SYN left at 0 ms and was answered at 100 ms.</summary>
    public static TcpScript Established(
        TcpOptions? options = null, string answer = "S. 0:0(0) ack 1 win 65535 <mss 1000>", Func<TcpSettings, TcpSettings>? with = null)
    {
        var script = new TcpScript(options, with);
        script.Opens().At(100).Gets(answer);
        script._sent.Clear();
        return script.Is(TcpState.Established);
    }

    /// <summary>As <see cref="Established"/>, with SACK.</summary>
    public static TcpScript WithSack(TcpOptions? options = null, int window = 65535) =>
        Established((options ?? Plain) with { Sack = true }, $"S. 0:0(0) ack 1 win {window} <mss 1000,sackOK>");

    /// <summary>As <see cref="Established"/>, by the peer's SYN at 0 ms and its acknowledgement at 100 ms.</summary>
    public static TcpScript Accepted(TcpOptions? options = null, string syn = "S 0:0(0) win 65535 <mss 1000>", Func<TcpSettings,
        TcpSettings>? with = null, string acknowledgment = ". 1:1(0) ack 1")
    {
        var script = new TcpScript(options, with);
        script.Accepts(syn).At(100).Gets(acknowledgment);
        script._sent.Clear();
        return script.Is(TcpState.Established);
    }

    public void Transmit(TcpConnection connection, in TcpSegment segment) => _sent.Add(segment);

    /// <summary>Lets time pass; timers run when they are due.</summary>
    public TcpScript At(double milliseconds)
    {
        SimTime time = SimTime.Zero + SimDuration.FromPicoseconds(milliseconds * 1e9);
        Assert.True(time >= _now, $"{time} is before {_now}");
        while (Tcp.NextTimer is { } due && due <= time)
        {
            _now = due;
            Tcp.TimerExpired(due);
        }

        _now = time;
        return this;
    }

    public TcpScript Opens()
    {
        Tcp.Open(_now);
        return this;
    }

    public TcpScript Accepts(string syn)
    {
        Tcp.Accept(SegmentText.Read(syn).Header, _now);
        return this;
    }

    public TcpScript Gets(params string[] segments)
    {
        foreach (string segment in segments)
        {
            (TcpHeader header, int length) = SegmentText.Read(segment);
            Tcp.SegmentArrived(header, length, default, _now);
        }

        return this;
    }

    /// <summary>A segment that a router has marked (CE).</summary>
    public TcpScript GetsMarked(string segment)
    {
        (TcpHeader header, int length) = SegmentText.Read(segment);
        Tcp.SegmentArrived(header, length, default, _now, isMarked: true);
        return this;
    }

    public TcpScript Writes(long bytes)
    {
        Assert.Equal(bytes, Tcp.Send(bytes, _now));
        return this;
    }

    public TcpScript Reads(long bytes)
    {
        Assert.Equal(bytes, Tcp.Discard(bytes, _now));
        return this;
    }

    public TcpScript Shuts()
    {
        Tcp.Shutdown(_now);
        return this;
    }

    public TcpScript Closes()
    {
        Tcp.Close(_now);
        return this;
    }

    public TcpScript Aborts()
    {
        Tcp.Abort(_now);
        return this;
    }

    public TcpScript LearnsPathMtu(int mtu, uint quoted)
    {
        Tcp.FragmentationNeeded(mtu, quoted, _now);
        return this;
    }

    public TcpScript LearnsUnreachable(Errno error, uint quoted)
    {
        Tcp.DestinationUnreachable(error, quoted, _now);
        return this;
    }

    /// <summary>What has gone out so far does not matter.</summary>
    public TcpScript SendsWhatever()
    {
        _sent.Clear();
        return this;
    }

    /// <summary>Exactly these have gone out since it was last asked.</summary>
    public TcpScript Sends(params string[] expected)
    {
        bool same = expected.Length == _sent.Count && expected.Zip(_sent).All(pair => SegmentText.Matches(pair.First, pair.Second));
        Assert.True(
            same, $"at {_now} expected\n  {string.Join("\n  ", expected)}\nbut sent\n  " +
            $"{string.Join("\n  ", _sent.Select(segment => SegmentText.Of(segment)))}\n{Tcp}");
        _sent.Clear();
        return this;
    }

    public TcpScript SendsNothing() => Sends();

    /// <summary>So many full segments from this number on.</summary>
    public TcpScript SendsSegments(int count, uint from, int size = 1000)
    {
        Assert.Equal(Enumerable.Range(0, count).Select(i => (from + (uint)(i * size), size)),
            _sent.Select(segment => (segment.Header.SequenceNumber, segment.Length)));
        _sent.Clear();
        return this;
    }

    /// <summary>What has gone out since it was last asked.</summary>
    public IReadOnlyList<TcpSegment> TakesSent()
    {
        TcpSegment[] sent = [.. _sent];
        _sent.Clear();
        return sent;
    }

    public TcpScript Is(TcpState state)
    {
        Assert.Equal(state, Tcp.State);
        return this;
    }

    public TcpScript Failed(Errno error)
    {
        Assert.Equal((TcpState.Closed, error), (Tcp.State, Tcp.Error));
        return this;
    }

    public TcpScript HasWindow(long congestionWindow)
    {
        Assert.Equal(congestionWindow, Tcp.CongestionWindow);
        return this;
    }

    public TcpScript HasThreshold(long? threshold)
    {
        Assert.Equal(threshold, Tcp.SlowStartThreshold);
        return this;
    }
}
