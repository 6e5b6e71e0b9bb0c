using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetComm.Tracing;

/// <summary>Keeps blocks of events: the first 64 MiB in memory, the rest in a temporary file that goes with the process.</summary>
/// <param name="memoryLimit">How many bytes stay in memory.</param>
/// <param name="open">Opens the file; by default one of the folder for temporary files.</param>
internal sealed class TraceSpool(long memoryLimit = TraceSpool.MemoryLimit, Func<SafeFileHandle>? open = null) : IDisposable
{
    private const long MemoryLimit = 64 << 20;

    private readonly List<TraceEvent[]> _inMemory = [];
    private readonly List<int> _onDisk = [];
    private TraceEvent[] _last = [];
    private long _memoryUsed;
    private long _diskUsed;
    private SafeFileHandle? _file;

    /// <summary>Keeps a block.</summary>
    /// <exception cref="SpoolFullException">What was kept before stands.</exception>
    internal void Add(ReadOnlySpan<TraceEvent> slots)
    {
        if (_file is null && _memoryUsed < memoryLimit)
        {
            _inMemory.Add(slots.ToArray());
            _memoryUsed += slots.Length * 32L;
            return;
        }

        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(slots);
        try
        {
            _file ??= (open ?? Open)();
            RandomAccess.Write(_file, bytes, _diskUsed);
        }
        catch (IOException full)
        {
            throw new SpoolFullException(full);
        }

        _diskUsed += bytes.Length;
        _onDisk.Add(slots.Length);
    }

    /// <summary>Keeps what comes behind all others, in memory: of a spool that can take nothing else.</summary>
    internal void AddLast(ReadOnlySpan<TraceEvent> slots) => _last = slots.ToArray();

    /// <summary>The blocks, in order; each is good until the next is asked for.</summary>
    internal IEnumerable<ReadOnlyMemory<TraceEvent>> Blocks()
    {
        foreach (TraceEvent[] block in _inMemory) yield return block;
        long place = 0;
        TraceEvent[] buffer = _onDisk.Count > 0 ? new TraceEvent[_onDisk.Max()] : [];
        foreach (int length in _onDisk)
        {
            place += Read(MemoryMarshal.AsBytes(buffer.AsSpan(0, length)), place);
            yield return buffer.AsMemory(0, length);
        }

        if (_last.Length > 0) yield return _last;
    }

    public void Dispose() => _file?.Dispose();

    private int Read(Span<byte> bytes, long place)
    {
        int read = 0;
        while (read < bytes.Length)
        {
            int more = RandomAccess.Read(_file!, bytes[read..], place + read);
            if (more == 0) throw new EndOfStreamException("The temporary file of the trace has become shorter.");
            read += more;
        }

        return read;
    }

    // Where a file that is open can lose its name, it does at once: no process that is killed leaves it behind.
    private static SafeFileHandle Open()
    {
        string path = Path.GetTempFileName();
        SafeFileHandle file = File.OpenHandle(
            path, FileMode.Open, FileAccess.ReadWrite, FileShare.None,
            OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }
}

/// <summary>The temporary file of a trace cannot take more.</summary>
internal sealed class SpoolFullException(IOException why) : IOException(why.Message, why);
