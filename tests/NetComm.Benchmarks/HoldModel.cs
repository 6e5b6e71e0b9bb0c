namespace NetComm.Benchmarks;

/// <summary>
/// The yardstick: a .NET PriorityQueue of 10 000 entries, of which the first is taken and put back an exponential time later, again and
/// again.
/// </summary>
internal sealed class HoldModel
{
    internal const int Population = 10_000;

    private readonly PriorityQueue<int, long> _queue = new(Population + 1);
    private readonly long[] _gaps = new long[1 << 16];
    private int _gap;

    internal HoldModel()
    {
        RandomStream random = RandomStream.For(1, "hold");
        for (int i = 0; i < _gaps.Length; i++) _gaps[i] = (long)(random.NextExponential() * 100_000);
        for (int i = 0; i < Population; i++) _queue.Enqueue(i, NextGap());
    }

    /// <summary>Hold operations per second of CPU time, over so many of them.</summary>
    internal double Measure(int operations)
    {
        double start = CpuTime.OfThread();
        for (int i = 0; i < operations; i++)
        {
            _queue.TryDequeue(out int item, out long time);
            _queue.Enqueue(item, time + NextGap());
        }

        return operations / (CpuTime.OfThread() - start);
    }

    private long NextGap() => _gaps[_gap++ & 0xFFFF];
}
