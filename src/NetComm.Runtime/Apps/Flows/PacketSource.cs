namespace NetComm.Runtime.Apps.Flows;

/// <summary>When a flow's packets go out and how large they are: by its traffic, or as they were recorded.</summary>
internal abstract class PacketSource
{
    /// <summary>When the next packet goes out; <see cref="SimTime.Never"/> after the last.</summary>
    internal abstract SimTime Next { get; }

    /// <summary>Whether the last one has been taken, and the flow is over.</summary>
    internal virtual bool IsOver => Next == SimTime.Never;

    /// <summary>The next packet's number in the flow.</summary>
    internal abstract long Sequence { get; }

    /// <summary>Takes the next packet: its payload in bytes. <see cref="Next"/> then tells of the one after it.</summary>
    internal abstract int Take();

    internal static PacketSource Of(RunContext run, Flow flow) =>
        flow.Recorded is { } recorded ? new RecordedSource(flow.Start, recorded)
            : flow.Traffic is Traffic.Recorded played ? new RecordedSource(flow.Start, played.Packets.Within(flow))
            : new TrafficSource(flow, run.RandomFor($"flow:{flow.Name}:gaps"), run.RandomFor($"flow:{flow.Name}:sizes"));
}
