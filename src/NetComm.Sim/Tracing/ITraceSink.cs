namespace NetComm.Sim.Tracing;

/// <summary>Takes events as they happen.</summary>
public interface ITraceSink
{
    /// <summary>Takes an event without bytes.</summary>
    void Write(in TraceEvent happened);

    /// <summary>Takes an event whose <see cref="TraceEvent.Value"/> is the length of <paramref name="bytes"/>.</summary>
    void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes);
}
