using NetComm.Analysis;
using NetComm.Reporting.Samples;

namespace NetComm.Reporting;

/// <summary>How the latencies of a run's flows are spread, from its events: what the charts of a comparison are drawn from.</summary>
public sealed class ComparedLatencies : ITraceFold, IPacketSink
{
    private readonly PacketTracker _packets;
    private readonly SimTime _warm;
    private readonly Dictionary<string, ValueDistribution> _byFlow;
    private readonly ValueDistribution[] _flows;

    /// <summary>Latencies of a run with this header; they come with its events.</summary>
    public ComparedLatencies(TraceHeader header)
    {
        _packets = new PacketTracker(header, this);
        _warm = SimTime.Zero + header.WarmUp;
        _flows = [.. header.Flows.Select(_ => new ValueDistribution())];
        _byFlow = header.Flows.Zip(_flows).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }

    /// <summary>The latencies of a kept trace.</summary>
    public static ComparedLatencies Of(Trace trace)
    {
        var latencies = new ComparedLatencies(trace.Header);
        trace.FoldInto(latencies);
        return latencies;
    }

    /// <inheritdoc/>
    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) _packets.Take(slots[i]);
    }

    void IPacketSink.Sent(in TrackedPacket packet)
    {
    }

    void IPacketSink.Received(in TrackedPacket packet, int receiver, SimTime at, bool again)
    {
        if (again || packet.Role == PacketRole.Request || packet.Since < _warm) return;
        _flows[packet.Flow.Index].Add((at - packet.Since).TotalSeconds);
    }

    void IPacketSink.Lost(in TrackedPacket packet, int receiver, in PacketLoss loss)
    {
    }

    /// <summary>The latencies of a flow, in seconds; null where no packet of it came.</summary>
    internal ValueDistribution? Of(string flow) =>
        _byFlow.TryGetValue(flow, out ValueDistribution? found) && found.Count > 0 ? found : null;
}
