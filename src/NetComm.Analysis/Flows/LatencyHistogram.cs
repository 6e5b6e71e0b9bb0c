using System.Numerics;

namespace NetComm.Analysis;

/// <summary>
/// Counts durations in buckets that widen with their size: 512 to each power of two, so that a bucket's middle is within 1/1024 (0.1 %) of
/// all in it. Below 1024 ps every value has its own.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int BucketBits = 9;
    private const int Buckets = 1 << BucketBits;

    private readonly long[]?[] _octaves = new long[]?[64 - BucketBits];

    public void Add(long picoseconds)
    {
        (int octave, int bucket) = Place(picoseconds);
        (_octaves[octave] ??= new long[Buckets])[bucket]++;
    }

    public void AddZeros(long count)
    {
        if (count > 0) (_octaves[0] ??= new long[Buckets])[0] += count;
    }

    public void AddAll(LatencyHistogram other)
    {
        for (int octave = 0; octave < _octaves.Length; octave++)
        {
            if (other._octaves[octave] is not { } counts) continue;
            long[] mine = _octaves[octave] ??= new long[Buckets];
            for (int bucket = 0; bucket < Buckets; bucket++) mine[bucket] += counts[bucket];
        }
    }

    /// <summary>The middle of the bucket that holds the value of this rank, counted from 1.</summary>
    public long AtRank(long rank)
    {
        for (int octave = 0; octave < _octaves.Length; octave++)
        {
            if (_octaves[octave] is not { } counts) continue;
            for (int bucket = 0; bucket < Buckets; bucket++)
            {
                rank -= counts[bucket];
                if (rank <= 0) return Middle(octave, bucket);
            }
        }

        throw new InvalidOperationException("The histogram holds fewer values than the rank asked for.");
    }

    private static (int Octave, int Bucket) Place(long value)
    {
        // Octave 0 holds 0…511 exactly; octave k ≥ 1 holds 2^(k+8)…2^(k+9) − 1 in steps of 2^(k−1).
        int octave = Math.Max(0, BitOperations.Log2((ulong)value) - BucketBits + 1);
        return octave == 0 ? (0, (int)value) : (octave, (int)(value >> (octave - 1)) - Buckets);
    }

    private static long Middle(int octave, int bucket)
    {
        if (octave == 0) return bucket;
        long low = (long)(bucket + Buckets) << (octave - 1);
        return low + ((1L << (octave - 1)) - 1) / 2;
    }
}
