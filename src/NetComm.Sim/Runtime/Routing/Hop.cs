namespace NetComm.Sim.Runtime.Routing;

/// <summary>A step of a route.</summary>
/// <param name="Interface">The interface to leave by; −1 where no route leads there.</param>
/// <param name="NextInterface">The interface to reach.</param>
internal readonly record struct Hop(int Interface, int NextInterface)
{
    /// <summary>The next interface where nobody has the address that is asked for.</summary>
    internal const int Nobody = -2;

    internal static readonly Hop None = new(-1, -1);
}
