namespace NetComm.Model;

/// <summary>A duration worked out of several, such as their mean: unlike a <see cref="SimDuration"/> not in whole picoseconds.</summary>
public readonly record struct AverageDuration(double Picoseconds)
{
    /// <summary>Seconds.</summary>
    public double TotalSeconds => Picoseconds / SimDuration.PerSecond;

    /// <summary>Milliseconds.</summary>
    public double TotalMilliseconds => Picoseconds / 1e9;

    /// <summary>The nearest duration in whole picoseconds.</summary>
    public SimDuration Nearest => SimDuration.FromPicoseconds(Picoseconds);

    /// <summary>As <see cref="SimDuration"/> writes the nearest whole picoseconds: <c>1.2 ms</c>.</summary>
    public override string ToString() => Nearest.ToString();
}
