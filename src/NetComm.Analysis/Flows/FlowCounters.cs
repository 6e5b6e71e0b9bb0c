namespace NetComm.Analysis;

/// <summary>Counts one flow, as a whole and in the windows that expectations ask for.</summary>
internal sealed class FlowCounters
{
    private readonly SendingOrder _order = new();
    private SimTime _finishedAt;
    private SimTime _lastResolved;
    private long _streamSent;
    private long _streamReceived;

    public FlowCounters(TracedFlow flow, SimDuration warmUp, IEnumerable<Window> windows, int room)
    {
        Flow = flow;
        SimTime warm = SimTime.Zero + warmUp;
        Views = [.. windows.Prepend(Window.Whole).Select((window, i) => new FlowWindow(flow, window.From(warm), i == 0 ? room : 0))];
    }

    public TracedFlow Flow { get; }

    /// <summary>Percentiles that are asked for besides the usual ones.</summary>
    public IReadOnlyList<decimal> Percents { get; init; } = [];

    /// <summary>The whole flow, then its windows.</summary>
    public FlowWindow[] Views { get; }

    public SimTime? Started { get; private set; }

    public bool IsFinished { get; private set; }

    /// <summary>When all was sent, and the last packet had come or was lost.</summary>
    public SimTime LastResolved => IsFinished && _finishedAt > _lastResolved ? _finishedAt : _lastResolved;

    /// <summary>Packets (requests) sent, warm-up included.</summary>
    public long EverSent { get; private set; }

    public bool StreamIsComplete => _streamReceived > 0 && _streamReceived >= (Flow.Bytes ?? (IsFinished ? _streamSent : long.MaxValue));

    public SimTime LastBytes { get; private set; }

    /// <summary>Whether its TCP segments were seen: not over real sockets.</summary>
    public bool HasSegments { get; private set; }

    public void Start(SimTime at) => Started ??= at;

    public void Finish(SimTime at)
    {
        IsFinished = true;
        _finishedAt = at;
    }

    public void Sent(in TrackedPacket packet)
    {
        if (packet.Role == PacketRole.Answer) return;
        EverSent++;
        _order.Sent(packet.Sequence);
        foreach (FlowWindow view in Views)
        {
            if (view.Window.Contains(packet.SentAt)) view.CountSent(packet.DueState);
        }
    }

    public void Received(in TrackedPacket packet, int receiver, SimTime at, bool again)
    {
        // Of a request only its bytes count: what is measured is the answer.
        bool counts = packet.Role != PacketRole.Request;
        bool isFirst = counts && !again;
        if (isFirst) _lastResolved = at;
        long place = isFirst ? _order.PlaceOf(packet.Sequence) : 0;
        SimTime? intended = isFirst ? Flow.Requests?.IntendedAt(packet.Sequence) : null;
        foreach (FlowWindow view in Views)
        {
            if (!view.Window.Contains(packet.Since)) continue;
            ReceiverCounters tally = view.Receivers[receiver];
            if (Flow.Transport != Transport.Tcp) tally.IpBytes += packet.DatagramIpBytes;
            if (!again) tally.ApplicationBytes += packet.Bytes;
            if (isFirst) view.Take(receiver, place, packet, intended, at);
            else if (counts) view.Receivers[receiver].TakeAgain();
        }
    }

    public void Resolved(SimTime at) => _lastResolved = at;

    /// <summary>A packet or request is lost: told of its receiver's mark, and of no answer.</summary>
    public void Lost(in TrackedPacket packet, int mark)
    {
        long place = _order.PlaceOf(packet.Sequence);
        foreach (FlowWindow view in Views)
        {
            if (view.Window.Contains(packet.SentAt)) view.Losses[mark].Add(place, packet.SentAt);
        }
    }

    public void Recovered(in TrackedPacket packet, int mark)
    {
        long place = _order.PlaceOf(packet.Sequence);
        foreach (FlowWindow view in Views)
        {
            if (view.Window.Contains(packet.SentAt)) view.Losses[mark].TakeBack(place, packet.SentAt);
        }
    }

    public void SegmentSent(SimTime at, bool again)
    {
        HasSegments = true;
        if (!again) return;
        foreach (FlowWindow view in Views)
        {
            if (view.Window.Contains(at)) view.Retransmissions++;
        }
    }

    public void SegmentReceived(SimTime sentAt, int receiver, int ipBytes)
    {
        foreach (FlowWindow view in Views)
        {
            if (view.Window.Contains(sentAt)) view.Receivers[receiver].IpBytes += ipBytes;
        }
    }

    public void StreamSent(long bytes) => _streamSent += bytes;

    public void StreamReceived(SimTime at, long bytes)
    {
        _streamReceived += bytes;
        LastBytes = at;
        foreach (FlowWindow view in Views)
        {
            if (view.Window.Contains(at)) view.StreamBytes += bytes;
        }
    }
}
