namespace NetComm.Reporting.Player;

/// <summary>Something that happens to no packet on a line.</summary>
/// <param name="Time">When.</param>
/// <param name="Order">Its place among the trace's events.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Node">Where; null where it is at no node.</param>
/// <param name="Packet">The packet that it is about, by its place in the recording; null where it is about none.</param>
/// <param name="Text">The rest of the sentence.</param>
internal sealed record RecordedEvent(SimTime Time, long Order, RecordedEventKind Kind, NodeId? Node, int? Packet, string Text);

/// <summary>What kind of event it is. The script knows these numbers.</summary>
internal enum RecordedEventKind
{
    /// <summary>A fault or another change of the timeline: marked on the scrubber.</summary>
    Fault = 0,

    /// <summary>A socket hands a packet to its program.</summary>
    Received = 1,

    GivenUp = 2,

    Done = 3,
}
