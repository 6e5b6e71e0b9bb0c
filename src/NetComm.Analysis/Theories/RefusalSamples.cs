namespace NetComm.Analysis;

/// <summary>Who finds a queue full: of a flow which of its packets were lost, of a link which ones it refused.</summary>
internal sealed class RefusalSamples(Oracle oracle, FiniteQueue queue, SimTime warm) : OracleSamples(oracle, warm)
{
    private readonly BatchMeans _refused = new();

    private bool IsOfLink => Oracle.Flow is null;

    public override void Enqueued(Enqueued enqueued)
    {
        if (IsOfLink && enqueued.Time >= Warm && IsHere(enqueued.Direction)) _refused.Add(0);
    }

    public override void Dropped(Dropped drop)
    {
        if (IsOfLink && drop.Reason == DropReason.QueueFull && drop.Time >= Warm && IsHere(drop.Location.Direction)) _refused.Add(1);
    }

    public override void Received(in TrackedPacket packet, SimTime at)
    {
        if (IsMine(packet)) _refused.Add(0);
    }

    public override void Lost(in TrackedPacket packet)
    {
        if (IsMine(packet)) _refused.Add(1);
    }

    public override OracleMeasurement Measure(IReadOnlyList<FlowMeasurement> flows)
    {
        OracleMeasurement measured = ByBatches(_refused, queue.Memory, queue.PacketsPerSpell, unit: 1);
        return measured with { Losses = (long)Math.Round((measured.Mean ?? 0) * measured.Samples) };
    }
}
