namespace NetComm.Protocols.Tests.Tcp.Conversations;

/// <summary>What tests draw from a stream of random numbers.</summary>
internal static class Luck
{
    public static bool Chance(this RandomStream stream, double share) => stream.NextDouble() < share;

    public static int Pick(this RandomStream stream, int least, int most) => least + (int)(stream.NextBits() % (ulong)(most - least + 1));

    /// <summary>Small sizes as often as large ones.</summary>
    public static int Size(this RandomStream stream, int least, int most) =>
        (int)(least * PortableMath.Pow(most / (double)least, stream.NextDouble()));
}
