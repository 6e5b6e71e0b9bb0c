namespace NetComm.Network;

/// <summary>
/// Shapes: bytes leave as fast as tokens come in, and a bucket of tokens that were not needed lets bursts pass (tc-tbf(8)). Packets that
/// come too early wait while the link is free. Over any time t at most burst + rate × t passes.
/// </summary>
/// <remarks>
/// Tokens are counted by the time in which they come in, as in Linux (sch_tbf.c), and rounded against the packet. The bucket of
/// <c>peak-rate</c> holds one packet of the largest size.
/// </remarks>
internal sealed class TokenBucket : FifoDiscipline
{
    private QueueSpec.TokenBucket _spec;
    private LinkContext _link;
    private Bucket _tokens;
    private Bucket? _peak;
    private SimTime _readyAt;

    internal TokenBucket(QueueSpec.TokenBucket spec, LinkContext link)
        : base(spec.Limit)
    {
        (_spec, _link) = (spec, link);
        _tokens = new Bucket(spec.Rate, spec.Burst.Bytes);
        _peak = PeakOf(spec, link);
    }

    internal override SimTime ReadyAt => _readyAt;

    internal override void Enqueue(Packet packet, SimTime now, IQueueOutcomes outcomes)
    {
        if (packet.Hop.QueueBytes > _tokens.Size && !packet.IsReliable) outcomes.Drop(packet, DropReason.OverBucket, now);
        else if (HasRoom(packet, now, outcomes)) Accept(packet, now, outcomes);
    }

    internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes)
    {
        if (Queue.Head is not { } head) return null;
        int bytes = head.Hop.QueueBytes;
        SimTime ready = _tokens.ReadyFor(bytes, now);
        if (_peak is not null && _peak.ReadyFor(bytes, now) is var second && second > ready) ready = second;
        if (ready > now)
        {
            _readyAt = ready;
            return null;
        }

        _tokens.Spend(bytes, now);
        _peak?.Spend(bytes, now);
        return TakeHead();
    }

    /// <summary>A new bucket holds as many bytes of tokens as the old one did, if it can.</summary>
    internal override bool TryFollow(QueueSpec spec, LinkContext link, SimTime now)
    {
        if (spec is not QueueSpec.TokenBucket bucket) return false;
        if (bucket == _spec && link == _link) return true;
        Room.Limit(bucket.Limit);
        Bucket old = _tokens;
        _tokens = new Bucket(bucket.Rate, bucket.Burst.Bytes);
        _tokens.StartWith(old.BytesAt(now), now);
        _peak = PeakOf(bucket, link);
        (_spec, _link) = (bucket, link);
        return true;
    }

    private static Bucket? PeakOf(QueueSpec.TokenBucket spec, LinkContext link) =>
        spec.PeakRate is { } peak ? new Bucket(peak, link.Frame) : null;

    /// <summary>Tokens, counted in picoseconds of the rate at which they come in.</summary>
    private sealed class Bucket(Bandwidth rate, long size)
    {
        private readonly long _full = TimeFor(rate, size, roundUp: false);
        private long _tokens = TimeFor(rate, size, roundUp: false);
        private SimTime _at;

        internal long Size => size;

        internal void StartWith(long bytes, SimTime now) =>
            (_tokens, _at) = (Math.Min(_full, TimeFor(rate, bytes, roundUp: false)), now);

        internal long BytesAt(SimTime now) =>
            (long)((Int128)Math.Max(0, TokensAt(now)) * rate.BitsPerSecond / 8 / SimDuration.PerSecond);

        /// <summary>When there are tokens for so many bytes; for more than the bucket holds, when it is full.</summary>
        internal SimTime ReadyFor(int bytes, SimTime now)
        {
            long missing = Math.Min(_full, TimeFor(rate, bytes, roundUp: true)) - TokensAt(now);
            return missing > 0 ? now + new SimDuration(missing) : now;
        }

        internal void Spend(int bytes, SimTime now) => (_tokens, _at) = (TokensAt(now) - TimeFor(rate, bytes, roundUp: true), now);

        private long TokensAt(SimTime now) => Math.Min(_full, _tokens + (now - _at).Picoseconds);

        private static long TimeFor(Bandwidth rate, long bytes, bool roundUp)
        {
            Int128 bits = (Int128)bytes * 8 * SimDuration.PerSecond;
            return (long)((bits + (roundUp ? rate.BitsPerSecond - 1 : 0)) / rate.BitsPerSecond);
        }
    }
}
