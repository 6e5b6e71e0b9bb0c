namespace NetComm.Model;

/// <summary>Amounts as people write them: <c>10.Mbps()</c>, <c>20.Milliseconds()</c>, <c>1.5.Percent()</c>.</summary>
public static class Quantities
{
    /// <summary>This many bits per second.</summary>
    public static Bandwidth Bps(this int bits) => Bandwidth.FromBits(bits);

    /// <summary>Thousands of bits per second.</summary>
    public static Bandwidth Kbps(this double kilobits) => Bandwidth.FromBits((long)Math.Round(kilobits * 1e3));

    /// <inheritdoc cref="Kbps(double)"/>
    public static Bandwidth Kbps(this int kilobits) => Kbps((double)kilobits);

    /// <summary>Millions of bits per second.</summary>
    public static Bandwidth Mbps(this double megabits) => Bandwidth.FromBits((long)Math.Round(megabits * 1e6));

    /// <inheritdoc cref="Mbps(double)"/>
    public static Bandwidth Mbps(this int megabits) => Mbps((double)megabits);

    /// <summary>Thousands of millions of bits per second.</summary>
    public static Bandwidth Gbps(this int gigabits) => Mbps(gigabits * 1e3);

    /// <summary>Seconds.</summary>
    public static SimDuration Seconds(this double seconds) => SimDuration.FromPicoseconds(seconds * SimDuration.PerSecond);

    /// <inheritdoc cref="Seconds(double)"/>
    public static SimDuration Seconds(this int seconds) => SimDuration.FromSeconds(seconds);

    /// <summary>Thousandths of a second.</summary>
    public static SimDuration Milliseconds(this double milliseconds) => SimDuration.FromPicoseconds(milliseconds * 1e9);

    /// <inheritdoc cref="Milliseconds(double)"/>
    public static SimDuration Milliseconds(this int milliseconds) => SimDuration.FromMilliseconds(milliseconds);

    /// <summary>Millionths of a second.</summary>
    public static SimDuration Microseconds(this int microseconds) => SimDuration.FromMicroseconds(microseconds);

    /// <summary>Bytes.</summary>
    public static DataSize Bytes(this int bytes) => DataSize.FromBytes(bytes);

    /// <summary>Thousands of bytes.</summary>
    public static DataSize Kilobytes(this int kilobytes) => DataSize.FromBytes(kilobytes * 1000L);

    /// <summary>Millions of bytes.</summary>
    public static DataSize Megabytes(this int megabytes) => DataSize.FromBytes(megabytes * 1_000_000L);

    /// <summary>Percent.</summary>
    public static Probability Percent(this double percent) => Probability.FromPercent(percent);

    /// <inheritdoc cref="Percent(double)"/>
    public static Probability Percent(this int percent) => Probability.FromPercent(percent);

    /// <summary>The time from one packet to the next at this rate.</summary>
    public static SimDuration PacketsPerSecond(this int packets) => SimDuration.FromPicoseconds((double)SimDuration.PerSecond / packets);
}
