namespace NetComm.Protocols;

/// <summary>Random delays, so that the nodes of a network do not all send at once.</summary>
internal static class RandomDelay
{
    public static SimDuration UpTo(this RandomStream random, SimDuration limit) => random.Between(SimDuration.Zero, limit);

    public static SimDuration Between(this RandomStream random, SimDuration shortest, SimDuration longest) =>
        shortest + SimDuration.FromPicoseconds((longest - shortest).Picoseconds * random.NextDouble());
}
