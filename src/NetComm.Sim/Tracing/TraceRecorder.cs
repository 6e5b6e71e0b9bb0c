using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetComm.Sim.Model;

namespace NetComm.Sim.Tracing;

/// <summary>Collects events in blocks of 64 KiB; each full block is hashed, folded and kept. One thread only.</summary>
public sealed class TraceRecorder : ITraceSink, IDisposable
{
    private const int BlockSlots = 64 * 1024 / 32;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ITraceFold[] _folds;
    private readonly TraceSpool? _spool;
    private readonly TraceHeader _header;
    private TraceEvent[] _block = new TraceEvent[BlockSlots];
    private int _used;
    private long _events;
    private SimTime _last;

    /// <summary>A recorder that feeds <paramref name="folds"/>, and keeps the events where <paramref name="keep"/> says so.</summary>
    public TraceRecorder(TraceHeader header, bool keep, params ITraceFold[] folds)
    {
        _header = header;
        _folds = folds;
        _spool = keep ? new TraceSpool() : null;
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
        Flush();
        string hash = "sha256:" + Convert.ToHexStringLower(_hash.GetHashAndReset());
        return new Trace(_header, _spool, hash, _events, _last);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        if (_used == 0) return;
        ReadOnlySpan<TraceEvent> slots = _block.AsSpan(0, _used);
        TraceBytes.Hash(_hash, slots);
        foreach (ITraceFold fold in _folds) fold.Fold(slots);
        _spool?.Add(slots);
        _used = 0;
        if (_block.Length != BlockSlots) _block = new TraceEvent[BlockSlots];
    }
}
