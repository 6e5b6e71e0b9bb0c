using System.Runtime.InteropServices;

namespace NetComm.Tracing;

/// <summary>Collects events in blocks of 64 KiB; each full block is hashed, folded and kept. One thread writes.</summary>
public sealed class TraceRecorder : ITraceSink, IDisposable
{
    /// <summary>Slots of 32 bytes in a block.</summary>
    internal const int BlockSlots = 64 * 1024 / 32;

    private readonly TraceHeader _header;
    private readonly TraceSpool? _spool;
    private readonly TraceDigest _digest;
    private readonly DigestThread _thread;
    private TraceEvent[] _block = new TraceEvent[BlockSlots];
    private int _used;
    private long _events;
    private SimTime _last;

    /// <summary>A recorder that feeds <paramref name="folds"/>, and keeps the events where <paramref name="keep"/> says so.</summary>
    public TraceRecorder(TraceHeader header, bool keep, params ITraceFold[] folds)
    {
        _header = header;
        _spool = keep ? new TraceSpool() : null;
        _digest = new TraceDigest(folds, _spool);
        _thread = new DigestThread(_digest);
    }

    /// <summary>Events so far.</summary>
    public long Events => _events;

    /// <inheritdoc/>
    public void Write(in TraceEvent happened)
    {
        if (_used == _block.Length) Flush();
        _block[_used++] = happened;
        _events++;
        _last = happened.Time;
    }

    /// <inheritdoc/>
    public void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes)
    {
        int slots = 1 + happened.ByteSlots;
        if (_used + slots > _block.Length) Flush();
        if (slots > _block.Length) _block = new TraceEvent[slots];
        _block[_used] = happened;
        Span<byte> behind = MemoryMarshal.AsBytes(_block.AsSpan(_used + 1, slots - 1));
        bytes.CopyTo(behind);
        behind[bytes.Length..].Clear();
        _used += slots;
        _events++;
        _last = happened.Time;
    }

    /// <summary>Ends the recording: no event may follow.</summary>
    public Trace Finish()
    {
        if (_thread.IsRunning) Flush();
        else _digest.Take(_block.AsSpan(0, _used));
        _thread.Join();
        return new Trace(_header, _spool, _digest.Hash(), _events, _last);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _thread.Dispose();
        _digest.Dispose();
    }

    private void Flush()
    {
        if (_used > 0) _block = _thread.Exchange(_block, _used);
        _used = 0;
    }
}

/// <summary>Takes events as they happen.</summary>
public interface ITraceSink
{
    /// <summary>Takes an event without bytes.</summary>
    void Write(in TraceEvent happened);

    /// <summary>Takes an event and the <paramref name="bytes"/> behind it, whose length it tells.</summary>
    void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes);
}

/// <summary>Makes figures out of events, block by block, in order; while the run goes on or from a file.</summary>
public interface ITraceFold
{
    /// <summary>
    /// Takes the next slots: events, each with <see cref="TraceEvent.ByteSlots"/> slots of bytes behind it; never cut between the two.
    /// </summary>
    void Fold(ReadOnlySpan<TraceEvent> slots);
}
