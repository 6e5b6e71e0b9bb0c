namespace NetComm.Analysis;

/// <summary>Counts one direction of a link or LAN port, as a whole and in the windows that expectations ask for.</summary>
internal sealed class LinkCounters(Direction direction, SimDuration warmUp, IEnumerable<Window> windows)
{
    private readonly ObservedQueue _queue = new();
    private readonly LinkWindow[] _views =
        [.. windows.Prepend(Window.Whole).Select(window => new LinkWindow(window.From(SimTime.Zero + warmUp)))];

    public void Enqueued(Enqueued enqueued)
    {
        ref readonly Transmission sent = ref _queue.Join(enqueued);
        int wireBytes = direction.FrameLength(sent.Bytes);
        foreach (LinkWindow view in _views) view.Add(sent, wireBytes, _queue.Count);
    }

    public void Dropped(Dropped drop)
    {
        if (drop.IsUntransmitted) TakeBack(drop.Packet, drop.Departure, drop.Time);
        foreach (LinkWindow view in _views) view.Drop(drop.Reason, drop.Time);
    }

    public void Withdrawn(Withdrawn withdrawn) => TakeBack(withdrawn.Packet, withdrawn.Departure, withdrawn.Time);

    /// <summary>Takes back a packet from an instant on at which its last bit had not left.</summary>
    private void TakeBack(long packet, SimTime departure, SimTime at)
    {
        if (!_queue.Remove(packet, departure, out Transmission cut)) return;
        foreach (LinkWindow view in _views) view.TakeBack(cut, direction.FrameLength(cut.Bytes), at);
    }

    /// <summary>The figures of one view if the run ends then: what has not left by then does not count.</summary>
    public LinkMeasurement Measure(int view, SimTime end)
    {
        LinkWindow counted = _views[view].Copy();
        for (int place = 0; place < _queue.Count; place++)
        {
            ref readonly Transmission waiting = ref _queue[place];
            if (waiting.Departure > end) counted.TakeBack(waiting, direction.FrameLength(waiting.Bytes), end);
        }

        long span = counted.Window.Overlap(SimTime.Zero, end);
        bool takesNoTime = counted.Packets > 0 && counted.Busy == 0;
        return new LinkMeasurement
        {
            Name = direction.Name,
            From = direction.From,
            To = direction.To,
            Packets = counted.Packets,
            Bytes = counted.Bytes,
            Utilisation = takesNoTime ? null : Rounding.Share(counted.Busy, span),
            QueueMean = Rounding.Share(counted.Queued, span),
            QueueMax = counted.LongestQueue,
            Drops = DropCount.Of(counted.Drops, [DropReason.QueueFull, DropReason.Loss, DropReason.Down]),
        };
    }
}
