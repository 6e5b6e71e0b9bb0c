namespace NetComm.Analysis;

/// <summary>Times in a queue: of a flow its latencies, of a link from a packet's arrival there to the end of its transmission.</summary>
internal sealed class TimeSamples(Oracle oracle, SingleServerQueue queue, SimTime warm) : OracleSamples(oracle, warm)
{
    private readonly BatchMeans _times = new();

    public override void Enqueued(Enqueued enqueued)
    {
        if (Oracle.Flow is null && enqueued.Time >= Warm && IsHere(enqueued.Direction) && enqueued.Departure is { } departure)
            _times.Add((departure - enqueued.Time).Picoseconds);
    }

    public override void Received(in TrackedPacket packet, SimTime at)
    {
        if (IsMine(packet)) _times.Add((at - packet.SentAt).Picoseconds);
    }

    public override OracleMeasurement Measure(IReadOnlyList<FlowMeasurement> flows) =>
        ByBatches(_times, queue.Memory, queue.PacketsPerSpell, SimDuration.PerSecond);
}
