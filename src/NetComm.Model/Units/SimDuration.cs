using System.Globalization;

namespace NetComm.Model;

/// <summary>A length of virtual time in whole picoseconds; negative where one instant is before another. Limit: ±106 days.</summary>
/// <remarks>Picoseconds, because 64 B at 10 Gbps last 51.2 ns and a <see cref="TimeSpan"/> counts in 100 ns.</remarks>
public readonly record struct SimDuration(long Picoseconds) : IComparable<SimDuration>
{
    /// <summary>Picoseconds in one second.</summary>
    public const long PerSecond = 1_000_000_000_000;

    /// <summary>No time at all.</summary>
    public static readonly SimDuration Zero;

    /// <summary>Seconds, as a real number; for figures, never for the order of events.</summary>
    public double TotalSeconds => Picoseconds / (double)PerSecond;

    /// <summary>Milliseconds, as a real number; for figures, never for the order of events.</summary>
    public double TotalMilliseconds => Picoseconds / 1e9;

    /// <summary>This many picoseconds, to the nearest; half away from zero.</summary>
    public static SimDuration FromPicoseconds(double picoseconds) => new((long)Math.Round(picoseconds, MidpointRounding.AwayFromZero));

    /// <summary>This many whole nanoseconds.</summary>
    public static SimDuration FromNanoseconds(long nanoseconds) => new(checked(nanoseconds * 1_000));

    /// <summary>This many whole microseconds.</summary>
    public static SimDuration FromMicroseconds(long microseconds) => new(checked(microseconds * 1_000_000));

    /// <summary>This many whole milliseconds.</summary>
    public static SimDuration FromMilliseconds(long milliseconds) => new(checked(milliseconds * 1_000_000_000));

    /// <summary>This many whole seconds.</summary>
    public static SimDuration FromSeconds(long seconds) => new(checked(seconds * PerSecond));

    /// <summary>The nearest duration to <paramref name="span"/>, which counts in 100 ns.</summary>
    public static SimDuration FromTimeSpan(TimeSpan span) => new(checked(span.Ticks * 100_000));

    /// <summary>The same duration in steps of 100 ns, rounded down.</summary>
    public TimeSpan ToTimeSpan() => new(Picoseconds / 100_000);

    /// <inheritdoc/>
    public int CompareTo(SimDuration other) => Picoseconds.CompareTo(other.Picoseconds);

    /// <summary>The sum.</summary>
    public static SimDuration operator +(SimDuration left, SimDuration right) => new(left.Picoseconds + right.Picoseconds);

    /// <summary>The difference.</summary>
    public static SimDuration operator -(SimDuration left, SimDuration right) => new(left.Picoseconds - right.Picoseconds);

    /// <summary>A multiple.</summary>
    public static SimDuration operator *(SimDuration duration, long times) => new(checked(duration.Picoseconds * times));

    /// <summary>Whether left is shorter.</summary>
    public static bool operator <(SimDuration left, SimDuration right) => left.Picoseconds < right.Picoseconds;

    /// <summary>Whether left is longer.</summary>
    public static bool operator >(SimDuration left, SimDuration right) => left.Picoseconds > right.Picoseconds;

    /// <summary>Whether left is not longer.</summary>
    public static bool operator <=(SimDuration left, SimDuration right) => left.Picoseconds <= right.Picoseconds;

    /// <summary>Whether left is not shorter.</summary>
    public static bool operator >=(SimDuration left, SimDuration right) => left.Picoseconds >= right.Picoseconds;

    /// <summary>The duration in the largest unit that gives a number of one or more: <c>1.2 ms</c>, <c>51.2 ns</c>.</summary>
    public override string ToString()
    {
        long size = Math.Abs(Picoseconds);
        (double scale, string unit) = size switch
        {
            0 => (1e12, "s"),
            < 1_000 => (1.0, "ps"),
            < 1_000_000 => (1e3, "ns"),
            < 1_000_000_000 => (1e6, "us"),
            < PerSecond => (1e9, "ms"),
            _ => (1e12, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Picoseconds / scale:0.############} {unit}");
    }
}
