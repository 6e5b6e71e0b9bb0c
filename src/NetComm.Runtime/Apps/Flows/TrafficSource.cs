namespace NetComm.Runtime.Apps.Flows;

/// <summary>Makes a flow's packets by its traffic: a pure sequence, told by its own streams of chance.</summary>
internal sealed class TrafficSource : PacketSource
{
    /// <summary>The longest time of the language, 1000 h: a heavy tail has samples beyond it.</summary>
    private const double LongestTime = 3_600_000d * SimDuration.PerSecond;

    /// <summary>So that the longest sample after it is still a time.</summary>
    private static readonly SimTime LastTime = SimTime.Never - SimDuration.FromPicoseconds(LongestTime + 1);

    private readonly Flow _flow;
    private readonly RandomStream _gaps;
    private readonly RandomStream _sizes;
    private readonly PayloadSize _size;
    private readonly long _constantGap;
    private SimTime _onUntil = SimTime.Never;
    private SimTime _next;
    private long _sequence;
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
        _next = FirstAfter(flow.Start);
        EndIfDue();
    }

    internal override SimTime Next => _next;

    internal override long Sequence => _sequence;

    internal override int Take()
    {
        int bytes = (int)Math.Min(_size.Sample(_sizes), _bytesLeft);
        _bytesLeft -= bytes;
        _sequence++;
        _next = After(_next);
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

        if (_flow.Traffic.Gaps is { } gaps) return sent > LastTime ? SimTime.Never : sent + Sample(gaps);
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

    // One picosecond at least, so that each step passes time, and at most what the clock can count.
    private SimDuration Sample(Distribution time) => SimDuration.FromPicoseconds(Math.Clamp(time.Sample(_gaps), 1, LongestTime));

    private void EndIfDue()
    {
        bool over = _sequence >= (_flow.Count ?? long.MaxValue) || _bytesLeft <= 0 || (_flow.Stop is { } stop && _next >= stop);
        if (over) _next = SimTime.Never;
    }
}
