using NetComm.Reporting.Samples;

namespace NetComm.Reporting.Sections.Connections;

/// <summary>
/// Bytes sent and not acknowledged, nor SACKed, in one direction of a TCP connection, less those that its sender takes for lost and has not
/// sent again: the pipe of RFC 6675. A SYN and a FIN count as one.
/// </summary>
/// <remarks>
/// Segments and acknowledgements tell it, but for what the sender takes for lost: that follows from its own count, which it tells whenever
/// its window, timeout or round-trip time changes.
/// </remarks>
internal sealed class BytesInFlight
{
    private readonly LineSamples _line = new();
    private readonly ByteRanges _sacked = new();
    private double? _at;
    private long _end;
    private long _acknowledged;
    private long _lost;
    private long? _drawn;

    private long Outstanding => _end - _acknowledged - _sacked.Total;

    private long Now => Math.Max(0, Outstanding - _lost);

    public void Sent(double at, long first, long end, bool again)
    {
        MoveTo(at);
        _end = Math.Max(_end, end);
        if (again && _lost > 0) _lost = Math.Max(0, _lost - (end - first));
    }

    public void Acknowledged(double at, long expected)
    {
        MoveTo(at);
        _acknowledged = Math.Max(_acknowledged, expected);
        _end = Math.Max(_end, _acknowledged);
        _sacked.RemoveBelow(_acknowledged);
        _lost = Outstanding == 0 ? 0 : Math.Min(_lost, Outstanding);
    }

    /// <summary>It learned that these bytes came beyond a gap; what lies below the acknowledgement came twice (RFC 2883).</summary>
    public void Sacked(double at, long first, long end)
    {
        MoveTo(at);
        if (first > _acknowledged && first < end && end <= _end) _sacked.Add(first, end);
    }

    /// <summary>So many there are by the sender's own count.</summary>
    public void Counted(double at, long inFlight)
    {
        MoveTo(at);
        _lost = Outstanding - inFlight;
    }

    /// <summary>The number over time; where an acknowledgement lets the next segments go at once, only what it comes to.</summary>
    public LineSamples Line()
    {
        Draw();
        return _line;
    }

    private void MoveTo(double at)
    {
        if (_at < at) Draw();
        _at = at;
    }

    private void Draw()
    {
        if (_at is not { } at || _drawn == Now) return;
        _line.Add(at, Now);
        _drawn = Now;
    }
}
