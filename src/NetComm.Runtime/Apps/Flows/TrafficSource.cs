namespace NetComm.Runtime.Apps.Flows;

/// <summary>When a flow's packets go out and how large they are: a pure sequence, told by its own streams of chance.</summary>
internal sealed class TrafficSource
{
    private readonly Flow _flow;
    private readonly RandomStream _gaps;
    private readonly RandomStream _sizes;
    private readonly PayloadSize _size;
    private readonly long _constantGap;
    private SimTime _onUntil = SimTime.Never;
    private long _bytesLeft;

    internal TrafficSource(Flow flow, RandomStream gaps, RandomStream sizes)
    {
        _flow = flow;
        _gaps = gaps;
        _sizes = sizes;
        _bytesLeft = flow.Bytes ?? long.MaxValue;
        (_size, _constantGap) = flow.Traffic switch
        {
            Traffic.Constant constant => (constant.Size, constant.Interval.Picoseconds),
            Traffic.Poisson poisson => (poisson.Size, 0),
            Traffic.OnOff onOff => (onOff.Size, onOff.Interval.Picoseconds),
            Traffic.RequestResponse requests => (requests.Size, requests.Interval.Picoseconds),
            Traffic.Ping ping => (ping.Size, ping.Interval.Picoseconds),
            _ => throw new ArgumentException($"A {flow.Traffic.GetType().Name} flow has no packets of its own.", nameof(flow)),
        };
        Next = FirstAfter(flow.Start);
        EndIfDue();
    }

    /// <summary>When the next packet goes out; <see cref="SimTime.Never"/> after the last.</summary>
    internal SimTime Next { get; private set; }

    internal long Sequence { get; private set; }

    /// <summary>Takes the next packet: its payload in bytes. <see cref="Next"/> then tells of the one after it.</summary>
    internal int Take()
    {
        int bytes = (int)Math.Min(_size.Sample(_sizes), _bytesLeft);
        _bytesLeft -= bytes;
        Sequence++;
        Next = After(Next);
        EndIfDue();
        return bytes;
    }

    private SimTime FirstAfter(SimTime start)
    {
        if (_flow.Traffic is Traffic.Poisson poisson) return start + ExponentialGap(poisson.MeanGap);
        if (_flow.Traffic is Traffic.OnOff onOff) _onUntil = start + Sample(onOff.OnTime);
        return start;
    }

    private SimTime After(SimTime sent)
    {
        if (_flow.Traffic is Traffic.Poisson poisson) return sent + ExponentialGap(poisson.MeanGap);

        var next = new SimTime(sent.Picoseconds + _constantGap);
        if (_flow.Traffic is not Traffic.OnOff onOff) return next;
        while (next >= _onUntil)
        {
            next = _onUntil + Sample(onOff.OffTime);
            _onUntil = next + Sample(onOff.OnTime);
        }

        return next;
    }

    private SimDuration ExponentialGap(SimDuration mean) => SimDuration.FromPicoseconds(mean.Picoseconds * _gaps.NextExponential());

    // One picosecond at least, so that silence and sound both pass time.
    private SimDuration Sample(Distribution time) => SimDuration.FromPicoseconds(Math.Max(1, time.Sample(_gaps)));

    private void EndIfDue()
    {
        bool over = Sequence >= (_flow.Count ?? long.MaxValue) || _bytesLeft <= 0 || (_flow.Stop is { } stop && Next >= stop);
        if (over) Next = SimTime.Never;
    }
}
