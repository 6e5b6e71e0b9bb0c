using NetComm.Tracing;

namespace NetComm.Analysis;

/// <summary>Counts one direction of a link or LAN port, as a whole and in the windows that expectations ask for.</summary>
internal sealed class LinkCounters
{
    private readonly Direction _direction;
    private readonly ObservedQueue _queue = new();
    private readonly LinkWindow[] _views;

    public LinkCounters(Direction direction, SimDuration warmUp, IEnumerable<Window> windows)
    {
        _direction = direction;
        _views = [.. windows.Prepend(Window.Whole).Select(window => new LinkWindow(window.From(SimTime.Zero + warmUp)))];
    }

    public void Enqueued(in TraceEvent enqueued)
    {
        ref readonly Transmission sent = ref _queue.Join(new Enqueued(enqueued));
        int wireBytes = _direction.WireBytes(sent.Bytes);
        foreach (LinkWindow view in _views) view.Add(sent, wireBytes, _queue.Count);
    }

    public void Dropped(in TraceEvent drop)
    {
        if (drop.Value > drop.Time.Picoseconds) Withdrawn(drop);
        foreach (LinkWindow view in _views) view.Drop((DropReason)drop.Reason, drop.Time);
    }

    /// <summary>Takes back a packet from an instant on at which its last bit had not left.</summary>
    public void Withdrawn(in TraceEvent withdrawn)
    {
        if (!_queue.Remove(withdrawn.Packet, new SimTime(withdrawn.Value), out Transmission cut)) return;
        foreach (LinkWindow view in _views) view.TakeBack(cut, _direction.WireBytes(cut.Bytes), withdrawn.Time);
    }

    /// <summary>The figures of one view if the run ends then: what has not left by then does not count.</summary>
    public LinkMeasurement Measure(int view, SimTime end)
    {
        LinkWindow counted = _views[view].Copy();
        for (int place = 0; place < _queue.Count; place++)
        {
            ref readonly Transmission waiting = ref _queue[place];
            if (waiting.Departure > end) counted.TakeBack(waiting, _direction.WireBytes(waiting.Bytes), end);
        }

        long span = counted.Window.Overlap(SimTime.Zero, end);
        bool takesNoTime = counted.Packets > 0 && counted.Busy == 0;
        return new LinkMeasurement
        {
            Name = _direction.Name,
            From = _direction.From,
            To = _direction.To,
            Packets = counted.Packets,
            Bytes = counted.Bytes,
            Utilisation = takesNoTime ? null : Figures.Share(counted.Busy, span),
            QueueMean = Figures.Share(counted.Queued, span),
            QueueMax = counted.LongestQueue,
            Drops = DropCount.Of(counted.Drops, [DropReason.QueueFull, DropReason.Loss, DropReason.Down]),
        };
    }
}
