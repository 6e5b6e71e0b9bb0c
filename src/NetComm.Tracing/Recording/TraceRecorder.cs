using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace NetComm.Tracing;

/// <summary>Collects events in blocks of 64 KiB; each full block is hashed, folded and kept. One thread writes.</summary>
public sealed class TraceRecorder : TraceSink, IDisposable
{
    /// <summary>Slots of 32 bytes in a block.</summary>
    internal const int BlockSlots = 64 * 1024 / 32;

    private readonly TraceHeader _header;
    private readonly TraceSpool? _spool;
    private readonly TraceDigest _digest;
    private readonly DigestThread _thread;

    /// <summary>A recorder that feeds <paramref name="folds"/>, and keeps the events where <paramref name="keep"/> says so.</summary>
    public TraceRecorder(TraceHeader header, bool keep, params ITraceFold[] folds)
        : this(header, keep ? new TraceSpool() : null, folds)
    {
    }

    internal TraceRecorder(TraceHeader header, TraceSpool? spool, ITraceFold[] folds)
    {
        _header = header;
        _spool = spool;
        _digest = new TraceDigest(folds, _spool);
        _thread = new DigestThread(_digest);
        Block = new TraceEvent[BlockSlots];
    }

    /// <summary>Whether the writing thread hashes and folds too, as other runs have the other cores. Default: a thread beside it.</summary>
    internal bool DigestsInline { get; init; }

    /// <summary>Why events are no longer kept: a full disk. Those before it stand. Null while they are.</summary>
    /// <remarks>What a fold has thrown, by a bug, is thrown here.</remarks>
    internal SpoolFullException? Failure
    {
        get
        {
            if (_thread.Failure is { } bug and not SpoolFullException) ExceptionDispatchInfo.Throw(bug);
            return (SpoolFullException?)_thread.Failure;
        }
    }

    /// <inheritdoc/>
    public override void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes)
    {
        int slots = 1 + happened.ByteSlots;
        if (Used + slots > Block.Length) Flush();
        if (slots > Block.Length) Block = new TraceEvent[slots];
        Block[Used] = happened;
        Span<byte> behind = MemoryMarshal.AsBytes(Block.AsSpan(Used + 1, slots - 1));
        bytes.CopyTo(behind);
        behind[bytes.Length..].Clear();
        Used += slots;
        EventsBefore -= slots - 1;
    }

    /// <inheritdoc/>
    protected internal override void WriteBeyond(TraceEvent happened)
    {
        Flush();
        Write(happened);
    }

    /// <summary>Ends the recording: no event may follow.</summary>
    public Trace Finish()
    {
        SimTime last = TimeOfLast(Block.AsSpan(0, Used));
        if (_thread.IsRunning) Flush();
        else _thread.Digest(Block.AsSpan(0, Used));
        _thread.Join();
        return Failure is null ? new Trace(_header, _spool, _digest.Hash(), Events, last) : FinishEarly();
    }

    // The run ends with the last event that was kept.
    private Trace FinishEarly()
    {
        (long events, SimTime last) = (1, SimTime.Zero);
        foreach (ReadOnlyMemory<TraceEvent> block in _spool!.Blocks())
        {
            for (int slot = 0; slot < block.Length; slot += 1 + block.Span[slot].ByteSlots) events++;
            last = TimeOfLast(block.Span);
        }

        _digest.TakeLast([TraceEvents.At(last, TraceEventKind.RunEnded, 0)]);
        return new Trace(_header, _spool, _digest.Hash(), events, last);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _thread.Dispose();
        _digest.Dispose();
    }

    private void Flush()
    {
        if (Used > 0 && DigestsInline) _thread.Digest(Block.AsSpan(0, Used));
        else if (Used > 0) Block = _thread.Exchange(Block, Used);
        EventsBefore += Used;
        Used = 0;
    }

    // A block is given away only when the next event comes, so that the last one is still here.
    private static SimTime TimeOfLast(ReadOnlySpan<TraceEvent> slots)
    {
        SimTime last = SimTime.Zero;
        for (int slot = 0; slot < slots.Length; slot += 1 + slots[slot].ByteSlots) last = slots[slot].Time;
        return last;
    }
}

/// <summary>Makes figures out of events, block by block, in order; while the run goes on or from a file.</summary>
public interface ITraceFold
{
    /// <summary>Takes events, each with its <see cref="TraceEvent.ByteSlots"/> slots of bytes behind it; never cut between.</summary>
    void Fold(ReadOnlySpan<TraceEvent> slots);
}
