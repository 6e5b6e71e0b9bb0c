namespace NetComm.Analysis;

/// <summary>
/// The mean of values that depend on those before them, with its standard error by batch means (Law 2015, Simulation Modeling and Analysis,
/// 9.5.3): the means of long runs of values hardly depend on each other, where σ/√n of single values would be far too small.
/// </summary>
internal sealed class BatchMeans
{
    /// <summary>Batches kept at most; twice as long ones take their place when there are so many.</summary>
    private const int Most = 64;

    /// <summary>Fewer give no error to speak of.</summary>
    public const int Least = 8;

    /// <summary>A batch this many times as long as the values' memory is as good as independent of the one before.</summary>
    public const int LongEnough = 20;

    private readonly long[] _sums = new long[Most];
    private int _full;
    private long _size = 1;
    private long _inBatch;
    private Int128 _total;

    public long Count { get; private set; }

    public double Mean => (double)_total / Count;

    public void Add(long value)
    {
        Count++;
        _total += value;
        _sums[_full] += value;
        if (++_inBatch < _size) return;
        _inBatch = 0;
        if (++_full == Most) Halve();
    }

    /// <summary>The batches to judge by: as many as are long enough, at least <see cref="Least"/>; null with too few values.</summary>
    /// <param name="memory">How many values it takes until one says nothing of the next.</param>
    public (int Batches, double StandardError)? Judge(double memory)
    {
        double[] means = [.. _sums.Take(_full).Select(sum => sum / (double)_size)];
        double size = _size;
        while (means.Length / 2 >= Least && size < LongEnough * memory)
        {
            means = [.. Enumerable.Range(0, means.Length / 2).Select(i => (means[2 * i] + means[2 * i + 1]) / 2)];
            size *= 2;
        }

        if (means.Length < Least || size < LongEnough * memory) return null;
        double mean = means.Sum() / means.Length;
        double squares = means.Sum(one => (one - mean) * (one - mean));
        return (means.Length, Math.Sqrt(squares / (means.Length - 1) / means.Length));
    }

    private void Halve()
    {
        for (int i = 0; i < Most / 2; i++) _sums[i] = _sums[2 * i] + _sums[2 * i + 1];
        Array.Clear(_sums, Most / 2, Most / 2);
        _full = Most / 2;
        _size *= 2;
    }
}
