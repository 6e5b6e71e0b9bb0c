using System.Globalization;

namespace NetComm.Model;

/// <summary>A data rate in whole bits per second, 1 or more; <see cref="Infinite"/> takes no time for anything.</summary>
public readonly record struct Bandwidth(long BitsPerSecond) : IComparable<Bandwidth>
{
    /// <summary>Infinitely fast: the rate of a link without <c>rate</c>.</summary>
    public static readonly Bandwidth Infinite = new(long.MaxValue);

    /// <summary>Whether transmission takes no time.</summary>
    public bool IsInfinite => BitsPerSecond == long.MaxValue;

    /// <summary>This many bits per second.</summary>
    public static Bandwidth FromBits(long bitsPerSecond) => new(bitsPerSecond);

    /// <summary>This many million bits per second.</summary>
    public static Bandwidth FromMegabits(long megabitsPerSecond) => new(checked(megabitsPerSecond * 1_000_000));

    /// <summary>How long <paramref name="size"/> takes, to the nearest picosecond: 1500 B × 8 / 10 Mbit/s = 1.2 ms.</summary>
    public SimDuration TimeFor(DataSize size)
    {
        if (IsInfinite) return SimDuration.Zero;
        // Up to 1 MB the product fits 64 bits: 2^20 B × 8 bit × 10^12 ps < 2^63.
        if (size.Bytes <= 1 << 20) return new((size.Bytes * 8 * SimDuration.PerSecond + BitsPerSecond / 2) / BitsPerSecond);
        return new((long)(((Int128)size.Bytes * 8 * SimDuration.PerSecond + BitsPerSecond / 2) / BitsPerSecond));
    }

    /// <inheritdoc/>
    public int CompareTo(Bandwidth other) => BitsPerSecond.CompareTo(other.BitsPerSecond);

    /// <summary>Whether left is slower.</summary>
    public static bool operator <(Bandwidth left, Bandwidth right) => left.BitsPerSecond < right.BitsPerSecond;

    /// <summary>Whether left is faster.</summary>
    public static bool operator >(Bandwidth left, Bandwidth right) => left.BitsPerSecond > right.BitsPerSecond;

    /// <summary>The rate in the largest unit that gives a number of one or more: <c>10 Mbps</c>.</summary>
    public override string ToString()
    {
        if (IsInfinite) return "infinite";
        (double scale, string unit) = BitsPerSecond switch
        {
            < 1_000 => (1.0, "bps"),
            < 1_000_000 => (1e3, "kbps"),
            < 1_000_000_000 => (1e6, "Mbps"),
            _ => (1e9, "Gbps"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{BitsPerSecond / scale:0.############} {unit}");
    }
}
