namespace NetComm.Analysis;

/// <summary>Counts one direction of a link or LAN port, as a whole and in the windows that expectations ask for.</summary>
internal sealed class LinkCounters(Direction direction, SimDuration warmUp, IEnumerable<Window> windows)
{
    private readonly ObservedQueue _queue = new();
    private readonly LinkWindow[] _views =
        [.. windows.Prepend(Window.Whole).Select(window => new LinkWindow(window.From(SimTime.Zero + warmUp)))];

    public void Enqueued(Enqueued enqueued)
    {
        LetLeave(enqueued.Time);
        ref readonly Transmission sent = ref _queue.Join(enqueued);
        if (!sent.IsUndecided) Add(sent);
    }

    public void Dequeued(Dequeued dequeued)
    {
        LetLeave(dequeued.Time);
        Add(_queue.Begin(dequeued));
    }

    public void Dropped(Dropped drop)
    {
        if (drop.IsRefused) _queue.Refuse(drop.Packet);
        if (drop.IsUntransmitted && _queue.Remove(drop.Packet, drop.Departure, out Transmission cut))
        {
            TakeBack(cut, drop.Time);
            if (cut.Start <= drop.Time) AddWait(cut);
        }

        foreach (LinkWindow view in _views) view.Drop(drop.Reason, drop.Time);
    }

    public void Delivered(Delivered delivered)
    {
        if (delivered.IsCopy) return;
        foreach (LinkWindow view in _views) view.Deliver(delivered.Time);
    }

    public void Marked(Marked marked)
    {
        foreach (LinkWindow view in _views) view.Mark(marked.Time);
    }

    /// <summary>What collided was not transmitted; it waits on as it has waited since it came.</summary>
    public void Collided(Collided collided)
    {
        bool isHere = _queue.Collide(collided.Packet, out Transmission cut);
        foreach (LinkWindow view in _views)
        {
            if (isHere) view.TakeBack(cut, direction.FrameLength(cut.Bytes), cut.Enqueued);
            view.Collide(collided.Time);
        }
    }

    public void Withdrawn(Withdrawn withdrawn)
    {
        if (_queue.Withdraw(withdrawn.Packet, withdrawn.Departure, out Transmission cut)) TakeBack(cut, withdrawn.Time);
    }

    /// <summary>The figures of one view if the run ends then: what has not left by then does not count.</summary>
    public LinkMeasurement Measure(int view, SimTime end)
    {
        LinkWindow counted = _views[view].Copy();
        var begun = new LatencySamples(room: 0);
        for (int place = 0; place < _queue.Known; place++)
        {
            ref readonly Transmission waiting = ref _queue[place];
            if (waiting.Start < end) counted.AddWait(waiting, begun);
            if (waiting.Departure > end) counted.TakeBack(waiting, direction.FrameLength(waiting.Bytes), end);
        }

        foreach (Transmission waiting in _queue.Waiting) counted.AddWaiting(waiting, end);
        long span = counted.Window.Overlap(SimTime.Zero, end);
        LatencyMeasurement? delay = LatencySamples.Pooled([counted.Waits, begun]);
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
            QueueDelay = takesNoTime && delay?.Max == SimDuration.Zero ? null : delay,
            Drops = DropCount.Of(counted.Drops, [DropReason.QueueFull, DropReason.Loss, DropReason.Down]),
            Delivered = counted.Delivered,
            Marks = counted.Marks,
            Collisions = direction.IsShared ? counted.Collisions : null,
        };
    }

    private void LetLeave(SimTime now)
    {
        while (_queue.Leave(now, out Transmission left))
            AddWait(left);
    }

    private void AddWait(in Transmission begun)
    {
        foreach (LinkWindow view in _views) view.AddWait(begun, view.Waits);
    }

    private void Add(in Transmission sent)
    {
        int wireBytes = direction.FrameLength(sent.Bytes);
        foreach (LinkWindow view in _views) view.Add(sent, wireBytes);
    }

    /// <summary>Takes back a packet from an instant on at which its last bit had not left.</summary>
    private void TakeBack(in Transmission cut, SimTime at)
    {
        foreach (LinkWindow view in _views)
        {
            if (cut.IsUndecided) view.AddWaiting(cut, at);
            else view.TakeBack(cut, direction.FrameLength(cut.Bytes), at);
        }
    }
}
