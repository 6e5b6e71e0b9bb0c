namespace NetComm.Model;

/// <summary>A named sequence of random numbers. Others do not change it, so a new host never changes another's numbers.</summary>
/// <remarks>
/// SplitMix64 (Steele, Lea, Flood 2014: "Fast splittable pseudorandom number generators"), whose state starts from the run's seed and the
/// FNV-1a hash of the name, both mixed. Integer arithmetic, and samples by <see cref="PortableMath"/>: the same values on every machine.
/// </remarks>
public sealed class RandomStream
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _state;
    private double _spareNormal = double.NaN;

    private RandomStream(ulong state) => _state = state;

    /// <summary>The stream of this name in a run with this seed.</summary>
    public static RandomStream For(long seed, string name) => new(Stir(Stir(unchecked((ulong)seed) + GoldenGamma) ^ Fnv1a.Hash(name)));

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Stir(_state += GoldenGamma);

    /// <summary>Uniform from 0 inclusive to 1 exclusive, in steps of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -PortableMath.Ln(1 - NextDouble());

    /// <summary>Normal with mean 0 and deviation 1, by Marsaglia's polar method, two at a time.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            double spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        double x, y, square;
        do
        {
            x = 2 * NextDouble() - 1;
            y = 2 * NextDouble() - 1;
            square = x * x + y * y;
        }
        while (square is >= 1 or 0);
        double factor = Math.Sqrt(-2 * PortableMath.Ln(square) / square);
        _spareNormal = y * factor;
        return x * factor;
    }

    private static ulong Stir(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
