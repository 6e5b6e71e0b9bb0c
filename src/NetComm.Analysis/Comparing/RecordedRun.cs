namespace NetComm.Analysis;

/// <summary>A run whose sends another one plays again.</summary>
/// <param name="Header">Who and what it was.</param>
/// <param name="Measured">Its figures.</param>
public sealed record RecordedRun(TraceHeader Header, Measurements Measured)
{
    /// <summary>Measures a kept trace.</summary>
    public static RecordedRun Of(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return new RecordedRun(trace.Header, Measurements.From(trace));
    }
}
