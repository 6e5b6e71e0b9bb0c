using System.Runtime.CompilerServices;

namespace NetComm.Tracing;

/// <summary>
/// Takes events as they happen. A class with a block of its own, not an interface: an event made in the call is then written to its place
/// in the block at once, where a call through an interface would first build it elsewhere.
/// </summary>
public abstract class TraceSink
{
    /// <summary>A sink without a block: each event goes to <see cref="WriteBeyond"/>.</summary>
    internal TraceSink()
    {
    }

    /// <summary>Events so far, of those that went into the block.</summary>
    public long Events => EventsBefore + Used;

    /// <summary>Where the next events go.</summary>
    private protected TraceEvent[] Block { get; set; } = [];

    /// <summary>How many slots of the block are taken.</summary>
    private protected int Used { get; set; }

    /// <summary>Events of earlier blocks, less the slots of this one that hold bytes.</summary>
    private protected long EventsBefore { get; set; }

    /// <summary>Takes an event without bytes. In line, or the event would be built elsewhere first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(in TraceEvent happened)
    {
        TraceEvent[] block = Block;
        int used = Used;
        if ((uint)used >= (uint)block.Length)
        {
            WriteBeyond(happened);
            return;
        }

        block[used] = happened;
        Used = used + 1;
    }

    /// <summary>Takes an event and the <paramref name="bytes"/> behind it, whose length it tells.</summary>
    public abstract void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes);

    /// <summary>Takes an event for which the block has no room.</summary>
    protected internal abstract void WriteBeyond(TraceEvent happened);
}
