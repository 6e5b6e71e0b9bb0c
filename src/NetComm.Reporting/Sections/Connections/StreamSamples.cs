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

    /// <param name="at">When, in seconds.</param>
    /// <param name="first">Number of its first byte.</param>
    /// <param name="payload">Bytes.</param>
    /// <param name="end">Number of the byte behind it: a SYN and a FIN count as one.</param>
    /// <param name="again">Whether it was sent before.</param>
    public void AddSegment(double at, long first, int payload, long end, bool again)
    {
        End = at;
        _inFlight.Sent(at, first, end, again);
        if (again) RetransmittedAt.Add(at, 0);
        if (payload == 0) return;
        Bytes = Math.Max(Bytes, first - 1 + payload);
        (again ? Retransmitted : Sent).Add(at, first);
        if (Sent.Count <= First && _firstSent.Count < First) (again ? _firstRetransmitted : _firstSent).Add(new ChartPoint(at, first));
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
