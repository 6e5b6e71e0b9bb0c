using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Sections.Connections;

/// <summary>What is drawn of one direction of a TCP connection, gathered in bounded memory.</summary>
internal sealed class StreamSamples
{
    /// <summary>So many segments are shown one by one.</summary>
    public const int First = 120;

    private readonly List<ChartPoint> _firstSent = [];
    private readonly List<ChartPoint> _firstRetransmitted = [];
    private readonly List<ChartPoint> _firstAcknowledged = [];
    private readonly BytesInFlight _inFlight = new();

    /// <summary>The congestion window in bytes.</summary>
    public LineSamples Window { get; } = new();

    /// <summary>The slow-start threshold in bytes, from when there is one.</summary>
    public LineSamples Threshold { get; } = new();

    /// <summary>Bytes sent and not acknowledged.</summary>
    public LineSamples InFlight => _inFlight.Line();

    /// <summary>The smoothed round-trip time in seconds, from when there is one.</summary>
    public LineSamples RoundTrip { get; } = new();

    /// <summary>The window that the other end has offered, as its segments came.</summary>
    public LineSamples Offered { get; } = new();

    /// <summary>The byte that the other end expected, as its acknowledgements came.</summary>
    public LineSamples Acknowledged { get; } = new();

    /// <summary>The first byte of each segment with payload, when it was first sent.</summary>
    public LineSamples Sent { get; } = new();

    /// <summary>The first byte of each retransmitted segment.</summary>
    public LineSamples Retransmitted { get; } = new();

    /// <summary>When segments were retransmitted, SYN and FIN included; the values mean nothing.</summary>
    public LineSamples RetransmittedAt { get; } = new();

    /// <summary>Bytes of the stream that were sent, each once.</summary>
    public long Bytes { get; private set; }

    /// <summary>The first segments with payload: sent, retransmitted, and what was acknowledged until the last of them.</summary>
    public (IReadOnlyList<ChartPoint> Sent, IReadOnlyList<ChartPoint> Retransmitted, IReadOnlyList<ChartPoint> Acknowledged) Beginning =>
        (_firstSent, _firstRetransmitted, _firstAcknowledged);

    /// <summary>When the last segment was sent or acknowledged: what no longer changes is drawn up to there.</summary>
    public double End { get; private set; }

    /// <summary>Whether more followed than the first ones.</summary>
    public bool IsLong => Sent.Count > First;

    /// <summary>A segment was sent at a time, in seconds.</summary>
    public void AddSegment(double at, in StreamSegment segment)
    {
        End = at;
        _inFlight.Sent(at, segment.First, segment.End, segment.IsAgain);
        if (segment.IsAgain) RetransmittedAt.Add(at, 0, segment.Packet);
        if (segment.Payload == 0) return;
        Bytes = Math.Max(Bytes, segment.First - 1 + segment.Payload);
        (segment.IsAgain ? Retransmitted : Sent).Add(at, segment.First, segment.Packet);
        if (Sent.Count <= First && _firstSent.Count < First)
            (segment.IsAgain ? _firstRetransmitted : _firstSent).Add(new ChartPoint(at, segment.First) { Packet = segment.Packet });
    }

    public void AddAcknowledgment(double at, long expected, long? window)
    {
        End = at;
        if (window is { } offered) Offered.Add(at, offered);
        if (expected < Acknowledged.Last) return;
        Acknowledged.Add(at, expected);
        _inFlight.Acknowledged(at, expected);
        if (_firstSent.Count < First) _firstAcknowledged.Add(new ChartPoint(at, expected));
    }

    /// <summary>The other end has told that these bytes came beyond a gap.</summary>
    public void AddSack(double at, long first, long end) => _inFlight.Sacked(at, first, end);

    public void AddCongestion(double at, long window, long threshold, double roundTrip, long inFlight)
    {
        Window.Add(at, window);
        if (threshold > 0) Threshold.Add(at, threshold);
        if (roundTrip > 0) RoundTrip.Add(at, roundTrip);
        _inFlight.Counted(at, inFlight);
    }
}

/// <summary>A segment as charts show it.</summary>
/// <param name="First">Number of its first byte.</param>
/// <param name="Payload">Bytes.</param>
/// <param name="End">Number of the byte behind it: a SYN and a FIN count as one.</param>
/// <param name="IsAgain">Whether it was sent before.</param>
/// <param name="Packet">The packet that carries it.</param>
internal readonly record struct StreamSegment(long First, int Payload, long End, bool IsAgain, long? Packet = null);
