namespace NetComm.Tracing;

/// <summary>Digests blocks beside the thread that writes them, in order, where there is a second core; else at once.</summary>
internal sealed class DigestThread(TraceDigest digest) : IDisposable
{
    // Enough that neither side waits for a short delay of the other: 1 MiB.
    private const int Blocks = 16;

    private readonly TraceEvent[]?[] _ring = new TraceEvent[Blocks][];
    private readonly int[] _used = new int[Blocks];
    private readonly SemaphoreSlim _filled = new(0);
    private readonly SemaphoreSlim _free = new(Blocks);
    private Thread? _thread;
    private int _next;
    private volatile bool _ends;
    private volatile Exception? _failure;

    internal bool IsRunning => _thread is not null;

    /// <summary>What has failed, by a full disk or a fold's bug: blocks after it are dropped. Null where nothing has.</summary>
    internal Exception? Failure => _failure;

    /// <summary>Takes a block with <paramref name="used"/> slots, and gives one to fill next. Never fails: see <see cref="Failure"/>.</summary>
    internal TraceEvent[] Exchange(TraceEvent[] block, int used)
    {
        if (Environment.ProcessorCount == 1)
        {
            Digest(block.AsSpan(0, used));
            return block.Length == TraceRecorder.BlockSlots ? block : new TraceEvent[TraceRecorder.BlockSlots];
        }

        Start();
        _free.Wait();
        TraceEvent[]? other = _ring[_next];
        _ring[_next] = block;
        _used[_next] = used;
        _next = (_next + 1) % Blocks;
        _filled.Release();
        return other is { Length: TraceRecorder.BlockSlots } ? other : new TraceEvent[TraceRecorder.BlockSlots];
    }

    /// <summary>Digests a block on the thread that calls.</summary>
    internal void Digest(ReadOnlySpan<TraceEvent> slots)
    {
        try
        {
            if (_failure is null) digest.Take(slots);
        }
#pragma warning disable CA1031 // Whatever it is: the actor that writes an event just then is not to fail. The run asks for it, and ends.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = failure;
        }
    }

    /// <summary>Waits until all is digested.</summary>
    internal void Join() => End();

    public void Dispose()
    {
        End();
        _filled.Dispose();
        _free.Dispose();
    }

    private void Start()
    {
        if (_thread is not null) return;
        _thread = new Thread(DigestAll) { IsBackground = true, Name = "trace digest" };
        _thread.Start();
    }

    private void End()
    {
        if (_thread is null) return;
        _ends = true;
        _filled.Release();
        _thread.Join();
        _thread = null;
    }

    private void DigestAll()
    {
        for (int at = 0; ; at = (at + 1) % Blocks)
        {
            _filled.Wait();
            if (_ends && _used[at] == 0) return;
            Digest(_ring[at].AsSpan(0, _used[at]));
            _used[at] = 0;
            _free.Release();
        }
    }
}
