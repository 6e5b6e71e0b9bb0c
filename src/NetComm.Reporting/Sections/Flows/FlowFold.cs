using NetComm.Analysis;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>Gathers from a trace what the charts of the flows are drawn from, and why packets were lost.</summary>
internal sealed class FlowFold : ITraceFold, IPacketSink, ISegmentSink
{
    private readonly TraceHeader _header;
    private readonly PacketTracker _packets;
    private readonly SegmentCounters _segments;
    private readonly SimTime _warm;
    private readonly PendingLosses[] _losses;
    private readonly FlowSamples[][] _gathering;

    public FlowFold(TraceHeader header, SimTime end)
    {
        _header = header;
        _packets = new PacketTracker(header, this);
        _segments = new SegmentCounters(header, this);
        _warm = SimTime.Zero + header.WarmUp;
        Samples =
            [.. header.Flows
                .Select(flow => new FlowSamples([.. flow.Receivers.Select(node => header.Nodes[node].Name)], end.TotalSeconds))];
        Pools = header.Flows.Select(flow => flow.Pool).OfType<string>().Distinct(StringComparer.Ordinal)
            .ToDictionary(pool => pool, _ => new FlowSamples([], end.TotalSeconds), StringComparer.Ordinal);
        _gathering = [.. header.Flows
            .Select((flow, i) => flow.Pool is { } pool ? (FlowSamples[])[Samples[i], Pools[pool]] : [Samples[i]])];
        Causes = [.. Samples.Select(samples => new LossCauses(samples.Bins))];
        _losses = [.. _gathering.Select((samples, i) => new PendingLosses(samples, Causes[i]))];
    }

    /// <summary>Per flow, what its charts are drawn from; complete once <see cref="Finish"/> was called.</summary>
    public IReadOnlyList<FlowSamples> Samples { get; }

    /// <summary>The same of flows that stand together under one name: their packets as those of one flow, without jitter.</summary>
    public IReadOnlyDictionary<string, FlowSamples> Pools { get; }

    /// <summary>Per flow, why packets were lost; complete likewise.</summary>
    public IReadOnlyList<LossCauses> Causes { get; }

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
        {
            ref readonly TraceEvent happened = ref slots[i];
            if (happened.Kind == TraceEventKind.StreamReceived && new StreamMoved(happened) is var read && read.Time >= _warm)
                foreach (FlowSamples samples in _gathering[read.Flow.Index]) samples.AddBytes(read.Time.TotalSeconds, read.Bytes);
            else _packets.Take(happened);
            TakeSegment(slots, i);
        }
    }

    /// <summary>Counts what was under way when the trace ended.</summary>
    public void Finish()
    {
        _packets.VisitUnderWay((packet, _) =>
        {
            if (packet.SentAt < _warm) return;
            foreach (FlowSamples samples in _gathering[packet.Flow.Index]) samples.AddUnderWay(packet.SentAt.TotalSeconds);
        });
        foreach (PendingLosses losses in _losses) losses.Finish();
    }

    void IPacketSink.Sent(in TrackedPacket packet)
    {
        if (packet.Role == PacketRole.Answer || packet.SentAt < _warm) return;
        foreach (FlowSamples samples in _gathering[packet.Flow.Index])
        {
            samples.AddSent(packet.SentAt.TotalSeconds, packet.Unresolved);
            samples.AddSize(packet.Bytes);
        }
    }

    void IPacketSink.Received(in TrackedPacket packet, int receiver, SimTime at, bool again)
    {
        if (packet.Since < _warm) return;
        if (_header.Flows[packet.Flow.Index].Transport != Transport.Tcp)
            AddIpBytes(packet.Flow, receiver, at, packet.DatagramIpBytes);
        if (again || packet.Role == PacketRole.Request) return;
        (long Packet, int Receiver) key = KeyOf(packet, receiver);
        Samples[packet.Flow.Index].AddTransit(receiver, at.TotalSeconds, (at - packet.Since).Picoseconds, key.Packet);
        RequestSchedule? requests = _header.Flows[packet.Flow.Index].Requests;
        foreach (FlowSamples samples in _gathering[packet.Flow.Index])
        {
            samples.AddReceived(receiver, packet.Since.TotalSeconds, (at - packet.Since).TotalSeconds, key.Packet);
            if (requests is not null) samples.AddResponse((at - requests.IntendedAt(packet.Sequence)).TotalSeconds);
        }

        _losses[packet.Flow.Index].Arrive(key);
    }

    void IPacketSink.Recovered(in TrackedPacket packet, int receiver, bool underWay)
    {
        // A request that comes again after its answer was lost is lost all the same, until an answer comes.
        if (packet.Role == PacketRole.Request && !underWay) return;
        if (packet.Since >= _warm) _losses[packet.Flow.Index].TakeBack(KeyOf(packet, receiver));
    }

    void IPacketSink.Lost(in TrackedPacket packet, int receiver, in PacketLoss loss)
    {
        if (packet.Since < _warm) return;
        (long Packet, int Receiver) key = KeyOf(packet, receiver);
        _losses[packet.Flow.Index].Add(key, packet.Since.TotalSeconds, new LossCause(key.Receiver, loss.Reason, loss.Location));
    }

    void ISegmentSink.SegmentReceived(FlowId flow, SimTime sentAt, SimTime at, int receiver, int ipBytes)
    {
        if (sentAt >= _warm) AddIpBytes(flow, receiver, at, ipBytes);
    }

    private void AddIpBytes(FlowId flow, int receiver, SimTime at, int bytes)
    {
        foreach (FlowSamples samples in _gathering[flow.Index]) samples.AddIpBytes(receiver, at.TotalSeconds, bytes);
    }

    private void TakeSegment(ReadOnlySpan<TraceEvent> slots, int index)
    {
        ref readonly TraceEvent happened = ref slots[index];
        switch (happened.Kind)
        {
            case TraceEventKind.ConversationOpened:
                _segments.Opened(slots, index);
                break;
            case TraceEventKind.SegmentSent:
                _segments.Sent(new SegmentSent(happened));
                break;
            case TraceEventKind.Received:
                _segments.Received(new Received(happened));
                break;
            case TraceEventKind.Dropped:
                _segments.Dropped(new Dropped(happened));
                break;
        }
    }

    /// <summary>An answer stands for its request; where any receiver will do, all are one.</summary>
    private (long Packet, int Receiver) KeyOf(in TrackedPacket packet, int receiver) =>
        (packet.Role == PacketRole.Answer ? packet.Origin : packet.Number, _packets.MarksOf(packet.Flow) == 1 ? 0 : receiver);
}
