namespace NetComm.Protocols;

/// <summary>The random delays by which protocols avoid speaking all at once.</summary>
internal static class RandomDelay
{
    /// <summary>Uniform from 0 to the limit.</summary>
    public static SimDuration UpTo(this RandomStream luck, SimDuration limit) => luck.Between(SimDuration.Zero, limit);

    /// <summary>Uniform from the shorter to the longer.</summary>
    public static SimDuration Between(this RandomStream luck, SimDuration shortest, SimDuration longest) =>
        shortest + SimDuration.FromPicoseconds((longest - shortest).Picoseconds * luck.NextDouble());
}
