namespace NetComm.Tracing;

/// <summary>A finished run's events, in order: its only witness. Figures are folds over it, so it can be reported again later.</summary>
public sealed class Trace : IDisposable
{
    private readonly TraceSpool? _spool;

    internal Trace(TraceHeader header, TraceSpool? spool, string hash, long events, SimTime end)
    {
        Header = header;
        _spool = spool;
        Hash = hash;
        Events = events;
        End = end;
    }

    /// <summary>Who and what the events speak of.</summary>
    public TraceHeader Header { get; }

    /// <summary><c>sha256:</c> and 64 hexadecimal digits, of the events alone.</summary>
    public string Hash { get; }

    /// <summary>How many events there are.</summary>
    public long Events { get; }

    /// <summary>The time of the last event: the end of the run.</summary>
    public SimTime End { get; }

    /// <summary>Ends whatever reads the events, with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Passes all events to the folds, in order, in one go.</summary>
    public void FoldInto(params ITraceFold[] folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        foreach (ReadOnlyMemory<TraceEvent> block in Blocks())
        {
            foreach (ITraceFold fold in folds) fold.Fold(block.Span);
        }
    }

    /// <summary>The events in blocks; each is good until the next is asked for.</summary>
    internal IEnumerable<ReadOnlyMemory<TraceEvent>> Blocks()
    {
        foreach (ReadOnlyMemory<TraceEvent> block in Kept.Blocks())
        {
            Cancellation.ThrowIfCancellationRequested();
            yield return block;
        }
    }

    private TraceSpool Kept =>
        _spool ?? throw new InvalidOperationException("This trace was not kept: it can only be folded while the run goes on.");

    /// <inheritdoc/>
    public void Dispose() => _spool?.Dispose();
}
