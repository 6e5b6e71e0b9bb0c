using NetComm.Reporting.Samples;
using NetComm.Reporting.Sections.Faults;

namespace NetComm.Reporting.Sections.Connections;

/// <summary>The charts of a TCP connection: those of the direction that carried more.</summary>
internal static class TcpCharts
{
    /// <summary>Below it the diagram of packets tells all.</summary>
    private const int LeastSegments = 8;

    /// <summary>Style of retransmissions: vermilion, as what was lost in other charts.</summary>
    private const int RetransmissionStyle = 1;

    private const int SentStyle = 0;
    private const int AcknowledgedStyle = 2;
    private const int ThresholdStyle = 3;
    private const int FlightStyle = 2;
    private const int OfferedStyle = 5;

    /// <summary>A connection that lasts a smaller share of the run has axes of its own.</summary>
    private const double LeastShare = 0.25;

    /// <summary>Each chart with the end of its file name; none where too little was sent.</summary>
    /// <param name="name">What the connection is called.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="axisEnd">Where axes of time end in this run.</param>
    /// <param name="marks">Faults.</param>
    public static IReadOnlyList<(string Name, Chart Chart)> Of(
        string name, ConnectionReport connection, double axisEnd, FaultMarks marks)
    {
        StreamSamples stream = connection.Busier;
        if (stream.Sent.Count < LeastSegments) return [];
        Axis time = TimeOf(stream, axisEnd);
        FaultMarks shown = time.To is null && stream.Window.Count > 0 ? marks.Within(stream.Window.Points[0].X, stream.End) : marks;
        var charts = new List<(string, Chart)>
        {
            ("window", shown.On(Window(name, connection, time))),
            ("rtt", shown.On(RoundTrip(name, connection, time))),
            ("sequence", shown.On(Sequence(name, connection, time))),
        };
        if (stream.IsLong) charts.Add(("sequence-start", Beginning(name, connection)));
        return charts;
    }

    private static Axis TimeOf(StreamSamples stream, double axisEnd)
    {
        var axis = new Axis("Time", Unit.Seconds);
        if (stream.Window.Count == 0 || stream.End - stream.Window.Points[0].X < axisEnd * LeastShare) return axis;
        return axis with { From = 0, To = axisEnd };
    }

    private static Chart Window(string name, ConnectionReport connection, Axis time)
    {
        StreamSamples stream = connection.Busier;
        var series = new List<Series>
        {
            Step("congestion window", stream.Window, stream, 0),
            Step("bytes in flight", stream.InFlight, stream, FlightStyle),
        };
        if (stream.Threshold.Count > 0) series.Add(Step("slow-start threshold", stream.Threshold, stream, ThresholdStyle));
        if (Limits(stream)) series.Add(Step("receive window", stream.Offered, stream, OfferedStyle));
        if (stream.RetransmittedAt.Count > 0)
            series.Add(
                Series.Lane(
                    "retransmissions", stream.RetransmittedAt.Points) with
                {
                    Style = RetransmissionStyle,
                    Count = stream.RetransmittedAt.Count
                });
        return new Chart
        {
            Title = $"{name}: congestion window over time",
            Description =
                $"How many bytes {connection.Sender} may send to {connection.Receiver} before it has to wait for an acknowledgement, and " +
                    $"how many are in flight: sent, not yet acknowledged and not considered lost.",
            X = time,
            Y = new Axis("Bytes", Unit.Bytes) { From = 0 },
            Series = series,
        };
    }

    /// <summary>A window offered that is never less than the congestion window only makes the chart flat.</summary>
    private static bool Limits(StreamSamples stream) => stream.Offered.Lowest < stream.Window.Highest;

    private static Chart RoundTrip(string name, ConnectionReport connection, Axis time) => new()
    {
        Title = $"{name}: round-trip time over time",
        Description = $"The smoothed round-trip time (SRTT) as {connection.Sender} estimates it.",
        X = time,
        Y = new Axis("Round-trip time, smoothed", Unit.Seconds) { From = 0 },
        Series = [Step("smoothed round-trip time", connection.Busier.RoundTrip, connection.Busier, 0)],
    };

    private static Chart Sequence(string name, ConnectionReport connection, Axis time)
    {
        StreamSamples stream = connection.Busier;
        return new Chart
        {
            Title = $"{name}: sequence numbers over time",
            Description =
                $"The first byte of each segment from {connection.Sender}, by the time at which it was sent, and the next byte that " +
                    $"{connection.Receiver} expected, by the time at which its acknowledgement arrived.",
            X = time,
            Y = new Axis("Byte of the stream", Unit.Bytes) { From = 0 },
            Series = SequenceSeries(
                stream.Acknowledged.Points, stream.Sent.Points, stream.Retransmitted.Points,
                (stream.Acknowledged.Count, stream.Sent.Count, stream.Retransmitted.Count)),
        };
    }

    private static Chart Beginning(string name, ConnectionReport connection)
    {
        (IReadOnlyList<ChartPoint>? sent, IReadOnlyList<ChartPoint>? again, IReadOnlyList<ChartPoint>? acknowledged) =
            connection.Busier.Beginning;
        return new Chart
        {
            Title = $"{name}: the first {sent.Count} segments",
            Description =
                $"The chart above for the first {sent.Count} segments from {connection.Sender}. Segments that are sent back to back form " +
                    $"a vertical line; the horizontal distance to their acknowledgements is the round-trip time.",
            X = new Axis("Time", Unit.Seconds),
            Y = new Axis("Byte of the stream", Unit.Bytes) { From = 0 },
            Series = SequenceSeries(acknowledged, sent, again, (acknowledged.Count, sent.Count, again.Count)),
        };
    }

    private static List<Series> SequenceSeries(
        IReadOnlyList<ChartPoint> acknowledged, IReadOnlyList<ChartPoint> sent, IReadOnlyList<ChartPoint> again,
        (long Acknowledged, long Sent, long Retransmitted) counts)
    {
        var series = new List<Series>
        {
            Series.Points("segment sent", sent) with { Style = SentStyle, Count = counts.Sent },
            Series.Step("acknowledged", acknowledged) with { Style = AcknowledgedStyle, Count = counts.Acknowledged },
        };
        if (again.Count > 0)
            series.Add(Series.Points("retransmissions", again) with { Style = RetransmissionStyle, Count = counts.Retransmitted });
        return series;
    }

    /// <summary>A value as steps that go on for as long as anything is sent or acknowledged.</summary>
    private static Series Step(string name, LineSamples line, StreamSamples stream, int style)
    {
        IReadOnlyList<ChartPoint> points = line.Points.Count > 0
            && line.Points[^1].X < stream.End ? [.. line.Points, line.Points[^1] with { X = stream.End }] : line.Points;
        return Series.Step(name, points) with { Style = style, Count = line.Count };
    }
}
