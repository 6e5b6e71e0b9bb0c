using System.Runtime.InteropServices;

namespace NetComm.Tracing;

/// <summary>Keeps blocks of events: the first 64 MiB in memory, the rest in a temporary file that goes with the process.</summary>
internal sealed class TraceSpool : IDisposable
{
    private const long MemoryLimit = 64 << 20;

    private readonly List<TraceEvent[]> _inMemory = [];
    private readonly List<int> _onDisk = [];
    private long _memoryUsed;
    private FileStream? _file;

    internal void Add(ReadOnlySpan<TraceEvent> slots)
    {
        if (_file is null && _memoryUsed < MemoryLimit)
        {
            _inMemory.Add(slots.ToArray());
            _memoryUsed += slots.Length * 32L;
            return;
        }

        _file ??= new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        _file.Write(MemoryMarshal.AsBytes(slots));
        _onDisk.Add(slots.Length);
    }

    internal void FoldInto(ITraceFold[] folds)
    {
        foreach (ReadOnlyMemory<TraceEvent> block in Blocks())
        {
            foreach (ITraceFold fold in folds) fold.Fold(block.Span);
        }
    }

    /// <summary>The blocks, in order; each is good until the next is asked for, and only one may be under way.</summary>
    internal IEnumerable<ReadOnlyMemory<TraceEvent>> Blocks()
    {
        foreach (TraceEvent[] block in _inMemory) yield return block;
        if (_file is null) yield break;

        _file.Flush();
        _file.Position = 0;
        var buffer = new TraceEvent[_onDisk.Max()];
        foreach (int length in _onDisk)
        {
            _file.ReadExactly(MemoryMarshal.AsBytes(buffer.AsSpan(0, length)));
            yield return buffer.AsMemory(0, length);
        }
    }

    public void Dispose() => _file?.Dispose();
}
