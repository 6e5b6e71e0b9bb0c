namespace NetComm.Tracing;

/// <summary>
/// A capture and the packets that are still to be written to it, in the order of time: each waits until it is known what became of it.
/// </summary>
internal sealed class PendingFile : IDisposable
{
    /// <summary>Collected before the file is opened to add it, so that none stays open: 64 MiB at most, of 1000 files.</summary>
    private const int Block = 1 << 15;

    private readonly string _path;
    private readonly MemoryStream _collected = new();
    private readonly PcapngWriter _writer;
    private readonly Queue<CapturedRow> _rows = new();

    public PendingFile(string path, IReadOnlyList<string> interfaces)
    {
        _path = path;
        _writer = new PcapngWriter(_collected);
        foreach (string name in interfaces) _writer.AddInterface(name);
    }

    public int Count => _rows.Count;

    /// <summary>Adds a packet; none that is here is later.</summary>
    public void Add(in CapturedRow row) => _rows.Enqueue(row);

    /// <summary>Takes the first packet out; false where there is none, or where it is not known what became of it.</summary>
    public bool TryTake(SimTime now, out CapturedRow row)
    {
        if (_rows.TryPeek(out row) && row.IsSettled(now)) _rows.Dequeue();
        else return false;
        return true;
    }

    /// <summary>Takes the first packet out, whatever is known.</summary>
    public CapturedRow Take() => _rows.Dequeue();

    public void Write(int at, ulong nanoseconds, ReadOnlySpan<byte> captured, int length, string? comment)
    {
        _writer.Write(at, nanoseconds, captured, length, comment);
        if (_collected.Length >= Block) Flush();
    }

    /// <summary>Adds what was collected to the file.</summary>
    public void Flush()
    {
        using FileStream file = new(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(_collected.GetBuffer().AsSpan(0, (int)_collected.Length));
        _collected.SetLength(0);
    }

    public void Dispose() => _collected.Dispose();
}

/// <summary>A packet that a capture saw at a time.</summary>
/// <param name="Interface">The interface of its file.</param>
/// <param name="IsArrival">Whether it came in; else it set out.</param>
/// <param name="IsCopy">Whether it came beside the packet that the direction was given.</param>
internal readonly record struct CapturedRow(CapturedFrame Frame, int Interface, SimTime At, bool IsArrival, bool IsCopy)
{
    /// <summary>What happens to a packet that came in is known once its instant is over.</summary>
    public bool IsSettled(SimTime now) => IsArrival ? At < now : Frame.Packet.IsOver(now);
}
