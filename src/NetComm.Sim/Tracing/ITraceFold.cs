namespace NetComm.Sim.Tracing;

/// <summary>Makes figures out of events, block by block, in order; while the run goes on or from a file.</summary>
public interface ITraceFold
{
    /// <summary>Takes the next slots: events, each with <see cref="TraceEvent.ByteSlots"/> slots of bytes behind it; never cut between the two.</summary>
    void Fold(ReadOnlySpan<TraceEvent> slots);
}
